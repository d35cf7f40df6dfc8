/**
 * Sessions of lanes: made when they are needed, renewed before they are old, made again when the
 * peer has lost them. Driven by the delivery thread; only signatures come from elsewhere.
 */
package io.hallmark.link.peering;
