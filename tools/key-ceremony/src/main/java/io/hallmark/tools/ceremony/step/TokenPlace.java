package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.token.BlankToken;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.tools.ceremony.plan.PlannedToken;
import io.hallmark.tools.ceremony.plan.Where;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a token of a ceremony is: found by label and serial, without a login. One thread. */
final class TokenPlace {
  private final PlannedToken planned;
  private Optional<String> serial;

  TokenPlace(PlannedToken planned, Optional<String> serial) {
    this.planned = planned;
    this.serial = serial.or(planned::serial);
  }

  /** The token with the plan's label and, where it is known, its serial. */
  Optional<TokenInfo> find() throws StoppedException {
    List<TokenInfo> found =
        tokens().stream()
            .filter(info -> (info.flags() & Ck.CKF_TOKEN_INITIALIZED) != 0)
            .filter(info -> info.label().equals(planned.label()))
            .filter(info -> serial.isEmpty() || info.serial().equals(serial.get()))
            .toList();
    if (found.size() > 1) {
      throw StoppedException.badInput(
          Problem.of("%d tokens are labelled \"%s\"".formatted(found.size(), planned.label()))
              .at("module " + planned.module())
              .expecting("1")
              .remedy("name the serial in the plan"));
    }
    return found.stream().findFirst();
  }

  /**
   * What is recorded of the blank token that will be initialised. It must be there, and no other
   * may have its label.
   */
  Map<String, String> blank() throws StoppedException {
    Optional<TokenInfo> taken = find();
    if (taken.isPresent()) {
      throw StoppedException.failed(
          StepChecks.taken(
              "a token labelled \"%s\" exists (serial %s)"
                  .formatted(taken.get().label(), taken.get().serial())));
    }
    BlankToken wanted = planned.blank();
    TokenInfo blank =
        tokens().stream()
            .filter(wanted::fits)
            .findFirst()
            .orElseThrow(
                () ->
                    StoppedException.failed(
                        Problem.of(
                                "no uninitialised token" + (wanted.isNamed() ? " " + wanted : ""))
                            .at("module " + planned.module())
                            .expecting("the one that becomes \"%s\"".formatted(planned.label()))
                            .remedy("connect it, or clear it with its maker's tool")));
    Map<String, String> facts = new TreeMap<>();
    facts.put(Facts.BLANK_SLOT, String.valueOf(blank.slotId()));
    if (!blank.serial().isEmpty()) {
      facts.put(Facts.BLANK_SERIAL, blank.serial());
    }
    return facts;
  }

  private List<TokenInfo> tokens() throws StoppedException {
    try (CryptokiModule module = module()) {
      return Slots.tokens(module.cryptoki());
    } catch (CryptokiException e) {
      throw StoppedException.failed(
          Problem.of("its tokens cannot be read: " + e.getMessage())
              .at("module " + planned.module())
              .remedy("look at the module's own configuration"),
          e);
    }
  }

  /** The token, which must be there. */
  TokenInfo require() throws StoppedException {
    return find()
        .orElseThrow(
            () ->
                StoppedException.failed(
                    Problem.of(
                            "no token labelled \"%s\"%s"
                                .formatted(
                                    planned.label(),
                                    serial.map(known -> " with serial " + known).orElse("")))
                        .at("module " + planned.module())
                        .remedy("connect it, then resume")));
  }

  /** Takes a token that an interrupted step initialised, where it did so to the end. */
  void adopt(TokenInfo info) throws StoppedException {
    if ((info.flags() & Ck.CKF_USER_PIN_INITIALIZED) == 0) {
      throw StoppedException.failed(
          Problem.of(
                  "token \"%s\" (serial %s) was initialised but got no user PIN before the"
                          .formatted(info.label(), info.serial())
                      + " interruption")
              .remedy("clear it with its maker's tool, then resume"));
    }
    serial = Optional.of(info.serial());
  }

  /** What is recorded of the token, which must be what the plan asks for. */
  Map<String, String> facts(Where where) throws StoppedException {
    // Looked for anew: a token just initialised may be in another slot now.
    TokenInfo info = require();
    Map<String, String> facts = new TreeMap<>(TokenFacts.of(where, info));
    try (CryptokiModule module = module()) {
      facts.putAll(TokenCheck.facts(module.cryptoki(), info, planned.demands()));
    } catch (CryptokiException e) {
      throw StoppedException.failed(
          Problem.of(
                  "the mechanisms of token %s cannot be read: %s"
                      .formatted(info.serial(), e.getMessage()))
              .remedy("look at the token, then resume"),
          e);
    }
    return facts;
  }

  /** From now on the token is this one and no other with its label. */
  void bind(String known) {
    serial = Optional.of(known);
  }

  /** The module, loaded; closed by the caller. */
  CryptokiModule module() throws StoppedException {
    try {
      return CryptokiModule.acquire(planned.module(), planned.environment());
    } catch (TokenOpenException e) {
      throw StoppedException.of(e);
    }
  }
}
