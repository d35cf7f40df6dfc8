/**
 * The one thread of a link manager that reads {@code p2p.out} and {@code link.in}, moves lanes and
 * sessions, and writes what came of it in one transaction per batch.
 */
package io.hallmark.link.delivery;
