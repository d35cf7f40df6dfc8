package io.hallmark.hsm.file;

import static java.util.Objects.requireNonNull;

import io.hallmark.hsm.pin.PinSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How one token is reached and used.
 *
 * @param name ours, for logs, metrics and key records
 * @param module path of the PKCS#11 module
 * @param token which of the module's tokens
 * @param pin where the user PIN is to be had
 * @param lanes how many sessions sign at once, 1 to 64; empty: 16, or what the token allows
 * @param engine what talks to the module
 * @param serialise whether the module is called by one thread at a time
 * @param signTimeout after which a call counts as hung, 100 ms to 5 min
 * @param verify share of signatures verified before they leave, 0 to 1; each key's first always is
 * @param unwrappedKeys how many wrapped keys the token holds unwrapped at most, 1 to 65,536
 * @param freshCopies how many times a fresh copy of the module may be loaded in the place of one
 *     that a call never returned from, 0 to 8; 0: such a module stays down until the process is
 *     restarted
 * @param environment variables set for the module before it is initialised
 */
public record TokenConfig(
    String name,
    Path module,
    TokenSelector token,
    PinSource pin,
    OptionalInt lanes,
    Engine engine,
    boolean serialise,
    Duration signTimeout,
    double verify,
    int unwrappedKeys,
    int freshCopies,
    Map<String, String> environment) {
  public static final int LANES_MAX = 64;
  public static final Duration SIGN_TIMEOUT_MIN = Duration.ofMillis(100);
  public static final Duration SIGN_TIMEOUT_MAX = Duration.ofMinutes(5);
  public static final Duration SIGN_TIMEOUT_DEFAULT = Duration.ofSeconds(10);
  public static final double VERIFY_DEFAULT = 0.01;
  public static final int UNWRAPPED_KEYS_MAX = 65_536;
  public static final int UNWRAPPED_KEYS_DEFAULT = 256;
  public static final int FRESH_COPIES_MAX = 8;
  public static final int FRESH_COPIES_DEFAULT = 3;

  public TokenConfig {
    requireNonNull(name, "name");
    requireNonNull(module, "module");
    requireNonNull(token, "token");
    requireNonNull(pin, "pin");
    requireNonNull(engine, "engine");
    if (lanes.isPresent() && (lanes.getAsInt() < 1 || lanes.getAsInt() > LANES_MAX)) {
      throw new IllegalArgumentException(
          "lanes must be 1 to " + LANES_MAX + ", got " + lanes.getAsInt());
    }
    if (signTimeout.compareTo(SIGN_TIMEOUT_MIN) < 0
        || signTimeout.compareTo(SIGN_TIMEOUT_MAX) > 0) {
      throw new IllegalArgumentException("signTimeout must be 100 ms to 5 min, got " + signTimeout);
    }
    if (!(verify >= 0 && verify <= 1)) {
      throw new IllegalArgumentException("verify must be 0 to 1, got " + verify);
    }
    if (unwrappedKeys < 1 || unwrappedKeys > UNWRAPPED_KEYS_MAX) {
      throw new IllegalArgumentException(
          "unwrappedKeys must be 1 to %d, got %d".formatted(UNWRAPPED_KEYS_MAX, unwrappedKeys));
    }
    if (freshCopies < 0 || freshCopies > FRESH_COPIES_MAX) {
      throw new IllegalArgumentException(
          "freshCopies must be 0 to %d, got %d".formatted(FRESH_COPIES_MAX, freshCopies));
    }
    environment = Map.copyOf(environment);
  }

  /** With the defaults for everything that has one. */
  public static TokenConfig of(String name, Path module, TokenSelector token, PinSource pin) {
    return new TokenConfig(
        name,
        module,
        token,
        pin,
        OptionalInt.empty(),
        Engine.CRYPTOKI,
        false,
        SIGN_TIMEOUT_DEFAULT,
        VERIFY_DEFAULT,
        UNWRAPPED_KEYS_DEFAULT,
        FRESH_COPIES_DEFAULT,
        Map.of());
  }

  public TokenConfig withEnvironment(Map<String, String> variables) {
    return with(draft -> draft.environment = variables);
  }

  public TokenConfig withEngine(Engine other) {
    return with(draft -> draft.engine = other);
  }

  public TokenConfig withLanes(int count) {
    return with(draft -> draft.lanes = OptionalInt.of(count));
  }

  public TokenConfig withVerify(double share) {
    return with(draft -> draft.verify = share);
  }

  public TokenConfig withSignTimeout(Duration timeout) {
    return with(draft -> draft.signTimeout = timeout);
  }

  public TokenConfig withSerialise(boolean oneByOne) {
    return with(draft -> draft.serialise = oneByOne);
  }

  public TokenConfig withUnwrappedKeys(int count) {
    return with(draft -> draft.unwrappedKeys = count);
  }

  public TokenConfig withFreshCopies(int count) {
    return with(draft -> draft.freshCopies = count);
  }

  private TokenConfig with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished(this);
  }

  /** What may be changed of a configuration, while it is. */
  private static final class Draft {
    private OptionalInt lanes;
    private Engine engine;
    private boolean serialise;
    private Duration signTimeout;
    private double verify;
    private int unwrappedKeys;
    private int freshCopies;
    private Map<String, String> environment;

    Draft(TokenConfig from) {
      lanes = from.lanes;
      engine = from.engine;
      serialise = from.serialise;
      signTimeout = from.signTimeout;
      verify = from.verify;
      unwrappedKeys = from.unwrappedKeys;
      freshCopies = from.freshCopies;
      environment = from.environment;
    }

    TokenConfig finished(TokenConfig from) {
      return new TokenConfig(
          from.name,
          from.module,
          from.token,
          from.pin,
          lanes,
          engine,
          serialise,
          signTimeout,
          verify,
          unwrappedKeys,
          freshCopies,
          environment);
    }
  }
}
