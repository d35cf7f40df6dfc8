package io.hallmark.tools.ceremony.step;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.Tokens;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
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
      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public OptionalInt entropyBits() throws IOException {
        Path told = Path.of("/proc/sys/kernel/random/entropy_avail");
        return Files.isReadable(told)
            ? OptionalInt.of(Integer.parseInt(Files.readString(told).strip()))
            : OptionalInt.empty();
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
