package io.hallmark.hsm.lane;

import static io.hallmark.hsm.cryptoki.CryptokiException.check;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiModule.Quiet;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.ErrorClasses;
import io.hallmark.hsm.token.TokenFinder;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenOpenException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * One token of a module: where it is, its login, and the epoch of its sessions. Safe for concurrent
 * use.
 *
 * <p>Cryptoki logs out when an application's last session closes, so one session is pinned for the
 * login and does nothing else. A PIN that the token refused is never tried again.
 */
public final class Connection implements AutoCloseable {
  private final TokenConfig config;
  private final CryptokiModule module;
  private final Cryptoki cryptoki;
  private final Login login;
  private final ReentrantLock loginLock = new ReentrantLock();
  private volatile TokenInfo info;
  private final AtomicLong epoch = new AtomicLong();
  private volatile CryptokiSession pinned; // written under loginLock
  private long moduleGeneration; // guarded by loginLock

  private Connection(TokenConfig config, CryptokiModule module, Cryptoki cryptoki) {
    this.config = config;
    this.login = new Login(config.pin());
    this.module = module;
    this.cryptoki = cryptoki;
  }

  /**
   * Finds the token and logs in.
   *
   * @param decorate what is put around the binding; tests count calls and make them fail here
   */
  public static Connection open(TokenConfig config, UnaryOperator<Cryptoki> decorate)
      throws TokenOpenException {
    CryptokiModule module = CryptokiModule.acquire(config.module(), config.environment());
    Connection connection = new Connection(config, module, decorate.apply(module.cryptoki()));
    try {
      connection.start();
      return connection;
    } catch (TokenOpenException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void start() throws TokenOpenException {
    enter(); // The module's other tokens may be at work, or about to start it anew.
    try {
      info = TokenFinder.find(cryptoki, config.module(), config.token());
      PinFaults.refuseRiskyLogin(config.name(), info);
      firstLogin();
    } catch (PinUnavailableException e) {
      throw new TokenOpenException.PinMissing("token " + config.name() + ": " + e.getMessage(), e);
    } catch (CryptokiException e) {
      throw PinFaults.explain(config.name(), info, e);
    } finally {
      leave();
    }
  }

  private void firstLogin() throws CryptokiException, PinUnavailableException {
    loginLock.lock();
    try {
      moduleGeneration = module.generation();
      pinned = CryptokiSession.open(cryptoki, info.slotId(), true);
      login.in(pinned);
    } finally {
      loginLock.unlock();
    }
  }

  /** Where the token is now, and what it says about itself. */
  public TokenInfo info() {
    return info;
  }

  Cryptoki cryptoki() {
    return cryptoki;
  }

  public CryptokiModule module() {
    return module;
  }

  public long logins() {
    return login.tries();
  }

  /** Logins that the token refused or failed. */
  public long loginFailures() {
    return login.failures();
  }

  /** Grows when all sessions and handles have become invalid; not while the module is entered. */
  long epoch() {
    return epoch.get() + module.generation();
  }

  /** Grows when handles have become invalid: a logout takes those of private objects. */
  long handleEpoch() {
    return epoch() + login.epoch();
  }

  /** Grows with each login. */
  long loginEpoch() {
    return login.epoch();
  }

  /** The code with which the PIN was refused for good. */
  Optional<Long> refusedCode() {
    return login.refusedCode();
  }

  /** Around every call into the module. */
  public void enter() {
    module.gate().readLock().lock();
    if (config.serialise()) {
      module.callLock().lock();
    }
  }

  public void leave() {
    if (config.serialise()) {
      module.callLock().unlock();
    }
    module.gate().readLock().unlock();
  }

  void inside(Runnable call) {
    enter();
    try {
      call.run();
    } finally {
      leave();
    }
  }

  CryptokiSession openSession(boolean writable) throws CryptokiException {
    enter();
    try {
      return CryptokiSession.open(cryptoki, info.slotId(), writable);
    } finally {
      leave();
    }
  }

  /** What is done while searching or generating, one at a time for the whole module. */
  @FunctionalInterface
  public interface Search<T> {
    T run(CryptokiSession session) throws CryptokiException;
  }

  <T> T searching(CryptokiSession session, Search<T> search) throws CryptokiException {
    return alone(() -> search.run(session));
  }

  /** What is done by one at a time for the whole module. */
  @FunctionalInterface
  interface Alone<T> {
    T run() throws CryptokiException;
  }

  <T> T alone(Alone<T> work) throws CryptokiException {
    module.searchLock().lock();
    try {
      enter();
      try {
        return work.run();
      } finally {
        leave();
      }
    } finally {
      module.searchLock().unlock();
    }
  }

  /** The same in a writable session of its own. */
  public <T> T writing(Search<T> search) throws CryptokiException {
    // All of it inside: a session's number means nothing any more once the module started anew.
    return alone(
        () -> {
          try (CryptokiSession session = CryptokiSession.open(cryptoki, info.slotId(), true)) {
            return search.run(session);
          }
        });
  }

  /**
   * Logs in again after CKR_USER_NOT_LOGGED_IN; only the first of those who saw the same login does
   * it.
   */
  void loginAgain(long seenLoginEpoch) throws CryptokiException, PinUnavailableException {
    loginLock.lock();
    try {
      if (login.epoch() != seenLoginEpoch) {
        return;
      }
      enter();
      try {
        loginAnyhow();
      } finally {
        leave();
      }
    } finally {
      loginLock.unlock();
    }
  }

  /** In a new pinned session where the old one is gone, which is why the login is gone. */
  private void loginAnyhow() throws CryptokiException, PinUnavailableException {
    try {
      login.in(pinned);
    } catch (CryptokiException e) {
      if (ErrorClasses.of(e.code()) != ErrorClass.SESSION) {
        throw e;
      }
      pinned = CryptokiSession.open(cryptoki, info.slotId(), true);
      login.in(pinned);
    }
  }

  /**
   * Makes the token usable again after a fault: asks it, and where it does not answer starts the
   * module anew, if no other token of it is working.
   *
   * @param library whether the module says that it must be started anew
   */
  void recover(boolean library)
      throws CryptokiException, TokenOpenException, PinUnavailableException, InterruptedException {
    loginLock.lockInterruptibly();
    try {
      // Where other tokens of the module are well there is nothing to start anew.
      boolean ask = module.generation() == moduleGeneration && !(library && module.mayRestart());
      if (ask && answers()) {
        return;
      }
      if (module.generation() == moduleGeneration) {
        restartModule();
      }
      // Seen, whatever comes of it: a module that found no device starts anew at the next try too.
      moduleGeneration = module.generation();
      reopen();
    } finally {
      loginLock.unlock();
    }
  }

  /** Whether the token can be asked; if so all its sessions are new afterwards. */
  private boolean answers()
      throws CryptokiException, PinUnavailableException, InterruptedException {
    long slot = info.slotId();
    try {
      enter();
      try {
        if (!Slots.token(cryptoki, slot).serial().equals(info.serial())) {
          return false;
        }
      } finally {
        leave();
      }
      // Nobody may be in a session that is closed under it.
      Quiet closeAll =
          () -> {
            check("C_CloseAllSessions", cryptoki.closeAllSessions(slot));
            epoch.incrementAndGet();
          };
      if (!module.quiesced(config.signTimeout(), closeAll)) {
        return false;
      }
      enter();
      try {
        pinned = CryptokiSession.open(cryptoki, slot, true);
        login.in(pinned);
      } finally {
        leave();
      }
      return true;
    } catch (CryptokiException e) {
      if (login.refusedCode().isPresent()) {
        throw e;
      }
      return false;
    }
  }

  private void restartModule() throws CryptokiException, InterruptedException {
    if (!module.mayRestart()) {
      throw new CryptokiException("C_GetTokenInfo", Ckr.TOKEN_NOT_PRESENT);
    }
    if (!module.reinitialise(cryptoki, config.signTimeout())) {
      throw new CryptokiException(
          "C_Finalize, not called because a call hangs inside,", Ckr.FUNCTION_FAILED);
    }
  }

  private void reopen() throws CryptokiException, TokenOpenException, PinUnavailableException {
    enter();
    try {
      TokenSelector same = TokenSelector.serial(info.serial());
      info = TokenFinder.find(cryptoki, config.module(), same);
      pinned = CryptokiSession.open(cryptoki, info.slotId(), true);
      login.in(pinned);
    } finally {
      leave();
    }
  }

  /** Whether the user is logged in, as the token says of a session. */
  boolean isLoggedIn(CryptokiSession session) throws CryptokiException {
    long state = session.state();
    return state == Ck.CKS_RO_USER_FUNCTIONS || state == Ck.CKS_RW_USER_FUNCTIONS;
  }

  /** Asks the token about the pinned session; the code that says what is wrong, or CKR_OK. */
  long examine() {
    CryptokiSession asked = pinned;
    enter();
    try {
      asked.state();
      return Ckr.OK;
    } catch (CryptokiException e) {
      return e.code();
    } finally {
      leave();
    }
  }

  /**
   * The PIN for one use of a key that wants it each time (CKA_ALWAYS_AUTHENTICATE); the caller
   * closes it. Not read any more once the token refused it.
   */
  Pin pinForOneUse() throws CryptokiException, PinUnavailableException {
    return login.read();
  }

  /** C_Login for the operation that was begun in the session; called inside. */
  void loginForOneUse(CryptokiSession session, Pin pin) throws CryptokiException {
    login.forOneUse(session, pin);
  }

  /**
   * Logs out by closing the pinned session, and gives the module back. Where a login hangs the
   * session is left to it.
   */
  @Override
  public void close() {
    boolean free = false;
    try {
      free = loginLock.tryLock(config.signTimeout().toNanos(), TimeUnit.NANOSECONDS);
      if (free && pinned != null && moduleGeneration == module.generation()) {
        inside(pinned::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (free) {
        loginLock.unlock();
      }
      module.close();
    }
  }
}
