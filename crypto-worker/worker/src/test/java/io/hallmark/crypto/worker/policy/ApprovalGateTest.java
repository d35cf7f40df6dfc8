package io.hallmark.crypto.worker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.CommandForm;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.PolicyWire;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.Signature;
import io.hallmark.messaging.wire.crypto.GetKey;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalGateTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant DEADLINE = NOW.plusSeconds(1);
  private static final Instant EXPIRES = NOW.plusSeconds(3600);
  private static final CommandForm COMMAND = command("edge");

  private static final KeyPair OLGA = pair("EC");
  private static final KeyPair OTTO = pair("Ed25519");
  private static final KeyPair PIA = pair("RSA");

  /** In memory: first use wins. */
  private static final class MapLedger implements ApprovalLedger {
    private final Set<String> spent = new HashSet<>();

    @Override
    public CryptoResult<Boolean> spend(List<Approval> approvals, Instant deadline) {
      boolean first = true;
      for (Approval approval : approvals) {
        first &= spent.add(approval.nonce());
      }
      return new CryptoResult.Done<>(first);
    }
  }

  private final MapLedger ledger = new MapLedger();
  private final ApprovalRules rules =
      new ApprovalRules(
          Map.of(CommandClass.POLICY, 2),
          Map.of("olga", OLGA.getPublic(), "otto", OTTO.getPublic(), "pia", PIA.getPublic()),
          Duration.ofDays(1));
  private final ApprovalGate gate =
      new ApprovalGate(rules, ledger, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void pass_enoughOperatorsOfAnyKindOfKey_passesOnce() throws Exception {
    List<Approval> approvals = List.of(by("olga", OLGA), by("otto", OTTO), by("pia", PIA));

    assertThat(reason(approvals)).isEmpty();
    assertThat(reason(approvals)).contains(Reason.APPROVAL_SPENT);
  }

  @Test
  void pass_oneOfSeveralUsedBefore_isRefused() throws Exception {
    Approval used = by("olga", OLGA);
    assertThat(reason(List.of(used, by("otto", OTTO)))).isEmpty();

    assertThat(reason(List.of(used, by("pia", PIA)))).contains(Reason.APPROVAL_SPENT);
  }

  @Test
  void pass_oneOperatorLess_isRefusedAndNothingUsed() throws Exception {
    Approval approval = by("olga", OLGA);

    assertThat(reason(List.of(approval))).contains(Reason.APPROVALS_MISSING);
    assertThat(reason(List.of())).contains(Reason.APPROVALS_MISSING);
    assertThat(reason(List.of(approval, by("otto", OTTO)))).isEmpty();
  }

  @Test
  void pass_sameOperatorTwice_isRefused() throws Exception {
    assertThat(reason(List.of(by("olga", OLGA), by("olga", OLGA))))
        .contains(Reason.APPROVAL_DOUBLED);
  }

  @Test
  void pass_unknownOperator_isRefused() throws Exception {
    assertThat(reason(List.of(by("olga", OLGA), by("mallory", pair("EC")))))
        .contains(Reason.APPROVAL_BY_UNKNOWN_OPERATOR);
  }

  @Test
  void pass_keyOfAnother_isRefused() throws Exception {
    assertThat(reason(List.of(by("olga", OLGA), by("otto", pair("Ed25519")))))
        .contains(Reason.APPROVAL_NOT_GENUINE);
  }

  @Test
  void pass_changedAfterSigning_isRefused() throws Exception {
    Approval signed = by("olga", OLGA);
    Approval longer =
        new Approval(
            "olga",
            signed.commandHash(),
            signed.nonce(),
            EXPIRES.plusSeconds(1),
            Signature.of(signed.signature().toByteArray()));

    assertThat(reason(List.of(longer, by("otto", OTTO)))).contains(Reason.APPROVAL_NOT_GENUINE);
  }

  @Test
  void pass_approvalOfAnotherCommand_isRefused() throws Exception {
    Approval other = Approval.sign("otto", command("other"), EXPIRES, OTTO.getPrivate());

    assertThat(reason(List.of(by("olga", OLGA), other)))
        .contains(Reason.APPROVAL_OF_ANOTHER_COMMAND);
  }

  @Test
  void pass_expiredApproval_isRefused() throws Exception {
    Approval expired = Approval.sign("otto", COMMAND, NOW, OTTO.getPrivate());

    assertThat(reason(List.of(by("olga", OLGA), expired))).contains(Reason.APPROVAL_EXPIRED);
  }

  @Test
  void pass_approvalThatIsGoodForTooLong_isRefused() throws Exception {
    Approval eternal = Approval.sign("otto", COMMAND, NOW.plusSeconds(86_401), OTTO.getPrivate());

    assertThat(reason(List.of(by("olga", OLGA), eternal))).contains(Reason.MALFORMED);
  }

  @Test
  void pass_pastTheDeadline_isRefusedAndNothingUsed() throws Exception {
    List<Approval> approvals = List.of(by("olga", OLGA), by("otto", OTTO));

    assertThat(reason(gate.pass(COMMAND, approvals, NOW))).contains(Reason.EXPIRED);
    assertThat(reason(approvals)).isEmpty();
  }

  @Test
  void pass_classThatIsNotConfigured_isRefused() throws Exception {
    ApprovalGate closed =
        new ApprovalGate(ApprovalRules.NONE, ledger, Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(reason(closed.pass(COMMAND, List.of(), DEADLINE)))
        .contains(Reason.APPROVALS_MISSING);
  }

  @Test
  void pass_classThatNeedsNone_passes() throws Exception {
    ApprovalRules none =
        new ApprovalRules(Map.of(CommandClass.POLICY, 0), Map.of(), Duration.ofDays(1));
    ApprovalGate open = new ApprovalGate(none, ledger, Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(reason(open.pass(COMMAND, List.of(), DEADLINE))).isEmpty();
  }

  @Test
  void pass_commandThatIsNotDangerous_passes() throws Exception {
    assertThat(reason(gate.pass(CommandForm.of(new GetKey("a", "b")), List.of(), DEADLINE)))
        .isEmpty();
  }

  private Optional<Reason> reason(List<Approval> approvals) throws InterruptedException {
    return reason(gate.pass(COMMAND, approvals, DEADLINE));
  }

  private static Optional<Reason> reason(CryptoResult<Boolean> result) {
    return result instanceof CryptoResult.Refused<Boolean> refused
        ? Optional.of(refused.refusal().reason())
        : Optional.empty();
  }

  private static Approval by(String operator, KeyPair key) throws Exception {
    return Approval.sign(operator, COMMAND, EXPIRES, key.getPrivate());
  }

  private static CommandForm command(String alias) {
    return CommandForm.of(PolicyWire.command(new KeyName("alice", alias), Optional.empty()));
  }

  private static KeyPair pair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
