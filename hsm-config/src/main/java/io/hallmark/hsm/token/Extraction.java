package io.hallmark.hsm.token;

/** Whether a resident key may ever leave its token; in clear none ever may. */
public enum Extraction {
  /** CKA_EXTRACTABLE false: it dies with the token. */
  NEVER,
  /** CKA_EXTRACTABLE true and SENSITIVE: it may leave wrapped, for a backup. */
  WRAPPED
}
