package io.hallmark.tools.bench;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.Slots;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A module whose signatures take a given time each, from the beginning of C_SignInit to the end of
 * C_Sign: what a network HSM is like from here. The thread sleeps meanwhile, and what was signed
 * once is not computed again ({@link ReplayedSignatures}), since an HSM uses no processor of ours.
 * Safe for concurrent use.
 *
 * <p>A thread that sleeps is woken late, by some 60 µs on a quiet machine. A device isn't late: so
 * what a thread overslept in one signature is taken from its next, up to {@link #CARRY_MAX_NANOS},
 * and signatures take the given time on average. {@link #taken} says what they took indeed.
 */
final class DelayedSign {
  private static final long CARRY_MAX_NANOS = Duration.ofNanos(250_000).toNanos();

  /** Linux' prctl(2): by how much a thread's timers may be late to spare the processor. */
  private static final int PR_SET_TIMERSLACK = 29;

  private final Cryptoki real;
  private final ReplayedSignatures signatures;
  private final long perSignatureNanos;
  private final Map<Long, Signature> bySession = new ConcurrentHashMap<>();
  private final LongAdder count = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  DelayedSign(Cryptoki real, Duration perSignature) {
    this.real = real;
    this.signatures = new ReplayedSignatures(real);
    this.perSignatureNanos = perSignature.toNanos();
  }

  /** The module with the delay. */
  Cryptoki cryptoki() {
    return (Cryptoki)
        Proxy.newProxyInstance(
            Cryptoki.class.getClassLoader(),
            new Class<?>[] {Cryptoki.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  /** What was signed until now. */
  Taken taken() {
    return new Taken(count.sum(), nanos.sum());
  }

  /** So many signatures took so long in all. */
  record Taken(long count, long nanos) {
    static final Taken NOTHING = new Taken(0, 0);

    Taken plus(Taken other) {
      return new Taken(count + other.count, nanos + other.nanos);
    }

    Taken minus(Taken other) {
      return new Taken(count - other.count, nanos - other.nanos);
    }

    double meanMs() {
      return nanos / 1e6 / count;
    }
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "signInit" -> signInit(arguments);
      case "sign" -> sign(arguments);
      case "getSlotInfo" -> slotInfo(arguments);
      default -> passOn(method, arguments);
    };
  }

  private Object passOn(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** It stands for hardware, and says so as hardware does. */
  private long slotInfo(Object[] arguments) {
    long code = real.getSlotInfo((long) arguments[0], (long) arguments[1]);
    Pointer flags = new Pointer((long) arguments[1]).share(Slots.SLOT_FLAGS);
    flags.setLong(0, flags.getLong(0) | Ck.CKF_HW_SLOT);
    return code;
  }

  private long signInit(Object[] arguments) {
    long session = (long) arguments[0];
    bySession.computeIfAbsent(session, s -> new Signature()).begin();
    return signatures.signInit(session, (long) arguments[1], (long) arguments[2]);
  }

  private long sign(Object[] arguments) {
    long session = (long) arguments[0];
    try {
      return signatures.sign(
          session,
          (long) arguments[1],
          (long) arguments[2],
          (long) arguments[3],
          (long) arguments[4]);
    } finally {
      bySession.get(session).end();
    }
  }

  /** What is signed in one session, by the lane's thread that owns it. */
  private final class Signature {
    private long begunNanos;
    private long oversleptNanos;

    private Signature() {
      NativeLibrary.getInstance("c")
          .getFunction("prctl")
          .invokeInt(new Object[] {PR_SET_TIMERSLACK, 1L, 0L, 0L, 0L});
    }

    void begin() {
      begunNanos = System.nanoTime();
    }

    void end() {
      long due = begunNanos + perSignatureNanos - oversleptNanos;
      long now = System.nanoTime();
      while (now - due < 0) {
        LockSupport.parkNanos(due - now);
        now = System.nanoTime();
      }
      oversleptNanos = Math.min(now - due, CARRY_MAX_NANOS);
      count.increment();
      nanos.add(now - begunNanos);
    }
  }
}
