package io.hallmark.hsm.token;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One ECDH agreement (SP 800-56A section 5.7.1.2).
 *
 * @param tenant whose share of the token it counts against
 * @param priority what it goes before and after
 * @param key our private key, made for {@link KeyPurpose#AGREE}
 * @param peer the other side's public key, a SubjectPublicKeyInfo in DER, on the same curve
 * @param deadline after which it is not begun any more
 */
public record AgreeTask(
    String tenant, Priority priority, KeyRef key, Octets peer, Instant deadline) {
  public AgreeTask {
    requireNonNull(tenant, "tenant");
    requireNonNull(priority, "priority");
    requireNonNull(key, "key");
    requireNonNull(peer, "peer");
    requireNonNull(deadline, "deadline");
  }
}
