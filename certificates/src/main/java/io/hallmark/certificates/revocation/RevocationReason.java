package io.hallmark.certificates.revocation;

import java.util.Arrays;
import java.util.Optional;

/** Why a certificate was revoked (RFC 5280 section 5.3.1). */
public enum RevocationReason {
  /** No reason is given; it is left out of the CRL, as the standard asks. */
  UNSPECIFIED("unspecified", 0),
  KEY_COMPROMISE("keyCompromise", 1),
  CA_COMPROMISE("cACompromise", 2),
  AFFILIATION_CHANGED("affiliationChanged", 3),
  SUPERSEDED("superseded", 4),
  CESSATION_OF_OPERATION("cessationOfOperation", 5),
  CERTIFICATE_HOLD("certificateHold", 6),
  PRIVILEGE_WITHDRAWN("privilegeWithdrawn", 9),
  AA_COMPROMISE("aACompromise", 10);

  private final String text;
  private final int code;

  RevocationReason(String text, int code) {
    this.text = text;
    this.code = code;
  }

  /** By the name that RFC 5280 gives it. */
  public static Optional<RevocationReason> parse(String text) {
    return Arrays.stream(values()).filter(reason -> reason.text.equals(text)).findFirst();
  }

  /** CRLReason. */
  public int code() {
    return code;
  }

  /** As RFC 5280 spells it. */
  @Override
  public String toString() {
    return text;
  }
}
