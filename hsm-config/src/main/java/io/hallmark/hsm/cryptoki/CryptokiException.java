package io.hallmark.hsm.cryptoki;

/** A function of the module that did not answer CKR_OK. */
public final class CryptokiException extends Exception {
  private final long code;

  public CryptokiException(String function, long code) {
    super(function + " answered " + Ckr.name(code));
    this.code = code;
  }

  /** The return code, see {@link Ckr}. */
  public long code() {
    return code;
  }

  /** Throws unless {@code code} is CKR_OK. */
  public static void check(String function, long code) throws CryptokiException {
    if (code != Ckr.OK) {
      throw new CryptokiException(function, code);
    }
  }
}
