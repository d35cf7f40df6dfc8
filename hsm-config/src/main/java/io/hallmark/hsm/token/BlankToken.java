package io.hallmark.hsm.token;

import io.hallmark.hsm.cryptoki.Ck;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which uninitialised token is meant. Many have no serial before they are initialised; a slot of a
 * module is what there is to name them by. Immutable.
 *
 * @param serial the one with it; empty: whatever its serial
 * @param slot the one in it (CK_SLOT_ID); empty: in whichever slot
 */
public record BlankToken(Optional<String> serial, OptionalLong slot) {
  /** The first that is found. */
  public static final BlankToken ANY = new BlankToken(Optional.empty(), OptionalLong.empty());

  /** Whether it is uninitialised and the one that is meant. */
  public boolean fits(TokenInfo token) {
    return (token.flags() & Ck.CKF_TOKEN_INITIALIZED) == 0
        && serial.map(token.serial()::equals).orElse(true)
        && (slot.isEmpty() || slot.getAsLong() == token.slotId());
  }

  /** Whether it says anything. */
  public boolean isNamed() {
    return serial.isPresent() || slot.isPresent();
  }

  /** How it is told from others, such as {@code with serial 0815 in slot 3}; or nothing. */
  @Override
  public String toString() {
    String told =
        serial.map(" with serial "::concat).orElse("")
            + (slot.isPresent() ? " in slot " + slot.getAsLong() : "");
    return told.strip();
  }
}
