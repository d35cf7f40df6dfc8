package io.hallmark.tools.ceremony.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenApprovalsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-12-21T10:00:00Z");

  @TempDir Path folder;
  private KeyPair alice;
  private KeyPair bob;
  private KeyPair carol;
  private Plan plan;

  @BeforeEach
  void writePlan() throws Exception {
    alice = pair("EC");
    bob = pair("Ed25519");
    carol = pair("EC");
    plan = plan("one", "2", bob);
  }

  @Test
  void check_enoughApprovals_areRecorded() throws Exception {
    Approval first = Approval.give(plan, "alice", LATER, alice.getPrivate());
    Approval second = Approval.give(plan, "bob", LATER, bob.getPrivate());
    Approval read = Approval.parse("file", first.text() + "\n");
    assertThat(new GivenApprovals("dora", List.of(read, second)).check(plan, NOW))
        .containsKeys("operator", "approval-of-alice", "approval-of-bob");
  }

  @Test
  void check_samePersonTwice_isTooFew() throws Exception {
    Approval one = Approval.give(plan, "alice", LATER, alice.getPrivate());
    Approval two = Approval.give(plan, "alice", LATER.plusSeconds(1), alice.getPrivate());
    assertRefused(
        plan,
        "dora",
        List.of(one, two),
        "the plan is approved by 1 people, expected 2 of alice, bob");
  }

  @Test
  void check_operatorApproves_isRefused() throws Exception {
    Approval one = Approval.give(plan, "alice", LATER, alice.getPrivate());
    Approval two = Approval.give(plan, "bob", LATER, bob.getPrivate());
    assertRefused(plan, "bob", List.of(one, two), "the operator approves nothing");
  }

  @Test
  void check_otherPlan_isRefused() throws Exception {
    Approval one = Approval.give(plan, "alice", LATER, alice.getPrivate());
    assertRefused(plan("two", "1", bob), "dora", List.of(one), "is for the plan with SHA-256");
  }

  @Test
  void check_expired_isRefused() throws Exception {
    Approval one = Approval.give(plan, "alice", NOW, alice.getPrivate());
    assertRefused(plan, "dora", List.of(one), "expired at 2026-11-21T10:00:00Z");
  }

  @Test
  void check_expiryPutOffAfterSigning_isRefused() throws Exception {
    Approval one = Approval.give(plan, "alice", NOW, alice.getPrivate());
    Approval longer = new Approval("alice", one.planSha256(), LATER, one.signature());
    assertRefused(plan, "dora", List.of(longer), "signature is not by their key");
  }

  @Test
  void check_keyOfAnother_isRefused() throws Exception {
    Approval one = Approval.give(plan, "alice", LATER, carol.getPrivate());
    assertRefused(plan, "dora", List.of(one), "signature is not by their key");
    Approval stranger = Approval.give(plan, "carol", LATER, carol.getPrivate());
    assertRefused(plan, "dora", List.of(stranger), "the plan names no such approver");
  }

  @Test
  void plan_oneKeyUnderTwoNamesOrTooFewApprovers_areFaults() {
    assertThatThrownBy(() -> plan("two", "3", alice))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("approvals.required is \"3\"")
        .hasMessageContaining("a key that no approver before has");
  }

  private static void assertRefused(
      Plan plan, String operator, List<Approval> approvals, String reason) {
    assertThatThrownBy(() -> new GivenApprovals(operator, approvals).check(plan, NOW))
        .isInstanceOf(ApprovalException.class)
        .hasMessageContaining(reason);
  }

  private Plan plan(String name, String required, KeyPair second) throws Exception {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        ceremony: %s
        token: { module: /nowhere.so, label: example }
        approvals:
          required: %s
          approvers:
            - { name: alice, key: %s }
            - { name: bob, key: %s }
        steps:
          - { step: inventory, file: keys.json }
        """
            .formatted(name, required, spki(alice), spki(second)));
    return Plan.read(file);
  }

  private static String spki(KeyPair pair) {
    return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
  }

  private static KeyPair pair(String algorithm) throws Exception {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
  }
}
