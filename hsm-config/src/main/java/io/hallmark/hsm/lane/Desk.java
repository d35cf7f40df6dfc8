package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.KeyCalls;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyPurpose;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.SigningToken;
import io.hallmark.hsm.token.TokenCapabilities;
import io.hallmark.hsm.token.TokenCounters;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.UnwrapTask;
import io.hallmark.hsm.token.WrappedKey;
import java.util.Optional;

/** What rare operations of a token need besides a session. Safe for concurrent use. */
public final class Desk {
  private final Connection connection;
  private final Offers offers;
  private final Tally tally = new Tally();

  public Desk(Connection connection) {
    this.connection = connection;
    this.offers = new Offers(connection);
  }

  Offers offers() {
    return offers;
  }

  Tally tally() {
    return tally;
  }

  /** Called inside. */
  Offer offer() throws CryptokiException {
    return offers.current();
  }

  /** Asked anew; called inside. */
  TokenCapabilities capabilities() throws CryptokiException {
    return Capabilities.read(connection);
  }

  /** What is done where the token can do it at all. */
  @FunctionalInterface
  public interface Making<T> {
    TokenResult<T> run() throws CryptokiException;
  }

  /** Refuses to make what the token does not list, before it is asked for it. */
  public <T> TokenResult<T> possible(GenerateTask task, Making<T> making) throws CryptokiException {
    Optional<String> lacking = offer().lacks(task.spec());
    if (lacking.isEmpty() && task.purpose() == KeyPurpose.AGREE) {
      lacking = offer().lacksAgreement(task.spec());
    }
    return lacking.isPresent()
        ? Answers.refused(Ckr.MECHANISM_INVALID, lacking.get())
        : making.run();
  }

  /** A resident pair, counted. */
  public TokenResult<TokenKey> made(CryptokiSession session, GenerateTask task)
      throws CryptokiException {
    return Tally.counted(tally.generated, KeyMaker.make(session, task));
  }

  /** A resident pair that was wrapped. */
  public TokenResult<TokenKey> restored(CryptokiSession session, UnwrapTask task)
      throws CryptokiException {
    return WrappedPairs.with(session, offer(), pairs -> pairs.unwrapResident(task));
  }

  /** Everything with this CKA_ID. */
  public TokenResult<Integer> destroyed(CryptokiSession session, KeyId key)
      throws CryptokiException {
    return Destruction.destroy(session, key);
  }

  /** Random bytes, counted. */
  public TokenResult<Octets> random(CryptokiSession session, int count) throws CryptokiException {
    byte[] bytes = KeyCalls.random(session, count);
    tally.randomBytes.add(count);
    return Answers.done(Octets.wrap(bytes));
  }

  /** Counters of a token that uses no wrapped keys. */
  public TokenCounters counters(long signCalls, long signed, long logins, long expired) {
    return new TokenCounters(
        signCalls,
        signed,
        logins,
        expired,
        0,
        0,
        0,
        0,
        tally.wraps.sum(),
        tally.generated.sum(),
        0,
        tally.randomBytes.sum());
  }

  /** Something whose outcome is a wrapped key, counted. */
  TokenResult<WrappedKey> wrapping(
      CryptokiSession session, WrappedPairs.Operation<WrappedKey> operation)
      throws CryptokiException {
    return Tally.counted(tally.wraps, WrappedPairs.with(session, offer(), operation));
  }

  /** Why so many random bytes are not given; empty where they are. */
  public static <T> Optional<TokenResult<T>> unfit(int randomBytes) {
    return randomBytes >= 1 && randomBytes <= SigningToken.RANDOM_BYTES_MAX
        ? Optional.empty()
        : Optional.of(
            Answers.refused(
                Ckr.ARGUMENTS_BAD,
                "1 to %d random bytes can be asked for, got %d"
                    .formatted(SigningToken.RANDOM_BYTES_MAX, randomBytes)));
  }
}
