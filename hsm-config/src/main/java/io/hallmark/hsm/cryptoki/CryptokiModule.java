package io.hallmark.hsm.cryptoki;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.token.TokenOpenException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded and initialised module, shared by all who use it in this process: Cryptoki is
 * initialised once per process and module, however many tokens are open. Safe for concurrent use.
 *
 * <p>Every call is made inside {@link #gate()}'s read lock, so that {@link #reinitialise} can wait
 * until nobody is inside the module. Generation and searches also hold {@link #searchLock()}. No
 * lock is shared between modules, so that one which hangs does not hold up another.
 *
 * <p>A call that never returns keeps its module from being started anew, since nobody may finalise
 * what a thread is in. Then {@link #next} leaves the module to it, as it is, and loads a copy in
 * its place, which is an object of this class of its own.
 */
public final class CryptokiModule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CryptokiModule.class);

  /** By real path, the latest copy of each; a module that was loaded stays loaded. */
  private static final Map<Path, CryptokiModule> LOADED = new ConcurrentHashMap<>();

  /** Never unloaded: a thread may be inside. */
  private static final List<CryptokiModule> LEFT = new CopyOnWriteArrayList<>();

  /** Held while a copy takes the place of another; nothing is loaded or called meanwhile. */
  private static final ReentrantLock SUCCESSION = new ReentrantLock();

  private static final int QUIET_LOOK_MILLIS = 2;
  private static final Duration FINALISE_PATIENCE = Duration.ofSeconds(1);

  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private final ReentrantLock searchLock = new ReentrantLock();
  private final ReentrantLock callLock = new ReentrantLock();
  private final AtomicLong generation;
  private final AtomicInteger users = new AtomicInteger(); // written under life
  private final List<Member> members = new CopyOnWriteArrayList<>();

  /** Held while the module comes to life or ends. */
  private final ReentrantLock life = new ReentrantLock();

  private final Path realPath;
  private final int copy;
  private volatile Path path; // written under life
  private volatile Cryptoki cryptoki; // written under life, once
  private volatile Map<String, String> environment = Map.of(); // written under life
  private volatile boolean keptInitialised;
  private volatile boolean left;

  /** A token of the module, in the eyes of another one that needs the module started anew. */
  public interface Member {
    /** Whether it cannot work at present, so that it loses nothing. */
    boolean isDown();

    /** Asks the module a small thing, and goes down if there is no answer. */
    void examine();
  }

  private CryptokiModule(Path realPath, int copy, long generation) {
    this.realPath = realPath;
    this.path = realPath;
    this.copy = copy;
    this.generation = new AtomicLong(generation);
  }

  /**
   * The module at {@code path}, initialised; {@link #close()} it when done.
   *
   * @param environment set before it is initialised; must be the same for all who share it
   */
  public static CryptokiModule acquire(Path path, Map<String, String> environment)
      throws TokenOpenException {
    Path real = real(path);
    Optional<CryptokiModule> module = Optional.empty();
    while (module.isEmpty()) { // Again only where it was left meanwhile, which is bounded.
      module =
          LOADED
              .computeIfAbsent(real, first -> new CryptokiModule(real, 0, 0))
              .acquireThis(path, Map.copyOf(environment));
    }
    return module.get();
  }

  /** Empty where it was left, by whoever hangs in it. */
  private Optional<CryptokiModule> acquireThis(Path asNamed, Map<String, String> variables)
      throws TokenOpenException {
    if (!PatientLock.take(life, () -> left)) {
      return Optional.empty();
    }
    try {
      if (left) {
        return Optional.empty();
      }
      comeToLife(asNamed, variables);
      users.incrementAndGet();
      return Optional.of(this);
    } finally {
      life.unlock();
    }
  }

  private static Path real(Path path) throws TokenOpenException {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new TokenOpenException.ModuleMissing("module " + path + NativeLoader.NOT_THERE, e);
    }
  }

  private void comeToLife(Path asNamed, Map<String, String> variables) throws TokenOpenException {
    if (users.get() > 0) {
      if (!environment.equals(variables)) {
        throw new TokenOpenException.DeviceFailed(
            "module "
                + path
                + " is in use with another environment; use the same for all its tokens in a process",
            0,
            null);
      }
      return;
    }
    path = asNamed;
    environment = variables;
    try {
      long code = ModuleEnvironment.with(variables, this::loadAndInitialise);
      if (code != Ckr.CRYPTOKI_ALREADY_INITIALIZED) {
        CryptokiException.check("C_Initialize", code);
      }
    } catch (CryptokiException e) {
      throw new TokenOpenException.DeviceFailed(
          "module " + path + ": " + e.getMessage() + "; check the module's own configuration",
          e.code(),
          e);
    }
  }

  private long loadAndInitialise() throws TokenOpenException {
    if (cryptoki == null) {
      cryptoki = NativeLoader.load(copy == 0 ? path : ModuleCopy.of(realPath));
    }
    return initialiseCall(cryptoki);
  }

  static void initialise(Cryptoki cryptoki) throws CryptokiException {
    CryptokiException.check("C_Initialize", initialiseCall(cryptoki));
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

  /** From now on the module is started anew only while this member is down. */
  public void join(Member member) {
    members.add(member);
  }

  public void leave(Member member) {
    members.remove(member);
  }

  /**
   * Whether starting the module anew disturbs nobody: every user is a member that is down. Members
   * that seem well are examined first, since one that is idle does not notice what it has lost.
   */
  public boolean mayRestart() {
    members.stream().filter(member -> !member.isDown()).forEach(Member::examine);
    return allDown();
  }

  private boolean allDown() {
    return !keptInitialised
        && !left
        && members.size() >= users.get()
        && members.stream().allMatch(Member::isDown);
  }

  /** Grows each time the module is started anew; sessions and handles of before are gone. */
  public long generation() {
    return generation.get();
  }

  /** How many copies were left before this one; 0: the module's own file. */
  public int copy() {
    return copy;
  }

  /** Whether another copy has taken its place; what is still done here is done as before. */
  public boolean isLeft() {
    return left;
  }

  /**
   * Why no copy may take the place of this one; empty where one may. As for {@link #mayRestart}, it
   * must disturb nobody.
   */
  public Optional<String> keepsItsPlace(int copiesMax) {
    if (left) {
      return Optional.empty();
    }
    if (!mayRestart()) {
      return Optional.of("its other users are well, so no fresh copy of it is loaded");
    }
    if (copy < copiesMax) {
      return Optional.empty();
    }
    return Optional.of(
        copiesMax == 0
            ? "freshCopies is 0; restart needed"
            : "its " + copiesMax + " fresh copies (freshCopies) are used up; restart needed");
  }

  /**
   * Leaves this copy, with the calls that never returned from it, for good, unless that was done
   * already, and gives the one in its place, initialised; {@link #close()} that one when done, and
   * this one as well.
   */
  public CryptokiModule next(int copiesMax) throws TokenOpenException {
    SUCCESSION.lock();
    try {
      if (!left) {
        if (copy >= copiesMax || !allDown()) {
          throw new TokenOpenException.DeviceFailed(
              "module " + path + " is not loaded once more: it is in use, or was too often",
              0,
              null);
        }
        left = true;
        LEFT.add(this);
        CryptokiModule successor = new CryptokiModule(realPath, copy + 1, generation.get() + 1);
        successor.path = path;
        successor.environment = environment;
        LOADED.put(realPath, successor);
        LOG.warn("module {} is left to the calls that never returned from it", path);
      }
    } finally {
      SUCCESSION.unlock();
    }
    return acquire(path, environment);
  }

  /** The copy that is used by who comes now. */
  public CryptokiModule latest() {
    return LOADED.getOrDefault(realPath, this);
  }

  /** Leaves the module initialised from now on: someone else in the process uses it too. */
  public void keepInitialised() {
    keptInitialised = true;
  }

  /**
   * C_Finalize and C_Initialize, once nobody is inside the module. All sessions, handles and logins
   * are gone afterwards.
   *
   * @param through the binding to call, which may be a decorated one
   * @return false where calls were still inside after {@code patience}, or a member has recovered
   */
  public boolean reinitialise(Cryptoki through, Duration patience)
      throws CryptokiException, InterruptedException {
    return quiesced(
        patience,
        () -> {
          if (!allDown()) {
            throw new CryptokiException("C_Finalize", Ckr.FUNCTION_FAILED);
          }
          through.finalizeModule(0);
          generation.incrementAndGet();
          long code = ModuleEnvironment.with(environment, () -> initialiseCall(through));
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

  /** Gives it back; the last one finalises it, unless a call hangs inside. */
  @Override
  public void close() {
    if (!PatientLock.take(life, () -> left)) {
      users.decrementAndGet();
      return;
    }
    try {
      if (users.decrementAndGet() == 0 && !keptInitialised && !left) {
        finalise();
      }
    } finally {
      life.unlock();
    }
  }

  private void finalise() {
    try {
      if (!quiesced(FINALISE_PATIENCE, () -> cryptoki.finalizeModule(0))) {
        LOG.warn("module {} is left initialised, since a call hangs in it", path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CryptokiException e) {
      throw new IllegalStateException(e); // Quiet work that throws none.
    }
  }
}
