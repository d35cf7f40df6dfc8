package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.token.TokenInfo;

/**
 * How often a PIN may still be typed wrong, as far as Cryptoki tells (CK_TOKEN_INFO's flags,
 * PKCS#11 v3.1 section 3.2).
 */
enum TriesLeft {
  /** Never typed wrong since it was last right, or the token does not say. */
  ALL("all, as far as the token says"),
  FEWER("fewer than usual, a wrong PIN was typed before"),
  ONE("one"),
  NONE("none, it is locked");

  private static final long SO_PIN_COUNT_LOW = 0x0010_0000;
  private static final long SO_PIN_FINAL_TRY = 0x0020_0000;
  private static final long SO_PIN_LOCKED = 0x0040_0000;

  private final String words;

  TriesLeft(String words) {
    this.words = words;
  }

  static TriesLeft ofUser(TokenInfo info) {
    return of(info, Ck.CKF_USER_PIN_LOCKED, Ck.CKF_USER_PIN_FINAL_TRY, Ck.CKF_USER_PIN_COUNT_LOW);
  }

  static TriesLeft ofOfficer(TokenInfo info) {
    return of(info, SO_PIN_LOCKED, SO_PIN_FINAL_TRY, SO_PIN_COUNT_LOW);
  }

  private static TriesLeft of(TokenInfo info, long locked, long last, long low) {
    if ((info.flags() & locked) != 0) {
      return NONE;
    }
    if ((info.flags() & last) != 0) {
      return ONE;
    }
    return (info.flags() & low) != 0 ? FEWER : ALL;
  }

  /** A user PIN that could be locked by one slip is not tried. */
  static void requireOfUser(TokenInfo info) throws StoppedException {
    ofUser(info).require("user", info);
  }

  void require(String role, TokenInfo info) throws StoppedException {
    if (isTooFew()) {
      throw StoppedException.refused(
          Problem.of(
                  "the %s PIN of token %s is locked or has one try left; nothing was tried"
                      .formatted(role, info.serial()))
              .expecting("two tries left at least, so that a slip locks nothing")
              .remedy("have the PIN typed right once with the token's own tool, or unlock it"));
    }
  }

  /** Whether one wrong PIN now would lock it. */
  boolean isTooFew() {
    return this == ONE || this == NONE;
  }

  @Override
  public String toString() {
    return words;
  }
}
