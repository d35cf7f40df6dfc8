package io.hallmark.hsm.lane;

import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.Cryptoki;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/** Stands between the engine and the module: counts calls, makes chosen ones fail or hang. */
final class InjectedCryptoki implements UnaryOperator<Cryptoki> {
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
  private final Map<String, Queue<Long>> failures = new ConcurrentHashMap<>();
  private final Map<String, Long> always = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

  private final AtomicBoolean corruptSignature = new AtomicBoolean();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger insideMost = new AtomicInteger();

  @Override
  public Cryptoki apply(Cryptoki real) {
    return (Cryptoki)
        Proxy.newProxyInstance(
            Cryptoki.class.getClassLoader(),
            new Class<?>[] {Cryptoki.class},
            (proxy, method, arguments) -> {
              String name = method.getName();
              calls.computeIfAbsent(name, n -> new LongAdder()).increment();
              CountDownLatch gate = gates.get(name);
              if (gate != null) {
                gate.await();
              }
              Queue<Long> queue = failures.get(name);
              Long failure = queue == null ? null : queue.poll();
              Long code = failure == null ? always.get(name) : failure;
              if (code != null) {
                return code;
              }
              insideMost.accumulateAndGet(inside.incrementAndGet(), Math::max);
              try {
                Object result = method.invoke(real, arguments);
                if (name.equals("sign") && corruptSignature.getAndSet(false)) {
                  Pointer signature = new Pointer((Long) arguments[3]);
                  signature.setByte(20, (byte) ~signature.getByte(20));
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                inside.decrementAndGet();
              }
            });
  }

  /** The next signature has a wrong byte. */
  void corruptNextSignature() {
    corruptSignature.set(true);
  }

  void failNext(String function, long code) {
    failures.computeIfAbsent(function, f -> new ConcurrentLinkedQueue<>()).add(code);
  }

  void failAlways(String function, long code) {
    always.put(function, code);
  }

  void succeed(String function) {
    always.remove(function);
  }

  /** Calls of the function wait until the latch is down. */
  void hold(String function, CountDownLatch latch) {
    gates.put(function, latch);
  }

  /** Calls from now on pass; those that wait go on waiting. */
  void letPass(String function) {
    gates.remove(function);
  }

  void release(String function) {
    gates.remove(function).countDown();
  }

  /** How many calls were in the module at once, at most. */
  int insideMost() {
    return insideMost.get();
  }

  long calls(String function) {
    LongAdder count = calls.get(function);
    return count == null ? 0 : count.sum();
  }

  long allCalls() {
    return calls.values().stream().mapToLong(LongAdder::sum).sum();
  }
}
