package io.hallmark.hsm.token;

import java.util.List;

/** A token that cannot be opened. Each kind says whether waiting may help. */
public abstract sealed class TokenOpenException extends Exception {
  private final long code;

  private TokenOpenException(String message, long code, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The Cryptoki return code, or 0 where Cryptoki was not asked. */
  public long code() {
    return code;
  }

  /** Whether the same configuration may open the token later; false where someone must act. */
  public abstract boolean mayRecover();

  /** The module's file is not there or is no PKCS#11 module. */
  public static final class ModuleMissing extends TokenOpenException {
    public ModuleMissing(String message, Throwable cause) {
      super(message, 0, cause);
    }

    @Override
    public boolean mayRecover() {
      return false;
    }
  }

  /** No token of the module is the one that is meant. */
  public static final class TokenMissing extends TokenOpenException {
    public TokenMissing(String message) {
      super(message, 0, null);
    }

    /** True: a token can be plugged in, a network HSM can come back. */
    @Override
    public boolean mayRecover() {
      return true;
    }
  }

  /** Several tokens fit. */
  public static final class TokenAmbiguous extends TokenOpenException {
    private final transient List<String> serials;

    public TokenAmbiguous(String message, List<String> serials) {
      super(message, 0, null);
      this.serials = List.copyOf(serials);
    }

    /** Of the tokens that fit. */
    public List<String> serials() {
      return serials;
    }

    @Override
    public boolean mayRecover() {
      return false;
    }
  }

  /** The PIN's reference leads nowhere. */
  public static final class PinMissing extends TokenOpenException {
    public PinMissing(String message, Throwable cause) {
      super(message, 0, cause);
    }

    @Override
    public boolean mayRecover() {
      return false;
    }
  }

  /** The token refused the PIN, or would lock at one more wrong one. It was tried at most once. */
  public static final class PinRefused extends TokenOpenException {
    private final Reason reason;

    /** What is the matter with the PIN. */
    public enum Reason {
      INCORRECT,
      LOCKED,
      EXPIRED,
      /** One try is left and was not taken. */
      LAST_TRY,
      /** A try never came back, so that nobody knows whether it was counted. */
      UNANSWERED,
      /** The token's user PIN was never set. */
      NOT_SET
    }

    public PinRefused(Reason reason, String message, long code) {
      super(message, code, null);
      this.reason = reason;
    }

    public Reason reason() {
      return reason;
    }

    @Override
    public boolean mayRecover() {
      return false;
    }
  }

  /** A token cannot be initialised: the label is taken or no slot is free. */
  public static final class InitRefused extends TokenOpenException {
    public InitRefused(String message) {
      super(message, 0, null);
    }

    @Override
    public boolean mayRecover() {
      return false;
    }
  }

  /** The module or the device answered with an error. */
  public static final class DeviceFailed extends TokenOpenException {
    public DeviceFailed(String message, long code, Throwable cause) {
      super(message, code, cause);
    }

    @Override
    public boolean mayRecover() {
      return true;
    }
  }
}
