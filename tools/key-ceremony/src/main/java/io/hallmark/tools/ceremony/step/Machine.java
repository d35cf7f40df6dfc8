package io.hallmark.tools.ceremony.step;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;

/** What a ceremony asks of the machine it runs on. */
public interface Machine {
  Clock clock();

  /** Names of the network interfaces that are up, but for loopback. */
  Set<String> interfacesUp() throws SocketException;

  /** This machine. */
  static Machine here() {
    return new Machine() {
      @Override
      public Clock clock() {
        return Clock.systemUTC();
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
