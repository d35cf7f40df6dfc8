package io.hallmark.tools.ceremony.step;

import static io.hallmark.tools.ceremony.step.TokenAnswer.value;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.HeldPin;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyPurpose;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenInit;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.UnwrapTask;
import io.hallmark.hsm.token.WrappedKey;
import io.hallmark.hsm.token.WrappingKey;
import io.hallmark.tools.ceremony.plan.PlannedToken;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.terminal.Prompts;
import io.hallmark.tools.ceremony.terminal.Terminal;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one token of a ceremony: found by label and serial, opened once with a PIN that is typed.
 * Confined to one thread.
 */
final class TokenDesk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String SEE_KEYS = "look at them with 'hallmark hsm keys', then resume";

  private final PlannedToken planned;
  private final int pinParts;
  private final Terminal terminal;
  private final Machine machine;
  private final Prompts prompts;
  private final TokenPlace place;
  private HeldPin userPin;
  private Token token;

  TokenDesk(
      PlannedToken planned,
      int pinParts,
      Optional<String> serial,
      Terminal terminal,
      Machine machine) {
    this.planned = planned;
    this.pinParts = pinParts;
    this.place = new TokenPlace(planned, serial);
    this.terminal = terminal;
    this.machine = machine;
    this.prompts = new Prompts(terminal);
  }

  /** Where it is. */
  TokenPlace place() {
    return place;
  }

  /** Initialises a blank token with PINs that are typed twice; its serial is known afterwards. */
  void initialise() throws StoppedException, TerminalClosedException {
    try (Pin officer = prompts.newPin(whose("security officer"), pinParts);
        Pin user = prompts.newPin(whose("user"), pinParts)) {
      TokenInfo info =
          TokenInit.initialise(
              planned.module(),
              planned.environment(),
              planned.blank(),
              planned.label(),
              officer,
              user);
      userPin = HeldPin.copyOf(user);
      place.bind(info.serial());
    } catch (TokenOpenException e) {
      throw StoppedException.of(e);
    }
  }

  List<TokenKey> keys() throws StoppedException, TerminalClosedException {
    return value(open().keys().join(), "the keys of the token cannot be read");
  }

  /** The one key with this label. */
  TokenKey key(String label) throws StoppedException, TerminalClosedException {
    List<TokenKey> found = keys().stream().filter(key -> key.label().equals(label)).toList();
    if (found.size() != 1) {
      throw StoppedException.failed(
          Problem.of("the token has %d keys labelled \"%s\"".formatted(found.size(), label))
              .expecting("1")
              .remedy(SEE_KEYS));
    }
    return found.get(0);
  }

  TokenKey generate(Step.GenerateKey step) throws StoppedException, TerminalClosedException {
    GenerateTask task =
        new GenerateTask(
            step.id(),
            step.key(),
            step.spec(),
            KeyPurpose.SIGN,
            step.backup() ? Extraction.WRAPPED : Extraction.NEVER,
            deadline());
    return value(open().generate(task).join(), "key \"%s\" was not made".formatted(step.key()));
  }

  Map<String, String> attributes(KeyId id, KeyReadBack.Origin origin)
      throws StoppedException, TerminalClosedException {
    Token opened = open();
    try (CryptokiModule module = place.module()) {
      return KeyReadBack.read(module, opened.info().slotId(), id, origin);
    }
  }

  /** Keys that wrap others, backup keys among them. */
  List<WrappingKey> wrappingKeys() throws StoppedException, TerminalClosedException {
    return value(open().wrappingKeys().join(), "the wrapping keys of the token cannot be read");
  }

  /** The one wrapping key with this label. */
  WrappingKey wrappingKey(String label) throws StoppedException, TerminalClosedException {
    List<WrappingKey> found =
        wrappingKeys().stream().filter(key -> key.label().equals(label)).toList();
    if (found.size() != 1) {
      throw StoppedException.failed(
          Problem.of(
                  "the token has %d wrapping keys labelled \"%s\"".formatted(found.size(), label))
              .expecting("1")
              .remedy(SEE_KEYS));
    }
    return found.get(0);
  }

  /** Whether any key has this CKA_ID. */
  boolean holds(KeyId id) throws StoppedException, TerminalClosedException {
    return taken("", id).isPresent();
  }

  /** The key that has this label or this CKA_ID, in words. */
  Optional<String> taken(String label, KeyId id) throws StoppedException, TerminalClosedException {
    for (TokenKey key : keys()) {
      if (key.label().equals(label) || key.id().equals(id)) {
        return Optional.of(TokenAnswer.named(key.label(), key.id()));
      }
    }
    for (WrappingKey key : wrappingKeys()) {
      if (key.label().equals(label) || key.id().equals(id)) {
        return Optional.of(TokenAnswer.named(key.label(), key.id()));
      }
    }
    return Optional.empty();
  }

  /** CKA_IDs of keys of any kind with this label. */
  Set<KeyId> ids(String label) throws StoppedException, TerminalClosedException {
    Set<KeyId> ids = new LinkedHashSet<>();
    keys().stream().filter(key -> key.label().equals(label)).forEach(key -> ids.add(key.id()));
    wrappingKeys().stream()
        .filter(key -> key.label().equals(label))
        .forEach(key -> ids.add(key.id()));
    return ids;
  }

  void createBackupKey(KeyId id, String label) throws StoppedException, TerminalClosedException {
    value(
        open().createBackupKey(id, label, deadline()).join(),
        "backup key \"%s\" was not made".formatted(label));
  }

  /** The value of a backup key just made; the token hands it out once. */
  SecretBytes exportBackupKey(KeyId id) throws StoppedException, TerminalClosedException {
    return value(
        open().exportBackupKey(id, deadline()).join(), "the backup key was not handed out");
  }

  void restoreBackupKey(KeyId id, String label, SecretBytes value)
      throws StoppedException, TerminalClosedException {
    value(
        open().restoreBackupKey(id, label, value, deadline()).join(),
        "backup key \"%s\" was not taken in".formatted(label));
  }

  WrappedKey wrap(KeyId key, KeyId backupKey) throws StoppedException, TerminalClosedException {
    return value(open().wrap(key, backupKey, deadline()).join(), "the key was not wrapped");
  }

  TokenKey unwrap(WrappedKey key, String label) throws StoppedException, TerminalClosedException {
    UnwrapTask task = new UnwrapTask(key, label, Extraction.NEVER, deadline());
    return value(open().unwrap(task).join(), "\"%s\" was not unwrapped".formatted(label));
  }

  /** Destroys all with this CKA_ID; how many objects it was. */
  int destroy(KeyId id) throws StoppedException, TerminalClosedException {
    return value(open().destroy(id, deadline()).join(), "key %s was not destroyed".formatted(id));
  }

  byte[] sign(TokenKey key, SignatureScheme scheme, byte[] content)
      throws StoppedException, TerminalClosedException {
    SignTask task =
        new SignTask(
            "ceremony",
            Priority.ADMINISTRATION,
            key.id(),
            scheme,
            ByteBuffer.wrap(content).asReadOnlyBuffer(),
            deadline());
    return value(open().signAndWait(task), "key \"%s\" signed nothing".formatted(key.label()))
        .toByteArray();
  }

  TokenInfo info() throws StoppedException, TerminalClosedException {
    return open().info();
  }

  /** Open after the first call; the PIN is tried once, and a wrong one stops the ceremony. */
  private Token open() throws StoppedException, TerminalClosedException {
    if (token != null) {
      return token;
    }
    TokenInfo info = place.require();
    terminal.say("token \"%s\", serial %s".formatted(info.label(), info.serial()));
    requireTries("user", TriesLeft.ofUser(info), info);
    if (userPin == null) {
      try (Pin typed = prompts.pin(whose("user"), pinParts)) {
        userPin = HeldPin.copyOf(typed);
      }
    }
    token = opened(info);
    return token;
  }

  private String whose(String role) {
    return "PIN of the %s of \"%s\"".formatted(role, planned.label());
  }

  private Token opened(TokenInfo info) throws StoppedException {
    TokenConfig config =
        TokenConfig.of("ceremony", planned.module(), TokenSelector.serial(info.serial()), userPin)
            .withEnvironment(planned.environment())
            .withLanes(1)
            .withSignTimeout(PATIENCE)
            .withVerify(1);
    try {
      return machine.open(config);
    } catch (TokenOpenException.PinRefused e) {
      userPin.close();
      userPin = null;
      throw StoppedException.failed(
          Problem.of(
                  "token %s refused the PIN (%s); it was tried once"
                      .formatted(info.serial(), e.reason()))
              .remedy("resume and type it anew"),
          e);
    } catch (TokenOpenException e) {
      throw StoppedException.of(e);
    }
  }

  /** The counter is read first and shown; a PIN that could be the last try is not tried. */
  private void requireTries(String role, TriesLeft left, TokenInfo info) throws StoppedException {
    terminal.say("PIN tries left of the %s: %s".formatted(role, left));
    left.require(role, info);
  }

  /** Sets the user's PIN anew; the one before is asked for unless the token is open already. */
  void changeUserPin() throws StoppedException, TerminalClosedException {
    open();
    try (Pin fresh = prompts.newPin(whose("user"), pinParts);
        Pin before = userPin.read()) {
      token.close();
      token = null;
      change(Ck.CKU_USER, before, fresh);
      userPin.close();
      userPin = HeldPin.copyOf(fresh);
    } catch (PinUnavailableException e) {
      throw new IllegalStateException("the PIN of an open token is held", e);
    }
  }

  /** Sets the security officer's PIN anew; the one before is typed and tried once. */
  void changeOfficerPin() throws StoppedException, TerminalClosedException {
    requireTries("security officer", TriesLeft.ofOfficer(place.require()), place.require());
    try (Pin before = prompts.pin(whose("security officer") + " as it is now", pinParts);
        Pin fresh = prompts.newPin(whose("security officer"), pinParts)) {
      if (token != null) {
        token.close();
        token = null;
      }
      change(Ck.CKU_SO, before, fresh);
    }
  }

  private void change(long role, Pin before, Pin fresh) throws StoppedException {
    TokenInfo info = place.require();
    try (CryptokiModule module = place.module()) {
      PinChange.change(module, info.slotId(), role, before, fresh);
    } catch (CryptokiException e) {
      throw StoppedException.failed(
          Problem.of(
                  "the PIN of token %s was not set anew: %s; the one before was tried once"
                      .formatted(info.serial(), e.getMessage()))
              .remedy("resume and type it anew"),
          e);
    }
  }

  private static Instant deadline() {
    return Instant.now().plus(PATIENCE);
  }

  /** Logs out and wipes the PIN. */
  @Override
  public void close() {
    if (token != null) {
      token.close();
      token = null;
    }
    if (userPin != null) {
      userPin.close();
      userPin = null;
    }
  }
}
