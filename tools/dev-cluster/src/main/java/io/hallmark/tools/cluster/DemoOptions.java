package io.hallmark.tools.cluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo does.
 *
 * @param messages each way
 * @param size of each payload in bytes
 * @param processes whether every worker gets a JVM of its own
 * @param dir folder to use and keep; empty: one that is made, and removed after a success
 */
record DemoOptions(long messages, int size, boolean processes, Optional<Path> dir) {}
