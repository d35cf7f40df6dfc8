package io.hallmark.hsm.lane;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long Linux lets a thread run at a stretch while others want to. Since Linux 6.12 a thread
 * may say so itself ({@code sched_setattr(2)}, {@code sched_runtime} of SCHED_OTHER), without any
 * privilege: it has no more of the processor than before, in smaller pieces, and is therefore woken
 * sooner. That is what a thread wants which waits for a device, takes what it brings and asks it
 * for the next thing. Earlier kernels take the wish and do nothing; other systems aren't asked.
 */
final class TimeSlice {
  /** The shortest that Linux gives; it has 0.7 to 3 ms for who asks for none. */
  static final long SHORTEST_NANOS = Duration.ofNanos(100_000).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(TimeSlice.class);

  /** Of struct sched_attr in its first version; sched_policy is at 4, sched_runtime at 24. */
  private static final int ATTR_BYTES = 48;

  private static final int POLICY = 4;
  private static final int RUNTIME = 24;

  /** SCHED_OTHER and SCHED_BATCH; what is real-time has other rules and another sched_runtime. */
  private static final int OTHER = 0;

  private static final int BATCH = 3;

  /** System calls by number, since the C library has no function for these before glibc 2.41. */
  private static final long SETATTR = Platform.isARM() ? 274 : 314;

  private static final long GETATTR = Platform.isARM() ? 275 : 315;

  private static final long CALLING_THREAD = 0;

  private TimeSlice() {}

  /** Asks for the shortest for the calling thread; where it can't be had, nothing changes. */
  static void shorten() {
    if (!isKnownHere()) {
      return;
    }
    try (Memory attributes = new Memory(ATTR_BYTES)) {
      read(attributes);
      int policy = attributes.getInt(POLICY);
      if (policy == OTHER || policy == BATCH) {
        attributes.setLong(RUNTIME, SHORTEST_NANOS);
        call(SETATTR, CALLING_THREAD, attributes, 0L);
      }
    } catch (LastErrorException | UnsatisfiedLinkError e) {
      LOG.debug("time slices stay as they are: {}", e.getMessage());
    }
  }

  /** That of the calling thread; 0 where the system doesn't say. */
  static long nanos() {
    if (!isKnownHere()) {
      return 0;
    }
    try (Memory attributes = new Memory(ATTR_BYTES)) {
      read(attributes);
      return attributes.getLong(RUNTIME);
    } catch (LastErrorException | UnsatisfiedLinkError e) {
      return 0;
    }
  }

  private static boolean isKnownHere() {
    return Platform.isLinux() && Platform.is64Bit() && (Platform.isIntel() || Platform.isARM());
  }

  private static void read(Memory attributes) {
    attributes.clear();
    call(GETATTR, CALLING_THREAD, attributes, (long) ATTR_BYTES, 0L);
  }

  /** The number of a system call and its arguments. */
  private static void call(Object... all) {
    Function syscall =
        NativeLibrary.getInstance("c").getFunction("syscall", Function.THROW_LAST_ERROR);
    long unused = syscall.invokeLong(all);
  }
}
