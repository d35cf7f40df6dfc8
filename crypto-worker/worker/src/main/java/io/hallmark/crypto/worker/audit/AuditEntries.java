package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.audit.AuditActs;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import io.hallmark.messaging.wire.crypto.AuditHead;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireAuditOutcome;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Makes entries of what was noted. Safe for concurrent use. */
final class AuditEntries {
  /** What is asked on the admin topic and can't be read. */
  private static final String UNREADABLE = "UNREADABLE";

  private final Codec<SignRequest> signRequests = Codec.of(SignRequest.class);
  private final Codec<KeyCommand> commands = Codec.of(KeyCommand.class);
  private final Codec<AuditEntry> entries = Codec.of(AuditEntry.class);

  byte[] encode(long atMillis, RpcRequest request, RpcOutcome outcome) {
    AuditEntry.Builder entry =
        AuditEntry.newBuilder()
            .setAt(atMillis)
            .setCaller(request.caller())
            .setTopic(request.topic())
            .setAttempt(request.attempt());
    if (request.topic().equals(TopicCatalogue.CRYPTO_ADMIN.name())) {
      command(entry, request.body());
    } else {
      signature(entry, request.body());
    }
    return entries.encode(outcome.fold(new Outcome(entry)).build());
  }

  /** An act of the worker's own. */
  byte[] act(String what, KeyName key, CryptoResult<?> outcome, long atMillis) {
    AuditEntry.Builder entry =
        AuditEntry.newBuilder()
            .setAt(atMillis)
            .setAct(what)
            .setTenant(key.tenant())
            .setAlias(key.alias());
    if (outcome instanceof CryptoResult.Refused<?> refused) {
      entry.setOutcome(WireAuditOutcome.REFUSED).setReason(refused.refusal().reason().name());
    } else {
      boolean done = outcome instanceof CryptoResult.Done;
      entry.setOutcome(done ? WireAuditOutcome.DONE : WireAuditOutcome.UNAVAILABLE);
    }
    return entries.encode(entry.build());
  }

  /** An entry about the chain itself. */
  byte[] own(String act, long atMillis, Optional<AuditHead> head) {
    return entries.encode(
        AuditEntry.newBuilder()
            .setAt(atMillis)
            .setAct(act)
            .setOutcome(WireAuditOutcome.DONE)
            .setHead(head.orElse(null))
            .build());
  }

  private void signature(AuditEntry.Builder entry, Body body) {
    entry.setAct(AuditActs.SIGN);
    byte[] bytes = body.toByteArray();
    try {
      SignRequest request = signRequests.decode(bytes);
      entry
          .setTenant(request.getTenant())
          .setAlias(request.getAlias())
          .setScheme(request.getScheme().name())
          .setContentHash(hash(request.getContent()));
    } catch (MalformedRecordException e) {
      entry.setContentHash(hash(ByteBuffer.wrap(bytes)));
    }
  }

  private void command(AuditEntry.Builder entry, Body body) {
    byte[] bytes = body.toByteArray();
    entry.setAct(UNREADABLE).setContentHash(hash(ByteBuffer.wrap(bytes)));
    try {
      if (commands.decode(bytes).getCommand() instanceof SpecificRecord command) {
        entry
            .setAct(command.getSchema().getName())
            .setTenant(text(command, "tenant"))
            .setAlias(text(command, "alias"));
      }
    } catch (MalformedRecordException e) {
      entry.setTenant("").setAlias("");
    }
  }

  /** Commands of later versions are audited too, without this class knowing them. */
  private static String text(SpecificRecord command, String name) {
    Schema.Field field = command.getSchema().getField(name);
    Object value = field == null ? null : command.get(field.pos());
    return value instanceof CharSequence words ? words.toString() : "";
  }

  private static ByteBuffer hash(ByteBuffer content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(content.duplicate());
      return ByteBuffer.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private record Outcome(AuditEntry.Builder entry) implements RpcOutcome.Cases<AuditEntry.Builder> {
    @Override
    public AuditEntry.Builder done(Body reply) {
      return entry.setOutcome(WireAuditOutcome.DONE);
    }

    @Override
    public AuditEntry.Builder refused(int code, String detail) {
      return entry
          .setOutcome(WireAuditOutcome.REFUSED)
          .setReason(Refusal.Reason.ofCode(code).name());
    }

    @Override
    public AuditEntry.Builder unavailable(int code, Duration retryAfter) {
      return entry.setOutcome(WireAuditOutcome.UNAVAILABLE);
    }
  }
}
