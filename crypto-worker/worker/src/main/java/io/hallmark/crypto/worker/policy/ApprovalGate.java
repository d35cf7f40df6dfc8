package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.ApprovalWire;
import io.hallmark.crypto.CommandForm;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;

/**
 * Lets dangerous commands pass only with the approvals that they need: each by another operator who
 * is known, over exactly this command, not expired, not used before. The others pass freely. Safe
 * for concurrent use.
 */
public final class ApprovalGate implements CommandGate {
  private final ApprovalRules rules;
  private final ApprovalLedger ledger;
  private final Clock clock;

  public ApprovalGate(ApprovalRules rules, ApprovalLedger ledger, Clock clock) {
    this.rules = rules;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public CryptoResult<Boolean> pass(KeyCommand command, Instant deadline)
      throws InterruptedException {
    return pass(
        CommandForm.of((IndexedRecord) command.getCommand()),
        command.getApprovals().stream().map(ApprovalWire::approval).toList(),
        deadline);
  }

  CryptoResult<Boolean> pass(CommandForm command, List<Approval> approvals, Instant deadline)
      throws InterruptedException {
    Optional<CommandClass> kind = CommandClass.of(command.name());
    if (kind.isEmpty()) {
      return new CryptoResult.Done<>(true);
    }
    // Nobody waits any more: what is refused now must not use approvals up.
    Optional<Refusal> refusal =
        clock.instant().isBefore(deadline)
            ? judge(kind.get(), command, approvals)
            : refuse(Reason.EXPIRED, "the deadline passed before the command was begun");
    if (refusal.isPresent()) {
      return new CryptoResult.Refused<>(refusal.get());
    }
    return approvals.isEmpty() ? new CryptoResult.Done<>(true) : spend(approvals, deadline);
  }

  private CryptoResult<Boolean> spend(List<Approval> approvals, Instant deadline)
      throws InterruptedException {
    return ledger
        .spend(approvals, deadline)
        .flatMap(
            first ->
                first
                    ? new CryptoResult.Done<>(true)
                    : new CryptoResult.Refused<>(
                        new Refusal(
                            Reason.APPROVAL_SPENT,
                            "an approval was used before; see whether the command was carried out, and if"
                                + " not have it approved anew")));
  }

  private Optional<Refusal> judge(
      CommandClass kind, CommandForm command, List<Approval> approvals) {
    Optional<Integer> needed = rules.needed(kind);
    if (needed.isEmpty()) {
      return refuse(
          Reason.APPROVALS_MISSING,
          "commands like %s can't be approved here: approvals.required.%s is not configured"
              .formatted(command.name(), kind.id()));
    }
    Set<String> operators = new HashSet<>();
    for (Approval approval : approvals) {
      if (!operators.add(approval.operator())) {
        return refuse(Reason.APPROVAL_DOUBLED, "%s approved twice".formatted(approval.operator()));
      }
      Optional<Refusal> refusal = judge(command, approval);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return operators.size() < needed.get()
        ? refuse(
            Reason.APPROVALS_MISSING,
            "%s needs approvals by %d operators, has %d"
                .formatted(command.name(), needed.get(), operators.size()))
        : Optional.empty();
  }

  private Optional<Refusal> judge(CommandForm command, Approval approval) {
    PublicKey key = rules.operators().get(approval.operator());
    Instant now = clock.instant();
    String who = "the approval by " + approval.operator();
    if (key == null) {
      return refuse(
          Reason.APPROVAL_BY_UNKNOWN_OPERATOR,
          "%s is no operator of this cluster".formatted(approval.operator()));
    }
    if (!approval.isSignedBy(key)) {
      return refuse(Reason.APPROVAL_NOT_GENUINE, who + " is not signed by that operator's key");
    }
    if (!approval.commandHash().equals(command.hash())) {
      return refuse(
          Reason.APPROVAL_OF_ANOTHER_COMMAND, who + " is for a command that differs from this one");
    }
    if (!now.isBefore(approval.expiresAt())) {
      return refuse(
          Reason.APPROVAL_EXPIRED, "%s expired at %s".formatted(who, approval.expiresAt()));
    }
    if (approval.expiresAt().isAfter(now.plus(rules.lifeMax()))) {
      return refuse(
          Reason.MALFORMED,
          "%s is good until %s, longer than %s"
              .formatted(who, approval.expiresAt(), rules.lifeMax()));
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refuse(Reason reason, String detail) {
    return Optional.of(new Refusal(reason, detail));
  }
}
