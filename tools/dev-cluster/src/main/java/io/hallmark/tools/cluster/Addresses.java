package io.hallmark.tools.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Optional;

/** Addresses that processes have chosen and written to files, and free ports. */
final class Addresses {
  static final String LOOPBACK = "127.0.0.1";

  private Addresses() {}

  /** What the process wrote, once it did. */
  static Optional<String> of(ProcessEntry process) {
    try {
      if (!Files.exists(process.addressFile())) {
        return Optional.empty();
      }
      String address = Files.readString(process.addressFile()).strip();
      return address.isEmpty() ? Optional.empty() : Optional.of(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Before a start: the address of the last run must not be taken for that of the new one. */
  static void forget(ProcessEntry process) {
    try {
      Files.deleteIfExists(process.addressFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that was free a moment ago. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
