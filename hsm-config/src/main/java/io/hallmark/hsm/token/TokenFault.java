package io.hallmark.hsm.token;

/**
 * Why an operation on a token did not succeed.
 *
 * @param errorClass what follows from it
 * @param code the Cryptoki return code (PKCS#11 v3.1 section 6.1), or 0 where the fault is ours
 *     (queue full, deadline)
 * @param detail in words, without key material
 */
public record TokenFault(ErrorClass errorClass, long code, String detail) {}
