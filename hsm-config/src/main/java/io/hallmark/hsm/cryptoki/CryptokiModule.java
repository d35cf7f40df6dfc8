package io.hallmark.hsm.cryptoki;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.token.TokenOpenException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A loaded and initialised module, shared by all who use it in this process: Cryptoki is
 * initialised once per process and module, however many tokens are open. Safe for concurrent use.
 *
 * <p>Every call is made inside {@link #gate()}'s read lock, so that {@link #reinitialise} can wait
 * until nobody is inside the module. Generation and searches also hold {@link #searchLock()}.
 */
public final class CryptokiModule implements AutoCloseable {
  private static final Map<Path, CryptokiModule> OPEN = new HashMap<>();
  private static final int QUIET_LOOK_MILLIS = 2;
  private static final Map<Path, Cryptoki> LOADED = new HashMap<>();

  private final Path path;
  private final Cryptoki cryptoki;
  private final Map<String, String> environment;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private final ReentrantLock searchLock = new ReentrantLock();
  private final ReentrantLock callLock = new ReentrantLock();
  private int users; // guarded by OPEN
  private boolean keptInitialised; // guarded by OPEN
  private int usersDown; // guarded by OPEN
  private final AtomicLong generation = new AtomicLong();

  private CryptokiModule(Path path, Cryptoki cryptoki, Map<String, String> environment) {
    this.path = path;
    this.cryptoki = cryptoki;
    this.environment = environment;
  }

  /**
   * The module at {@code path}, initialised; {@link #close()} it when done.
   *
   * @param environment set before it is initialised; must be the same for all who share it
   */
  public static CryptokiModule acquire(Path path, Map<String, String> environment)
      throws TokenOpenException {
    synchronized (OPEN) {
      Path real = real(path);
      CryptokiModule module = OPEN.get(real);
      if (module == null) {
        ModuleEnvironment.set(environment);
        Cryptoki cryptoki = LOADED.get(real);
        if (cryptoki == null) {
          cryptoki = NativeLoader.load(path);
          LOADED.put(real, cryptoki);
        }
        module = new CryptokiModule(path, cryptoki, Map.copyOf(environment));
        module.initialise();
        OPEN.put(real, module);
      } else if (!module.environment.equals(environment)) {
        throw new TokenOpenException.DeviceFailed(
            "module "
                + path
                + " is in use with another environment; use the same for all its tokens in a process",
            0,
            null);
      }
      module.users++;
      return module;
    }
  }

  private static Path real(Path path) throws TokenOpenException {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new TokenOpenException.ModuleMissing(
          "module " + path + " does not exist; install it or correct the path", e);
    }
  }

  private void initialise() throws TokenOpenException {
    long code = initialiseCall(cryptoki);
    if (code != Ckr.OK && code != Ckr.CRYPTOKI_ALREADY_INITIALIZED) {
      throw new TokenOpenException.DeviceFailed(
          "module "
              + path
              + ": C_Initialize answered "
              + Ckr.name(code)
              + "; check the module's own configuration",
          code,
          null);
    }
  }

  private static long initialiseCall(Cryptoki cryptoki) {
    // CK_C_INITIALIZE_ARGS: four mutex callbacks, flags, reserved.
    try (Memory arguments = new Memory(48)) {
      arguments.clear();
      arguments.setLong(32, Ck.CKF_OS_LOCKING_OK);
      return cryptoki.initialize(Pointer.nativeValue(arguments));
    }
  }

  public Path path() {
    return path;
  }

  public Cryptoki cryptoki() {
    return cryptoki;
  }

  /** Its read lock is held around calls, its write lock while the module starts anew. */
  public ReentrantReadWriteLock gate() {
    return gate;
  }

  /** Held around key generation and searches, which some modules cannot do at the same time. */
  public ReentrantLock searchLock() {
    return searchLock;
  }

  /** Held around every call where the configuration says {@code serialise}. */
  public ReentrantLock callLock() {
    return callLock;
  }

  /** How many have acquired it and not closed it. */
  public int users() {
    synchronized (OPEN) {
      return users;
    }
  }

  /** How many of them cannot work at present; only when all are down may it be started anew. */
  public int usersDown() {
    synchronized (OPEN) {
      return usersDown;
    }
  }

  public void markDown(boolean down) {
    synchronized (OPEN) {
      usersDown += down ? 1 : -1;
    }
  }

  /** Grows each time the module is started anew; sessions and handles of before are gone. */
  public long generation() {
    return generation.get();
  }

  /** Leaves the module initialised at the end: someone else in the process uses it too. */
  public void keepInitialised() {
    synchronized (OPEN) {
      keptInitialised = true;
    }
  }

  /**
   * C_Finalize and C_Initialize, once nobody is inside the module. All sessions, handles and logins
   * are gone afterwards.
   *
   * @param through the binding to call, which may be a decorated one
   * @return false where calls were still inside after {@code patience}
   */
  public boolean reinitialise(Cryptoki through, Duration patience)
      throws CryptokiException, InterruptedException {
    return quiesced(
        patience,
        () -> {
          through.finalizeModule(0);
          generation.incrementAndGet();
          long code = initialiseCall(through);
          if (code != Ckr.CRYPTOKI_ALREADY_INITIALIZED) {
            CryptokiException.check("C_Initialize", code);
          }
        });
  }

  /** What must be done while nobody is inside the module. */
  @FunctionalInterface
  public interface Quiet {
    void run() throws CryptokiException;
  }

  /**
   * Runs {@code quiet} once nobody is inside the module.
   *
   * @return false where calls were still inside after {@code patience}
   */
  public boolean quiesced(Duration patience, Quiet quiet)
      throws CryptokiException, InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    // Not the timed tryLock: a writer that waits in the queue would hold up all new readers, and
    // with them the other tokens of this module, for as long as one call hangs.
    while (!gate.writeLock().tryLock()) {
      if (System.nanoTime() - endNanos > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(QUIET_LOOK_MILLIS);
    }
    try {
      quiet.run();
      return true;
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** Gives it back; the last one finalises it. */
  @Override
  public void close() {
    synchronized (OPEN) {
      if (--users == 0) {
        OPEN.values().remove(this);
        if (!keptInitialised) {
          cryptoki.finalizeModule(0);
        }
      }
    }
  }
}
