/**
 * Exactly once, in order, for one lane: the sender's and the receiver's side and what travels
 * between them. Pure: values in, values out, the time given; no Kafka, no session.
 */
package io.hallmark.link.lane;
