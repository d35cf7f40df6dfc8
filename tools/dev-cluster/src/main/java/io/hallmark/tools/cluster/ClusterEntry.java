package io.hallmark.tools.cluster;

import java.nio.file.Path;

/**
 * One cluster.
 *
 * @param name what it is called
 * @param identity that it hosts
 * @param bus {@code HOST:PORT} of its broker
 * @param hsmFile its HSM file
 */
public record ClusterEntry(String name, String identity, String bus, Path hsmFile) {}
