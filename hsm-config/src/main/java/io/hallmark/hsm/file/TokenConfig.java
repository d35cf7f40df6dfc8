package io.hallmark.hsm.file;

import static java.util.Objects.requireNonNull;

import io.hallmark.hsm.pin.PinSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

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
    Map<String, String> environment) {
  public static final int LANES_MAX = 64;
  public static final Duration SIGN_TIMEOUT_MIN = Duration.ofMillis(100);
  public static final Duration SIGN_TIMEOUT_MAX = Duration.ofMinutes(5);
  public static final Duration SIGN_TIMEOUT_DEFAULT = Duration.ofSeconds(10);
  public static final double VERIFY_DEFAULT = 0.01;
  public static final int UNWRAPPED_KEYS_MAX = 65_536;
  public static final int UNWRAPPED_KEYS_DEFAULT = 256;

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
        Map.of());
  }

  public TokenConfig withEnvironment(Map<String, String> variables) {
    return new TokenConfig(
        name,
        module,
        token,
        pin,
        lanes,
        engine,
        serialise,
        signTimeout,
        verify,
        unwrappedKeys,
        variables);
  }

  public TokenConfig withEngine(Engine other) {
    return new TokenConfig(
        name,
        module,
        token,
        pin,
        lanes,
        other,
        serialise,
        signTimeout,
        verify,
        unwrappedKeys,
        environment);
  }

  public TokenConfig withLanes(int count) {
    return new TokenConfig(
        name,
        module,
        token,
        pin,
        OptionalInt.of(count),
        engine,
        serialise,
        signTimeout,
        verify,
        unwrappedKeys,
        environment);
  }

  public TokenConfig withVerify(double share) {
    return new TokenConfig(
        name,
        module,
        token,
        pin,
        lanes,
        engine,
        serialise,
        signTimeout,
        share,
        unwrappedKeys,
        environment);
  }

  public TokenConfig withSignTimeout(Duration timeout) {
    return new TokenConfig(
        name,
        module,
        token,
        pin,
        lanes,
        engine,
        serialise,
        timeout,
        verify,
        unwrappedKeys,
        environment);
  }

  public TokenConfig withSerialise(boolean oneByOne) {
    return new TokenConfig(
        name,
        module,
        token,
        pin,
        lanes,
        engine,
        oneByOne,
        signTimeout,
        verify,
        unwrappedKeys,
        environment);
  }

  public TokenConfig withUnwrappedKeys(int count) {
    return new TokenConfig(
        name,
        module,
        token,
        pin,
        lanes,
        engine,
        serialise,
        signTimeout,
        verify,
        count,
        environment);
  }
}
