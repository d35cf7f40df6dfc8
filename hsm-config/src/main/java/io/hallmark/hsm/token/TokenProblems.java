package io.hallmark.hsm.token;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.token.TokenOpenException.DeviceFailed;
import io.hallmark.hsm.token.TokenOpenException.InitRefused;
import io.hallmark.hsm.token.TokenOpenException.ModuleMissing;
import io.hallmark.hsm.token.TokenOpenException.PinMissing;
import io.hallmark.hsm.token.TokenOpenException.PinRefused;
import io.hallmark.hsm.token.TokenOpenException.TokenAmbiguous;
import io.hallmark.hsm.token.TokenOpenException.TokenMissing;
import java.util.List;

/** Tells people of tokens that do not open, in the four parts of every error. Pure. */
public final class TokenProblems {
  /**
   * What is known of a kind.
   *
   * @param key of a token in an HSM file that says what did not fit
   */
  private record Advice(
      Class<? extends TokenOpenException> kind, String key, String expected, String remedy) {}

  private static final String PIN_EXPECTED = "a PIN where the HSM file or the option says it is";
  private static final String PIN_REMEDY = "put it there, or correct what names the place";

  private static final List<Advice> ADVICE =
      List.of(
          new Advice(
              ModuleMissing.class,
              "module",
              "a PKCS#11 module that this machine can load",
              "install it, or correct the module's path in the HSM file"),
          new Advice(
              TokenMissing.class,
              "token",
              "a token of that name or serial number",
              "see 'hallmark hsm slots', then correct token in the HSM file"),
          new Advice(
              TokenAmbiguous.class,
              "token",
              "one token that fits",
              "name it by its serial number in the HSM file"),
          new Advice(PinMissing.class, "pin", PIN_EXPECTED, PIN_REMEDY),
          new Advice(
              PinRefused.class,
              "pin",
              "the token's own PIN, neither locked nor expired",
              "correct it before the next attempt; see 'hallmark hsm slots' for the tries left"),
          new Advice(
              InitRefused.class,
              "token",
              "a free slot and a label that no token has",
              "see 'hallmark hsm slots', then choose another"),
          new Advice(
              DeviceFailed.class,
              "module",
              "a module and a token that answer",
              "see to the device and the module's own configuration, then try again"));

  private TokenProblems() {}

  /** What the exception says, with what its kind adds where it says nothing of that itself. */
  public static Problem of(TokenOpenException failure) {
    Advice advice = advice(failure);
    return told(failure, advice.expected(), advice.remedy());
  }

  /** The key of a token in an HSM file that is to be looked at: {@code module}. */
  public static String key(TokenOpenException failure) {
    return advice(failure).key();
  }

  private static Advice advice(TokenOpenException failure) {
    return ADVICE.stream().filter(one -> one.kind().isInstance(failure)).findFirst().orElseThrow();
  }

  /** The same of a PIN that its reference does not lead to. */
  public static Problem of(PinUnavailableException failure) {
    return told(failure, PIN_EXPECTED, PIN_REMEDY);
  }

  private static Problem told(Exception failure, String expected, String remedy) {
    Problem told = Problem.read(failure.getMessage());
    return new Problem(
        told.what(),
        told.where(),
        told.expected().isEmpty() ? expected : told.expected(),
        told.remedy().isEmpty() ? remedy : told.remedy());
  }
}
