package io.hallmark.crypto.worker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeyPurpose;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireKeyStorage;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TenantGateTest {
  private static final TenantQuota TWO_KEYS = new TenantQuota(Optional.empty(), 1, 2);

  private final Set<KeyName> keys = new HashSet<>();
  private final TenantGate gate =
      new TenantGate(
          new Tenants(Map.of("alice", TWO_KEYS), false),
          tenant -> keys.size(),
          keys::contains,
          CommandGate.OPEN);

  @Test
  void generate_withinTheTenantsKeys_passesAndBeyondThemIsRefused() throws Exception {
    assertThat(pass(generate("alice", "one"))).isInstanceOf(CryptoResult.Done.class);
    keys.add(new KeyName("alice", "one"));
    assertThat(pass(generate("alice", "two"))).isInstanceOf(CryptoResult.Done.class);
    keys.add(new KeyName("alice", "two"));

    assertThat(reason(pass(generate("alice", "three")))).isEqualTo(Reason.TENANT_KEYS_EXHAUSTED);
  }

  /** A caller that did not get its answer asks once more. */
  @Test
  void generate_keyThatIsThere_passesThoughThereIsNoRoom() throws Exception {
    keys.add(new KeyName("alice", "one"));
    keys.add(new KeyName("alice", "two"));

    assertThat(pass(generate("alice", "two"))).isInstanceOf(CryptoResult.Done.class);
  }

  @Test
  void anyCommand_tenantThatIsNotConfigured_isRefused() throws Exception {
    assertThat(reason(pass(generate("mallory", "one")))).isEqualTo(Reason.UNKNOWN_TENANT);
    assertThat(reason(pass(new GetKey("mallory", "one")))).isEqualTo(Reason.UNKNOWN_TENANT);
    assertThat(pass(new GetKey("alice", "one"))).isInstanceOf(CryptoResult.Done.class);
  }

  private CryptoResult<Boolean> pass(Object command) throws InterruptedException {
    return gate.pass(
        KeyCommand.newBuilder().setCommand(command).build(), Instant.now().plusSeconds(60));
  }

  private static GenerateKey generate(String tenant, String alias) {
    return new GenerateKey(
        tenant,
        alias,
        WireKeyCategory.APPLICATION,
        WireKeySpec.EC_P256,
        WireKeyStorage.RESIDENT,
        null,
        WireKeyPurpose.SIGN);
  }

  private static Reason reason(CryptoResult<Boolean> result) {
    assertThat(result).isInstanceOf(CryptoResult.Refused.class);
    return ((CryptoResult.Refused<Boolean>) result).refusal().reason();
  }
}
