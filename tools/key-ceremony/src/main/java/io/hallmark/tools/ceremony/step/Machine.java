package io.hallmark.tools.ceremony.step;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What a ceremony asks of the machine it runs on. */
public interface Machine {
  Clock clock();

  /** Names of the network interfaces that are up, but for loopback. */
  Set<String> interfacesUp() throws SocketException;

  /** Entropy that the kernel says it has; empty where it does not say. */
  default OptionalInt entropyBits() throws IOException {
    return OptionalInt.empty();
  }

  /** Bytes that can be written where {@code folder} is, or will be made. */
  default long usableBytes(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (Files.notExists(there)) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }

  /** Opens a token: logs in, with one attempt. The caller closes it. */
  default Token open(TokenConfig config) throws TokenOpenException {
    return Tokens.open(config);
  }

  /** This machine. */
  static Machine here() {
    return new Machine() {
      private static final int NUMBER_BYTES_MAX = 16;

      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public OptionalInt entropyBits() throws IOException {
        Path told = Path.of("/proc/sys/kernel/random/entropy_avail");
        if (!Files.isReadable(told)) {
          return OptionalInt.empty();
        }
        try (InputStream in = Files.newInputStream(told)) {
          // In one read: the kernel takes a second one for the end, whatever the first one got.
          byte[] number = in.readNBytes(NUMBER_BYTES_MAX);
          return OptionalInt.of(
              Integer.parseInt(new String(number, StandardCharsets.US_ASCII).strip()));
        }
      }

      @Override
      public Set<String> interfacesUp() throws SocketException {
        Set<String> up = new TreeSet<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
          if (each.isUp() && !each.isLoopback()) {
            up.add(each.getName());
          }
        }
        return up;
      }
    };
  }
}
