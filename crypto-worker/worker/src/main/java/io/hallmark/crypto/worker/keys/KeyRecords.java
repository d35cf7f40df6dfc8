package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyHistory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeyWire;
import io.hallmark.crypto.PolicyWire;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.RegisteredKey.Leftover;
import io.hallmark.crypto.worker.policy.WrappedBlob;
import io.hallmark.crypto.worker.tokens.TokenWords;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.WrapMechanism;
import io.hallmark.hsm.token.WrappedKey;
import io.hallmark.messaging.wire.crypto.EarlierKeyRecord;
import io.hallmark.messaging.wire.crypto.KeyPolicyRecord;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.WireContentShape;
import io.hallmark.messaging.wire.crypto.WrappedBlobRecord;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the registry's values and the records of {@code crypto.keys}. */
final class KeyRecords {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRecords.class);

  private KeyRecords() {}

  /**
   * The record's key.
   *
   * @throws IllegalArgumentException where the record can't be used
   */
  static RegisteredKey toKey(KeyRecord wire) {
    KeyInfo info = KeyWire.keyInfo(wire);
    return new RegisteredKey(
        info,
        id(wire.getCkaId()),
        wire.getWrapped() == null ? Optional.empty() : Optional.of(blob(info, wire)),
        wire.getEarlier().stream()
            .filter(earlier -> !earlier.getTokens().isEmpty())
            .map(e -> new Leftover(e.getVersion(), id(e.getCkaId()), e.getTokens()))
            .toList(),
        policy(wire, info),
        wire.getRevision());
  }

  /** Empty where it can't be read: such a key signs nothing, and the others are not lost. */
  private static Optional<KeyPolicy> policy(KeyRecord wire, KeyInfo info) {
    if (wire.getPolicy() == null) {
      return Optional.of(KeyPolicy.ofCategory(info.category(), info.spec()));
    }
    try {
      return Optional.of(PolicyWire.policy(wire.getPolicy()));
    } catch (IllegalArgumentException e) {
      LOG.warn("key {}: it signs nothing, {}", info.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** The record of a key, whole. */
  static KeyRecord toWire(RegisteredKey key) {
    KeyInfo info = key.info();
    return KeyRecord.newBuilder()
        .setTenant(info.name().tenant())
        .setAlias(info.name().alias())
        .setCategory(CryptoWire.wire(info.category()))
        .setSpec(CryptoWire.wire(info.spec()))
        .setPublicKey(ByteBuffer.wrap(info.publicKey().getEncoded()))
        .setCkaId(ByteBuffer.wrap(key.ckaId().toByteArray()))
        .setTokens(info.tokens())
        .setState(CryptoWire.wire(info.life().state()))
        .setCreatedAt(info.life().createdAt().toEpochMilli())
        .setDeletionAt(info.life().deletionAt().map(Instant::toEpochMilli).orElse(null))
        .setCertificates(info.certificates().stream().map(KeyRecords::der).toList())
        .setRevision(key.revision())
        .setVersion(info.history().version())
        .setEarlier(
            info.history().earlier().stream().map(e -> earlier(e, key.leftovers())).toList())
        .setWrapped(key.blob().map(KeyRecords::blob).orElse(null))
        .setPolicy(policy(key))
        .setPurpose(CryptoWire.wire(info.purpose()))
        .build();
  }

  /** The record as others may see it: with a blob's size and key, not its bytes. */
  static KeyRecord toReply(RegisteredKey key) {
    KeyRecord whole = toWire(key);
    return whole.getWrapped() == null
        ? whole
        : KeyRecord.newBuilder(whole)
            .setWrapped(
                WrappedBlobRecord.newBuilder(whole.getWrapped())
                    .setBlob(ByteBuffer.allocate(0))
                    .build())
            .build();
  }

  private static KeyPolicyRecord policy(RegisteredKey key) {
    KeyPolicy ofCategory = KeyPolicy.ofCategory(key.info().category(), key.info().spec());
    if (key.policy().isEmpty()) {
      // What can't be read must not turn into the category's wide policy by being written again.
      return KeyPolicyRecord.newBuilder(PolicyWire.wire(ofCategory))
          .setContent(WireContentShape.UNKNOWN)
          .build();
    }
    return key.policy().get().equals(ofCategory) ? null : PolicyWire.wire(key.policy().get());
  }

  private static EarlierKeyRecord earlier(KeyHistory.Earlier key, List<Leftover> leftovers) {
    Optional<Leftover> left =
        leftovers.stream().filter(l -> l.version() == key.version()).findFirst();
    return new EarlierKeyRecord(
        key.version(),
        ByteBuffer.wrap(key.publicKey().getEncoded()),
        key.retiredAt().toEpochMilli(),
        ByteBuffer.wrap(left.map(l -> l.ckaId().toByteArray()).orElse(new byte[0])),
        left.map(Leftover::tokens).orElse(List.of()));
  }

  private static WrappedBlob blob(KeyInfo info, KeyRecord wire) {
    WrappedBlobRecord blob = wire.getWrapped();
    return new WrappedBlob(
        blob.getGeneration(),
        new WrappedKey(
            id(wire.getCkaId()),
            id(blob.getWrappingKeyId()),
            mechanism(blob.getMechanism()),
            TokenWords.spec(info.spec()),
            TokenWords.purpose(info.purpose()),
            Octets.wrap(CryptoWire.bytes(wire.getPublicKey())),
            Octets.wrap(CryptoWire.bytes(blob.getBlob()))));
  }

  private static WrapMechanism mechanism(long type) {
    return Arrays.stream(WrapMechanism.values())
        .filter(mechanism -> mechanism.type() == type)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it is wrapped by mechanism 0x%X, which this version does not know"
                        .formatted(type)));
  }

  private static WrappedBlobRecord blob(WrappedBlob blob) {
    return new WrappedBlobRecord(
        blob.generation(),
        ByteBuffer.wrap(blob.key().wrappingKey().toByteArray()),
        blob.key().mechanism().type(),
        ByteBuffer.wrap(blob.key().blob().toByteArray()));
  }

  private static KeyId id(ByteBuffer bytes) {
    return KeyId.of(CryptoWire.bytes(bytes));
  }

  private static ByteBuffer der(X509Certificate certificate) {
    try {
      return ByteBuffer.wrap(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was decoded is encoded again", e);
    }
  }
}
