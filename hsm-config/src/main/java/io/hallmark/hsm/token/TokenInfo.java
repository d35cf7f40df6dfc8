package io.hallmark.hsm.token;

/**
 * A token as Cryptoki describes it (CK_TOKEN_INFO, PKCS#11 v3.1 section 3.2).
 *
 * @param slotId where it was found; moves between starts
 * @param sessionsMax sessions the token allows; 0 where it does not say or sets no limit
 */
public record TokenInfo(
    long slotId,
    String serial,
    String label,
    String manufacturer,
    String model,
    String firmware,
    long flags,
    int sessionsMax) {}
