package io.hallmark.gateway.outbound;

/**
 * Between whom frames go.
 *
 * @param group id of the group of both
 * @param source our identity
 * @param destination the peer
 */
record Route(String group, String source, String destination) {}
