package io.hallmark.crypto.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.audit.AuditReport;
import io.hallmark.crypto.audit.AuditReport.ChainSummary;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import io.hallmark.messaging.wire.crypto.DeriveSecret;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.SignOutcome;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireAuditOutcome;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is an entry, and what the chain is like. */
class AuditTest extends AuditScenario {
  @Test
  void serve_signedAndRefused_areEntriesWithoutTheContent() throws Exception {
    serve(sign("one"), DONE);
    serve(sign("two"), new RpcOutcome.Refused(2, "no such key"));
    audit.close();

    List<AuditEntry> entries =
        topic.entries().stream().filter(e -> e.getAct().equals("SIGN")).toList();
    assertThat(entries).extracting(AuditEntry::getAlias).containsExactly("one", "two");
    assertThat(entries)
        .extracting(AuditEntry::getOutcome)
        .containsExactly(WireAuditOutcome.DONE, WireAuditOutcome.REFUSED);
    assertThat(entries.get(1).getReason()).isEqualTo("UNKNOWN_KEY");
    assertThat(entries.get(0).getContentHash())
        .isEqualTo(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(CONTENT)));
    assertThat(entries.get(0).getCaller()).isEqualTo("gateway-1");
    assertWhole(verify());
  }

  @Test
  void serve_command_isAnEntryWhateverCameOfIt() {
    byte[] body =
        Codec.of(KeyCommand.class)
            .encode(KeyCommand.newBuilder().setCommand(new GetKey("alice", "contracts")).build());
    serve(request(TopicCatalogue.CRYPTO_ADMIN.name(), body), unavailable());
    audit.close();

    AuditEntry entry =
        topic.entries().stream().filter(e -> e.getAct().equals("GetKey")).findFirst().orElseThrow();
    assertThat(entry.getAlias()).isEqualTo("contracts");
    assertThat(entry.getOutcome()).isEqualTo(WireAuditOutcome.UNAVAILABLE);
  }

  @Test
  void serve_agreement_isAUseOfTheKeyWithThePeersHash() throws Exception {
    DeriveSecret derive =
        new DeriveSecret(
            "alice", "agreeing", ByteBuffer.wrap(CONTENT), ByteBuffer.wrap(new byte[65]));
    byte[] body =
        Codec.of(KeyCommand.class).encode(KeyCommand.newBuilder().setCommand(derive).build());
    serve(request(TopicCatalogue.CRYPTO_ADMIN.name(), body), DONE);
    audit.close();

    AuditEntry entry =
        topic.entries().stream().filter(e -> e.getAct().equals("DERIVE")).findFirst().orElseThrow();
    assertThat(entry.getAlias()).isEqualTo("agreeing");
    assertThat(entry.getOutcome()).isEqualTo(WireAuditOutcome.DONE);
    assertThat(entry.getContentHash())
        .isEqualTo(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(CONTENT)));
  }

  @Test
  void serve_signatureThatWasUnavailable_isNoEntry() {
    serve(sign("one"), unavailable());
    audit.close();

    assertThat(topic.entries()).extracting(AuditEntry::getAct).doesNotContain("SIGN");
    assertThat(backlog()).isZero();
  }

  @Test
  void serve_largeOrUnreadableRequest_isAnEntryToo() {
    byte[] large = new byte[100_000];
    serve(request(TopicCatalogue.CRYPTO_SIGN_APPLICATION.name(), signRequest("big", large)), DONE);
    serve(request(TopicCatalogue.CRYPTO_SIGN_APPLICATION.name(), new byte[] {9}), refused());
    audit.close();

    assertThat(topic.entries())
        .filteredOn(e -> e.getAct().equals("SIGN"))
        .extracting(AuditEntry::getAlias)
        .containsExactly("big", "");
    assertWhole(verify());
  }

  @Test
  void serve_batch_isAnEntryForEachContentThatWasSignedOrRefused() {
    byte[] body =
        Codec.of(SignRequest.class)
            .encode(
                SignRequest.newBuilder()
                    .setTenant("alice")
                    .setAlias("batch")
                    .setScheme(WireSignatureScheme.ECDSA_SHA256)
                    .setContent(ByteBuffer.allocate(0))
                    .setBatch(
                        List.of(
                            ByteBuffer.wrap(CONTENT),
                            ByteBuffer.wrap(CONTENT),
                            ByteBuffer.wrap(CONTENT)))
                    .build());
    SignReply reply =
        new SignReply(
            ByteBuffer.allocate(0),
            List.of(
                SignOutcome.newBuilder().setSignature(ByteBuffer.wrap(CONTENT)).build(),
                SignOutcome.newBuilder().setRetryAfterMillis(100).build(),
                SignOutcome.newBuilder().setRefusalCode(4).build()));
    serve(
        request(TopicCatalogue.CRYPTO_SIGN_APPLICATION.name(), body),
        new RpcOutcome.Done(Body.of(Codec.of(SignReply.class).encode(reply))));
    audit.close();

    assertThat(topic.entries())
        .filteredOn(e -> e.getAct().equals("SIGN"))
        .extracting(AuditEntry::getReason)
        .containsExactly("", "WRONG_CONTENT");
  }

  @Test
  void close_chainEndsStoppedAndSigned() {
    serve(sign("one"), DONE);
    audit.close();

    ChainSummary chain = verify().chains().get(0);
    assertThat(chain.stopped()).isTrue();
    assertThat(chain.unsigned()).isZero();
  }

  @Test
  void restart_afterAKill_namesTheFormerChainsEnd() {
    serve(sign("one"), DONE);
    await().until(() -> topic.entries().size() >= 2);
    audit = start(QUICK); // The first one's process is gone; nobody closed it.
    serve(sign("two"), DONE);
    audit.close();

    AuditReport report = verify();
    assertThat(report.chains()).hasSize(2);
    assertWhole(report);
  }

  @Test
  void write_acknowledgementLost_standsThereTwiceAndBreaksNothing() {
    topic.loseAcknowledgement();
    serve(sign("one"), DONE);
    audit.close();

    AuditReport report = verify();
    assertWhole(report);
    assertThat(report.chains().get(0).replayed()).isEqualTo(1);
  }
}
