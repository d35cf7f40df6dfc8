package io.hallmark.hsm.token;

/**
 * A mechanism of a token (CK_MECHANISM_INFO, PKCS#11 v3.1 section 3.5).
 *
 * @param type CK_MECHANISM_TYPE
 * @param keySizeMin in the mechanism's own unit, bits or bytes
 * @param keySizeMax the same; 0 where the token does not say
 * @param flags what it can be used for, CKF_SIGN and the like
 */
public record MechanismInfo(long type, long keySizeMin, long keySizeMax, long flags) {}
