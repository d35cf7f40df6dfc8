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
import io.hallmark.messaging.wire.crypto.DeriveSecret;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.SignOutcome;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireAuditOutcome;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Makes entries of what was noted. Safe for concurrent use. */
final class AuditEntries {
  /** What is asked on the admin topic and can't be read. */
  private static final String UNREADABLE = "UNREADABLE";

  /** Of a name. What is longer is nobody's; one entry must not be larger than a broker takes. */
  private static final int NAME_MAX = 64;

  private final Codec<SignRequest> signRequests = Codec.of(SignRequest.class);
  private final Codec<SignReply> signReplies = Codec.of(SignReply.class);
  private final Codec<KeyCommand> commands = Codec.of(KeyCommand.class);
  private final Codec<AuditEntry> entries = Codec.of(AuditEntry.class);

  /** One entry, or one for each content of a batch that was signed or refused. */
  List<byte[]> encode(long atMillis, RpcRequest request, RpcOutcome outcome) {
    AuditEntry.Builder entry =
        AuditEntry.newBuilder()
            .setAt(atMillis)
            .setCaller(request.caller())
            .setTopic(request.topic())
            .setAttempt(request.attempt());
    outcome.fold(new Outcome(entry));
    byte[] body = request.body().toByteArray();
    if (request.topic().equals(TopicCatalogue.CRYPTO_ADMIN.name())) {
      command(entry, body);
      return List.of(entries.encode(entry.build()));
    }
    entry.setAct(AuditActs.SIGN);
    try {
      return signatures(entry, signRequests.decode(body), outcome);
    } catch (MalformedRecordException e) {
      entry.setContentHash(hash(ByteBuffer.wrap(body)));
      return List.of(entries.encode(entry.build()));
    }
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

  private List<byte[]> signatures(
      AuditEntry.Builder entry, SignRequest request, RpcOutcome outcome) {
    entry
        .setTenant(cut(request.getTenant()))
        .setAlias(cut(request.getAlias()))
        .setScheme(request.getScheme().name());
    if (request.getBatch().isEmpty()) {
      entry.setContentHash(hash(request, request.getContent()));
      return List.of(entries.encode(entry.build()));
    }
    List<SignOutcome> each = outcomes(outcome);
    List<byte[]> encoded = new ArrayList<>();
    for (int i = 0; i < request.getBatch().size(); i++) {
      entry.setContentHash(hash(request, request.getBatch().get(i)));
      if (i >= each.size() || settled(entry, each.get(i))) {
        encoded.add(entries.encode(entry.build()));
      }
    }
    return encoded;
  }

  /** Whether a content of a batch was signed or refused; if not, its key was not used for it. */
  private static boolean settled(AuditEntry.Builder entry, SignOutcome outcome) {
    boolean signed = outcome.getSignature() != null;
    entry.setOutcome(signed ? WireAuditOutcome.DONE : WireAuditOutcome.REFUSED);
    entry.setReason(signed ? "" : Refusal.Reason.ofCode(outcome.getRefusalCode()).name());
    return signed || outcome.getRefusalCode() != 0;
  }

  /** What became of each content of a batch; empty where the batch has one outcome as a whole. */
  private List<SignOutcome> outcomes(RpcOutcome outcome) {
    try {
      return outcome instanceof RpcOutcome.Done done
          ? signReplies.decode(done.reply().toByteArray()).getBatch()
          : List.of();
    } catch (MalformedRecordException e) {
      return List.of();
    }
  }

  private void command(AuditEntry.Builder entry, byte[] bytes) {
    entry.setAct(UNREADABLE).setContentHash(hash(ByteBuffer.wrap(bytes)));
    try {
      if (commands.decode(bytes).getCommand() instanceof SpecificRecord command) {
        entry
            .setAct(command.getSchema().getName())
            .setTenant(text(command, "tenant"))
            .setAlias(text(command, "alias"));
        if (command instanceof DeriveSecret derive) {
          // A use of a key, as a signature is; what it was used on is the peer's public key.
          entry.setAct(AuditActs.DERIVE).setContentHash(hash(derive.getPeer()));
        }
      }
    } catch (MalformedRecordException e) {
      entry.setTenant("").setAlias("");
    }
  }

  /** Commands of later versions are audited too, without this class knowing them. */
  private static String text(SpecificRecord command, String name) {
    Schema.Field field = command.getSchema().getField(name);
    Object value = field == null ? null : command.get(field.pos());
    return value instanceof CharSequence words ? cut(words.toString()) : "";
  }

  private static String cut(String name) {
    return name.length() <= NAME_MAX ? name : name.substring(0, NAME_MAX);
  }

  /** A digest that the caller made stands for itself. */
  private static ByteBuffer hash(SignRequest request, ByteBuffer content) {
    return request.getDigest() ? content.duplicate() : hash(content);
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
