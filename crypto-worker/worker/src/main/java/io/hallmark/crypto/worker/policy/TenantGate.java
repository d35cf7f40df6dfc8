package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Lets only commands for known tenants pass, and makes no tenant more keys than it may have. Safe
 * for concurrent use.
 */
public final class TenantGate implements CommandGate {
  private final Tenants tenants;
  private final ToIntFunction<String> keysOf;
  private final Predicate<KeyName> known;
  private final CommandGate next;

  /**
   * A gate before another.
   *
   * @param keysOf how many keys a tenant has
   * @param known whether there is such a key: to be asked for once more, it needs no room
   */
  public TenantGate(
      Tenants tenants, ToIntFunction<String> keysOf, Predicate<KeyName> known, CommandGate next) {
    this.tenants = tenants;
    this.keysOf = keysOf;
    this.known = known;
    this.next = next;
  }

  @Override
  public CryptoResult<Boolean> pass(KeyCommand command, Instant deadline)
      throws InterruptedException {
    IndexedRecord record = (IndexedRecord) command.getCommand();
    Schema.Field field = record.getSchema().getField("tenant");
    Optional<Refusal> refusal =
        field != null && record.get(field.pos()) instanceof String tenant
            ? judge(tenant, record instanceof GenerateKey generate && isNew(generate))
            : Optional.empty();
    return refusal.isPresent()
        ? new CryptoResult.Refused<>(refusal.get())
        : next.pass(command, deadline);
  }

  private boolean isNew(GenerateKey command) {
    return !known.test(new KeyName(command.getTenant(), command.getAlias()));
  }

  private Optional<Refusal> judge(String tenant, boolean makesKey) {
    Optional<TenantQuota> quota = tenants.quota(tenant);
    if (quota.isEmpty()) {
      return Optional.of(
          new Refusal(
              Reason.UNKNOWN_TENANT, "tenant %s is none of those served here".formatted(tenant)));
    }
    int max = quota.get().keysMax();
    return makesKey && max < TenantQuota.KEYS_LIMIT && keysOf.applyAsInt(tenant) >= max
        ? Optional.of(
            new Refusal(
                Reason.TENANT_KEYS_EXHAUSTED,
                "tenant %s has %d keys, as many as it may".formatted(tenant, max)))
        : Optional.empty();
  }
}
