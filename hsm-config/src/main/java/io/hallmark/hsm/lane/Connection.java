package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenOpenException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * One token of a module: where it is now, its login, and the epoch of its sessions. Safe for
 * concurrent use.
 *
 * <p>Cryptoki logs out when an application's last session closes, so one session is pinned for the
 * login and does nothing else. A PIN that the token refused is never tried again.
 *
 * <p>The token is in one {@link Place} at a time. A thread that is inside sees the place that it
 * entered, whatever becomes of the connection meanwhile: binding, slot, epochs and locks are all of
 * one place, so that no number of one copy of a module is ever used in another.
 */
public final class Connection implements AutoCloseable {
  private final TokenConfig config;
  private final UnaryOperator<Cryptoki> decorate;
  private final Login login;
  private final ThreadLocal<Visit> visits = ThreadLocal.withInitial(Visit::new);
  private final ReentrantLock settling = new ReentrantLock();
  private long moves; // Begun; guarded by settling.
  private volatile Place place;
  private volatile CryptokiModule.Member member;

  /** Where a thread is inside, and how often it entered. */
  private static final class Visit {
    private Place place;
    private int depth;
  }

  private Connection(TokenConfig config, UnaryOperator<Cryptoki> decorate) {
    this.config = config;
    this.decorate = decorate;
    this.login = new Login(config.pin());
  }

  /**
   * Finds the token and logs in.
   *
   * @param decorate what is put around the binding; tests count calls and make them fail here
   */
  public static Connection open(TokenConfig config, UnaryOperator<Cryptoki> decorate)
      throws TokenOpenException {
    Connection connection = new Connection(config, decorate);
    CryptokiModule module = CryptokiModule.acquire(config.module(), config.environment());
    connection.place = connection.placeIn(module, 0);
    try {
      connection.place.begin(config.token());
      return connection;
    } catch (TokenOpenException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Place placeIn(CryptokiModule module, long number) {
    return new Place(config, module, decorate.apply(module.cryptoki()), login, number);
  }

  /** Where this thread is inside, or else where the token is now. */
  private Place here() {
    Place visited = visits.get().place;
    return visited != null ? visited : place;
  }

  /** Whether its slot is a hardware slot, by what the module says (CKF_HW_SLOT). */
  boolean isHardware() {
    return here().isHardware();
  }

  /** Where the token is now, and what it says about itself. */
  public TokenInfo info() {
    return here().info();
  }

  Cryptoki cryptoki() {
    return here().cryptoki();
  }

  public CryptokiModule module() {
    return here().module();
  }

  public long logins() {
    return login.tries();
  }

  /** Logins that the token refused or failed. */
  public long loginFailures() {
    return login.failures();
  }

  /** Grows when all sessions and handles have become invalid; stands still for who is inside. */
  long epoch() {
    return here().epoch();
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
    while (!enter(here())) {
      Thread.onSpinWait(); // It was left meanwhile, which happens a bounded number of times.
    }
  }

  private boolean enter(Place wanted) {
    Visit visit = visits.get();
    if (visit.depth == 0) {
      if (!wanted.enter()) {
        return false;
      }
      visit.place = wanted;
    }
    visit.depth++;
    return true;
  }

  public void leave() {
    Visit visit = visits.get();
    if (--visit.depth == 0) {
      Place entered = visit.place;
      visit.place = null;
      entered.leave();
    }
  }

  void inside(Runnable call) {
    enter();
    try {
      call.run();
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
    while (true) { // Again only where the place was left, which happens a bounded number of times.
      Place alone = here();
      if (alone.lock(alone.module().searchLock())) {
        try {
          if (enter(alone)) {
            try {
              return work.run();
            } finally {
              leave();
            }
          }
        } finally {
          alone.module().searchLock().unlock();
        }
      }
    }
  }

  /** The same in a writable session of its own. */
  public <T> T writing(Search<T> search) throws CryptokiException {
    // All of it inside: a session's number means nothing any more once the module started anew.
    return alone(
        () -> {
          try (CryptokiSession session = openSession(true)) {
            return search.run(session);
          }
        });
  }

  /** Called inside. */
  CryptokiSession openSession(boolean writable) throws CryptokiException {
    Place inside = here();
    return CryptokiSession.open(inside.cryptoki(), inside.info().slotId(), writable);
  }

  /** Of the place where this thread is inside, or else of the present one. */
  long placeNumber() {
    return here().number();
  }

  /**
   * Logs in again after CKR_USER_NOT_LOGGED_IN; only the first of those who saw the same login does
   * it.
   */
  void loginAgain(long seenLoginEpoch) throws CryptokiException, PinUnavailableException {
    place.loginAgain(seenLoginEpoch);
  }

  /** From now on the module is started anew, or left, only while this member is down. */
  void takePart(CryptokiModule.Member asMember) {
    member = asMember;
    place.module().join(asMember);
  }

  /** As {@link Place#recover}. */
  void recover(boolean library)
      throws CryptokiException,
          TokenOpenException,
          PinUnavailableException,
          Place.CallHangsException,
          InterruptedException {
    place.recover(library);
  }

  /** Whether the module was left to a call that never returned, and the token is still in it. */
  boolean isLeft() {
    return place.module().isLeft();
  }

  /** Whether nobody is inside the module, at some moment within {@code patience}. */
  boolean isQuietWithin(Duration patience) throws InterruptedException {
    return place.isQuietWithin(patience);
  }

  /**
   * Finds the token in a fresh copy of the module, logs in there, and leaves the place where it was
   * to the calls that never returned from it. After {@link #takePart}. Of several that run, the one
   * begun last counts.
   *
   * @param hung the copy that a call hangs in
   */
  void move(CryptokiModule hung) throws TokenOpenException {
    Place old;
    long move;
    settling.lock();
    try {
      move = ++moves;
      old = place;
    } finally {
      settling.unlock();
    }
    CryptokiModule next = hung.next(config.freshCopies());
    Place fresh = placeIn(next, move);
    next.join(member); // Before a call hangs there too.
    try {
      fresh.begin(TokenSelector.serial(old.info().serial()));
    } catch (TokenOpenException | RuntimeException e) {
      next.leave(member);
      next.close();
      throw e;
    }
    if (!settle(move, fresh)) {
      fresh.logOut();
      next.leave(member);
      next.close();
      throw new TokenOpenException.DeviceFailed("another try was begun meanwhile", 0, null);
    }
    old.leaveForGood();
    old.module().leave(member);
    old.module().close();
  }

  private boolean settle(long move, Place fresh) {
    settling.lock();
    try {
      if (moves != move) {
        return false;
      }
      place = fresh;
      return true;
    } finally {
      settling.unlock();
    }
  }

  /** Asks the token about the pinned session; the code that says what is wrong, or CKR_OK. */
  long examine() {
    return place.examine();
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

  /** Logs out, unless a call hangs, and gives the module back. */
  @Override
  public void close() {
    Place last;
    settling.lock();
    try {
      moves++; // One that is under way comes too late.
      last = place;
    } finally {
      settling.unlock();
    }
    CryptokiModule.Member former = member;
    if (former != null) {
      last.module().leave(former);
    }
    last.logOut();
    last.module().close();
  }
}
