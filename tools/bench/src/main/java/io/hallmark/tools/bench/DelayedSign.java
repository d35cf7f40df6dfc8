package io.hallmark.tools.bench;

import io.hallmark.hsm.cryptoki.Cryptoki;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A module whose C_Sign takes a given time: what a network HSM is like from here. */
final class DelayedSign {
  private DelayedSign() {}

  static Cryptoki around(Cryptoki real, Duration perSignature) {
    return (Cryptoki)
        Proxy.newProxyInstance(
            Cryptoki.class.getClassLoader(),
            new Class<?>[] {Cryptoki.class},
            (proxy, method, arguments) -> {
              long due = System.nanoTime() + perSignature.toNanos();
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (method.getName().equals("sign")) {
                  awaitNanos(due);
                }
              }
            });
  }

  private static void awaitNanos(long due) {
    long left = due - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
  }
}
