package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeyState;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A key of the registry as the worker knows it. Immutable.
 *
 * @param info what others may know of it
 * @param ckaId CKA_ID of its private part in every token that holds it
 * @param blob its private part where that is in no token
 * @param leftovers private parts that a rotation replaced and that are still to be destroyed,
 *     newest first
 * @param policy what it may be used for; empty where this version can't read it, and then nothing
 * @param revision of the record; each change has one more
 */
public record RegisteredKey(
    KeyInfo info,
    KeyId ckaId,
    Optional<WrappedBlob> blob,
    List<Leftover> leftovers,
    Optional<KeyPolicy> policy,
    long revision) {
  public RegisteredKey {
    Objects.requireNonNull(info, "info");
    Objects.requireNonNull(ckaId, "ckaId");
    Objects.requireNonNull(blob, "blob");
    Objects.requireNonNull(policy, "policy");
    leftovers = List.copyOf(leftovers);
  }

  /**
   * A private part that signs nothing more.
   *
   * @param version of the key material
   * @param tokens those that may still hold it
   */
  public record Leftover(int version, KeyId ckaId, List<String> tokens) {
    public Leftover {
      tokens = List.copyOf(tokens);
    }
  }

  /** A resident key that nobody has written yet, with the policy of its category. */
  public static RegisteredKey resident(KeyInfo info, KeyId ckaId) {
    return new RegisteredKey(
        info,
        ckaId,
        Optional.empty(),
        List.of(),
        Optional.of(KeyPolicy.ofCategory(info.category(), info.spec())),
        0);
  }

  /** By which a token finds its private part. */
  public KeyRef ref() {
    return blob.map(wrapped -> KeyRef.of(wrapped.key())).orElseGet(() -> KeyRef.of(ckaId));
  }

  /** The same key, wrapped otherwise. */
  public RegisteredKey with(WrappedBlob other) {
    return new RegisteredKey(info, ckaId, Optional.of(other), leftovers, policy, revision);
  }

  /** The same key, of which this leftover was destroyed. */
  public RegisteredKey without(Leftover destroyed) {
    List<Leftover> left = leftovers.stream().filter(l -> !l.equals(destroyed)).toList();
    return new RegisteredKey(info, ckaId, blob, left, policy, revision);
  }

  /** Whether it may sign. */
  public boolean enabled() {
    return info.life().state() == KeyState.ENABLED;
  }

  /** The same key, of which others may know this. */
  public RegisteredKey with(KeyInfo other) {
    return new RegisteredKey(other, ckaId, blob, leftovers, policy, revision);
  }

  /** The same key, used otherwise. */
  public RegisteredKey withPolicy(KeyPolicy another) {
    return new RegisteredKey(info, ckaId, blob, leftovers, Optional.of(another), revision);
  }

  /** The same key as the next record of it. */
  public RegisteredKey nextRevision() {
    return new RegisteredKey(info, ckaId, blob, leftovers, policy, revision + 1);
  }
}
