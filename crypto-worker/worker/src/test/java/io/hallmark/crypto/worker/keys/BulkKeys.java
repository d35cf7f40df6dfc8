package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.KeyState;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.WrappedBlobRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Records of wrapped keys by the million: one, re-labelled. */
final class BulkKeys {
  /** An EC P-256 private key in PKCS#8, wrapped by AES-KWP. */
  private static final int BLOB_BYTES = 152;

  private final byte[] sample;
  private final int aliasAt;

  BulkKeys() throws Exception {
    byte[] blob = new byte[BLOB_BYTES];
    new SecureRandom().nextBytes(blob);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyRecord record =
        KeyRecord.newBuilder()
            .setTenant("bulk")
            .setAlias(alias(0))
            .setCategory(CryptoWire.wire(KeyCategory.APPLICATION))
            .setSpec(CryptoWire.wire(KeySpec.EC_P256))
            .setPublicKey(ByteBuffer.wrap(generator.generateKeyPair().getPublic().getEncoded()))
            .setCkaId(ByteBuffer.wrap(new byte[20]))
            .setTokens(List.of("main"))
            .setState(CryptoWire.wire(KeyState.ENABLED))
            .setCreatedAt(1L)
            .setRevision(1L)
            .setWrapped(
                new WrappedBlobRecord(
                    1, ByteBuffer.wrap(new byte[20]), 0x210BL, ByteBuffer.wrap(blob)))
            .build();
    sample = Codec.of(KeyRecord.class).encode(record);
    aliasAt = new String(sample, StandardCharsets.ISO_8859_1).indexOf(alias(0));
  }

  /** The name of a key, not in the order of numbers. */
  static String name(int number) {
    return "bulk/" + alias(number);
  }

  byte[] record(int number) {
    byte[] labelled = sample.clone();
    byte[] alias = alias(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(alias, 0, labelled, aliasAt, alias.length);
    return labelled;
  }

  private static String alias(int number) {
    return "key-" + HexFormat.of().toHexDigits(number * 0x9E3779B1);
  }
}
