package io.hallmark.hsm.lane;

import static io.hallmark.hsm.cryptoki.CryptokiException.check;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiModule.Quiet;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.PatientLock;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.ErrorClasses;
import io.hallmark.hsm.token.TokenFinder;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenOpenException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A token as one copy of its module shows it: its slot there, the session that is pinned for the
 * login, the epoch of its sessions. Safe for concurrent use.
 *
 * <p>A thread that never returns from a call stays in the place where it made it, with its locks,
 * numbers and bindings. Should it return after all, it finds nothing there that anybody else uses.
 */
final class Place {
  /** Epochs of a place are beyond all those of the places before it. */
  private static final int NUMBER_SHIFT = 40;

  private final TokenConfig config;
  private final CryptokiModule module;
  private final Cryptoki cryptoki;
  private final Login login;
  private final long number;
  private final ReentrantLock loginLock = new ReentrantLock();
  private final AtomicLong epoch = new AtomicLong();
  private volatile boolean left;
  private volatile TokenInfo info;
  private volatile boolean hardware;
  private volatile CryptokiSession pinned; // written under loginLock
  private long moduleGeneration; // guarded by loginLock

  /** A call hangs inside the module, so that nobody may finalise it. */
  static final class CallHangsException extends Exception {
    private static final long serialVersionUID = 1;

    CallHangsException() {
      super("C_Finalize was not called because a call hangs inside");
    }
  }

  /**
   * @param module acquired for this place, which gives it back
   * @param number greater than those of the token's places before
   */
  Place(TokenConfig config, CryptokiModule module, Cryptoki cryptoki, Login login, long number) {
    this.config = config;
    this.module = module;
    this.cryptoki = cryptoki;
    this.login = login;
    this.number = number;
  }

  CryptokiModule module() {
    return module;
  }

  Cryptoki cryptoki() {
    return cryptoki;
  }

  long number() {
    return number;
  }

  TokenInfo info() {
    return info;
  }

  boolean isHardware() {
    return hardware;
  }

  /** Grows when all sessions and handles have become invalid; not while the module is entered. */
  long epoch() {
    return (number << NUMBER_SHIFT) + epoch.get() + module.generation();
  }

  /** From now on the token is somewhere else; whoever waits here need not wait any longer. */
  void leaveForGood() {
    left = true;
  }

  /** Takes one of the module's locks; false where the place was left meanwhile. */
  boolean lock(Lock lock) {
    return PatientLock.take(lock, () -> left);
  }

  /** Before every call into the module; false where the place was left meanwhile. */
  boolean enter() {
    Lock gate = module.gate().readLock();
    if (!lock(gate)) {
      return false;
    }
    if (config.serialise() && !lock(module.callLock())) {
      gate.unlock();
      return false;
    }
    return true;
  }

  void leave() {
    if (config.serialise()) {
      module.callLock().unlock();
    }
    module.gate().readLock().unlock();
  }

  private void enterStill() throws CryptokiException {
    if (!enter()) {
      throw new CryptokiException("the call, not made in a module left,", Ckr.FUNCTION_FAILED);
    }
  }

  /**
   * Finds the token and logs in, for the first time in this place.
   *
   * @param wanted which token
   */
  void begin(TokenSelector wanted) throws TokenOpenException {
    try {
      enterStill(); // The module's other tokens may be at work, or about to start it anew.
      try {
        info = TokenFinder.find(cryptoki, config.module(), wanted);
        hardware = Slots.isHardware(cryptoki, info.slotId());
        PinFaults.refuseRiskyLogin(config.name(), info);
        login.refuseAfterUnanswered(config.name(), info);
        firstLogin();
      } finally {
        leave();
      }
    } catch (PinUnavailableException e) {
      throw new TokenOpenException.PinMissing("token " + config.name() + ": " + e.getMessage(), e);
    } catch (CryptokiException e) {
      throw PinFaults.explain(config.name(), info, e);
    }
  }

  private void firstLogin() throws CryptokiException, PinUnavailableException {
    loginLock.lock();
    try {
      moduleGeneration = module.generation();
      pinned = CryptokiSession.open(cryptoki, info.slotId(), true);
      logIn();
    } finally {
      loginLock.unlock();
    }
  }

  /**
   * Logs in again after CKR_USER_NOT_LOGGED_IN; only the first of those who saw the same login does
   * it.
   */
  void loginAgain(long seenLoginEpoch) throws CryptokiException, PinUnavailableException {
    if (!lock(loginLock)) {
      return; // Logged in elsewhere.
    }
    try {
      if (login.epoch() != seenLoginEpoch) {
        return;
      }
      enterStill();
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
      logIn();
    } catch (CryptokiException e) {
      if (ErrorClasses.of(e.code()) != ErrorClass.SESSION) {
        throw e;
      }
      pinned = CryptokiSession.open(cryptoki, info.slotId(), true);
      logIn();
    }
  }

  /** Not from a place that was left: a try at the PIN that nobody has any use for. */
  private void logIn() throws CryptokiException, PinUnavailableException {
    if (left || module.isLeft()) {
      throw new CryptokiException("C_Login, not called in a module left,", Ckr.FUNCTION_FAILED);
    }
    login.in(pinned);
  }

  /**
   * Makes the token usable again after a fault: asks it, and where it does not answer starts the
   * module anew, if no other token of it is working.
   *
   * @param library whether the module says that it must be started anew
   */
  void recover(boolean library)
      throws CryptokiException,
          TokenOpenException,
          PinUnavailableException,
          CallHangsException,
          InterruptedException {
    if (!lock(loginLock)) {
      return;
    }
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
      enterStill();
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
      enterStill();
      try {
        pinned = CryptokiSession.open(cryptoki, slot, true);
        logIn();
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

  private void restartModule() throws CryptokiException, CallHangsException, InterruptedException {
    if (!module.mayRestart()) {
      throw new CryptokiException("C_GetTokenInfo", Ckr.TOKEN_NOT_PRESENT);
    }
    if (!module.reinitialise(cryptoki, config.signTimeout())) {
      throw new CallHangsException();
    }
  }

  private void reopen() throws CryptokiException, TokenOpenException, PinUnavailableException {
    enterStill();
    try {
      info = TokenFinder.find(cryptoki, config.module(), TokenSelector.serial(info.serial()));
      pinned = CryptokiSession.open(cryptoki, info.slotId(), true);
      logIn();
    } finally {
      leave();
    }
  }

  /** Asks the token about the pinned session; the code that says what is wrong, or CKR_OK. */
  long examine() {
    CryptokiSession asked = pinned;
    if (!enter()) {
      return Ckr.OK; // The token is somewhere else by now.
    }
    try {
      asked.state();
      return Ckr.OK;
    } catch (CryptokiException e) {
      return e.code();
    } finally {
      leave();
    }
  }

  /** Whether nobody is inside the module, at some moment within {@code patience}. */
  boolean isQuietWithin(Duration patience) throws InterruptedException {
    try {
      return module.quiesced(patience, () -> {});
    } catch (CryptokiException e) {
      throw new IllegalStateException(e); // Nothing that throws one.
    }
  }

  /** Logs out by closing the pinned session. Where a login hangs the session is left to it. */
  void logOut() {
    boolean free = false;
    try {
      free = loginLock.tryLock(config.signTimeout().toNanos(), TimeUnit.NANOSECONDS);
      if (free && pinned != null && moduleGeneration == module.generation() && enter()) {
        try {
          pinned.close();
        } finally {
          leave();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (free) {
        loginLock.unlock();
      }
    }
  }

  /** Whether the user is logged in, as the token says of a session. */
  static boolean isLoggedIn(CryptokiSession session) throws CryptokiException {
    long state = session.state();
    return state == Ck.CKS_RO_USER_FUNCTIONS || state == Ck.CKS_RW_USER_FUNCTIONS;
  }
}
