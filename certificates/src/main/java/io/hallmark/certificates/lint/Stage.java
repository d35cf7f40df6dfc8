package io.hallmark.certificates.lint;

/** When a rule can be seen. */
public enum Stage {
  /** In what will be signed; seen again when it is. */
  BEFORE,
  /** Only in what has been signed. */
  AFTER
}
