package io.hallmark.hsm.inspect;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** This machine's clock, and whether anything keeps it right. */
final class HostClock {
  private static final String NAME = "clock of the host";

  /** More than struct timex has on any Linux. */
  private static final long TIMEX_BYTES = 512;

  /** The kernel's word for a clock that nobody has set for a while (adjtimex(2)). */
  private static final int TIME_ERROR = 5;

  private HostClock() {}

  static Requirement at(Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    int state = kernelState();
    if (state < 0) {
      return Requirement.met(NAME, time + "; the kernel does not say whether it is kept");
    }
    return state == TIME_ERROR
        ? Requirement.advice(
            NAME,
            time + "; the kernel says that nothing keeps it right",
            "run chrony or systemd-timesyncd: deadlines and certificates go by this clock")
        : Requirement.met(NAME, time + "; the kernel says that it is kept right");
  }

  /** Asks and changes nothing; negative where there is no such call. */
  private static int kernelState() {
    try (Memory timex = new Memory(TIMEX_BYTES)) {
      timex.clear();
      Object[] arguments = {timex};
      return NativeLibrary.getProcess().getFunction("adjtimex").invokeInt(arguments);
    } catch (UnsatisfiedLinkError e) {
      return -1;
    }
  }
}
