package io.hallmark.crypto.audit;

import io.hallmark.crypto.AuditHeadContent;
import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.WriterSchemas;
import io.hallmark.messaging.wire.crypto.AuditBatch;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import io.hallmark.messaging.wire.crypto.AuditHead;
import io.hallmark.messaging.wire.crypto.WireAuditOutcome;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;

/**
 * An audit topic as three worker processes leave it: one was killed, the same instance's next one
 * stopped as it should, and another instance wrote in between.
 */
final class Trail {
  static final KeyPair KEY = keyPair();

  record Rec(String key, ByteBuffer value) {
    byte[] bytes() {
      return AuditChainHash.bytes(value);
    }
  }

  private static final Codec<AuditBatch> BATCHES = Codec.of(AuditBatch.class);
  private static final Codec<AuditEntry> ENTRIES = Codec.of(AuditEntry.class);

  final List<Rec> records = new ArrayList<>();

  static Trail written() {
    Trail trail = new Trail();
    AuditChain killed = new AuditChain("worker-1/first");
    AuditChain other = new AuditChain("worker-2/first");
    trail.write(killed, start(null));
    trail.write(other, start(null), sign("a"));
    trail.write(killed, sign("b"), sign("c"), sign("d"));
    trail.write(killed, head(killed, KEY));
    trail.write(other, head(other, KEY), sign("e"));
    trail.write(killed, sign("f"));
    AuditChain next = new AuditChain("worker-1/second");
    trail.write(next, start(reached(killed)));
    trail.write(other, sign("g"), sign("h"));
    trail.write(next, sign("i"), sign("j"));
    trail.write(next, entry("STOP"));
    trail.write(next, head(next, KEY));
    trail.write(other, head(other, KEY));
    return trail;
  }

  Trail copy() {
    Trail copy = new Trail();
    copy.records.addAll(records);
    return copy;
  }

  void write(AuditChain chain, AuditEntry... entries) {
    List<byte[]> encoded = List.of(entries).stream().map(ENTRIES::encode).toList();
    records.add(new Rec(chain.name(), ByteBuffer.wrap(BATCHES.encode(chain.append(encoded)))));
  }

  AuditReport verify(String... heads) {
    return verify(name -> List.of(KEY.getPublic()), heads);
  }

  /** The same by hashes alone, which is quick. */
  AuditReport verifyUnsigned() {
    return verify(AuditKeys.NONE);
  }

  private AuditReport verify(AuditKeys keys, String... heads) {
    AuditVerifier verifier = new AuditVerifier(keys, WriterSchemas.NONE);
    List.of(heads).forEach(verifier::expect);
    for (int i = 0; i < records.size(); i++) {
      verifier.accept(i, records.get(i).key(), records.get(i).bytes());
    }
    return verifier.finish();
  }

  static AuditEntry start(AuditHead former) {
    return builder("START").setHead(former).build();
  }

  static AuditEntry sign(String alias) {
    return builder("SIGN")
        .setTenant("alice")
        .setAlias(alias)
        .setCaller("gateway-1")
        .setContentHash(ByteBuffer.wrap(new byte[32]))
        .build();
  }

  static AuditEntry entry(String act) {
    return builder(act).build();
  }

  static AuditHead reached(AuditChain chain) {
    return AuditHead.newBuilder()
        .setChain(chain.name())
        .setSequence(chain.lastSequence())
        .setHash(ByteBuffer.wrap(chain.hash()))
        .build();
  }

  static AuditEntry head(AuditChain chain, KeyPair key) {
    byte[] content = AuditHeadContent.encode(chain.name(), chain.lastSequence(), chain.hash());
    try {
      byte[] signature =
          JcaSignatures.sign(key.getPrivate(), SignatureScheme.ECDSA_SHA256, content).toByteArray();
      AuditHead head =
          AuditHead.newBuilder(reached(chain))
              .setKey("hallmark-audit/worker")
              .setSignature(ByteBuffer.wrap(signature))
              .build();
      return builder("HEAD").setHead(head).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AuditEntry.Builder builder(String act) {
    return AuditEntry.newBuilder()
        .setAt(1_700_000_000_000L)
        .setAct(act)
        .setOutcome(WireAuditOutcome.DONE);
  }
}
