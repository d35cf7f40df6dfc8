package io.hallmark.tools.ceremony.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallmark.commandline.ExitCode;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanException;
import io.hallmark.tools.ceremony.plan.PlanSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalRolesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String ROLES =
      """
        roles:
          security-officer: { need: 2, of: [alice, bob, carol] }
          auditor: { need: 1, of: [dan] }
          owner: { need: 1, of: [erin] }
        operators: [olga, oscar]
      """;

  @TempDir Path folder;
  private final Map<String, KeyPair> people = new TreeMap<>();

  @BeforeEach
  void makeKeys() throws Exception {
    for (String name : List.of("alice", "bob", "carol", "dan", "erin")) {
      people.put(name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    }
  }

  @Test
  void check_everyRoleFilled_isApproved() throws Exception {
    Plan plan = plan(ROLES, "");
    assertThat(given(plan, "olga", "alice", "carol", "dan", "erin").check(plan, NOW))
        .containsKeys("operator", "approval-of-alice", "approval-of-dan", "approval-of-erin");
  }

  @Test
  void check_manyOfOneRoleAndNoneOfAnother_isRefused() throws Exception {
    Plan plan = plan(ROLES, "");
    assertRefused(
        plan,
        given(plan, "olga", "alice", "bob", "carol", "erin"),
        "approved in 2 of its roles, expected 3 of the roles security-officer (2 of alice, bob,"
            + " carol), auditor (1 of dan), owner (1 of erin)");
    assertRefused(plan, given(plan, "olga", "alice", "dan", "erin"), "approved in 2 of its roles");
  }

  @Test
  void check_planAsksForSomeOfItsRoles_theseAreEnough() throws Exception {
    Plan plan = plan("  required: 2\n" + ROLES, "");
    assertThat(given(plan, "oscar", "dan", "erin").check(plan, NOW)).hasSize(3);
    assertRefused(plan, given(plan, "oscar", "alice", "dan"), "approved in 1 of its roles");
  }

  @Test
  void check_operatorNotOfThePlanOrAnApproverInDisguise_isRefused() throws Exception {
    Plan plan = plan(ROLES, "");
    assertRefused(
        plan,
        given(plan, "mallory", "dan"),
        "the operator is mallory, expected one of olga, oscar");
    Plan open = plan(ROLES.replaceAll(" *operators.*\n", ""), "");
    assertRefused(open, given(open, "dan", "dan"), "the operator approves nothing");
    // Else Dan would type what dan approved.
    assertRefused(open, given(open, "Dan", "dan"), "the operator is called \"Dan\"");
  }

  @Test
  void check_approvalForAnotherToken_isRefusedWithTheCodeOfAPolicy() throws Exception {
    Plan mine = plan(ROLES, ", serial: \"0815\"");
    GivenApprovals given = given(mine, "olga", "alice", "carol", "dan", "erin");
    assertThat(given.check(mine, NOW)).hasSize(5);
    Plan other = plan(ROLES, ", serial: \"0816\"");
    ApprovalException refused =
        catchThrowableOfType(ApprovalException.class, () -> given.check(other, NOW));
    assertThat(refused).hasMessageContaining("is for the plan with SHA-256 " + mine.hash().hex());
    assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(refused.problem().expected()).isEqualTo(other.hash().hex());
    assertThat(refused.problem().remedy()).contains("ceremony approve");
  }

  @Test
  void summary_rolesAndTokens_saysWhoMustApproveAndForWhat() throws Exception {
    assertThat(PlanSummary.lines(plan(ROLES, "")))
        .contains(
            "approvals  3 of the roles security-officer (2 of alice, bob, carol), auditor (1 of"
                + " dan), owner (1 of erin); typed by olga or oscar",
            "           for any token labelled \"example\": the plan names no serial");
    assertThat(PlanSummary.lines(plan(ROLES, ", serial: \"1\"")))
        .noneMatch(line -> line.contains("for any token"));
  }

  @Test
  void plan_rolesThatDoNotHoldTogether_areFaultsWithTheirPlaces() {
    assertFaults(
        """
          required: 5
          roles:
            security-officer: { need: 3, of: [alice, bob] }
            auditor: { need: 1, of: [alice, zoe] }
            Owner: { need: 1, of: [erin] }
          operators: [erin]
        """,
        "approvals.required is \"5\", expected 1 to 3, the number of roles",
        "approvals.roles.security-officer.need is \"3\", expected 1 to 2, the number of its people",
        "approvals.roles.auditor.of is a list, expected people of no other role, which alice is",
        "approvals.roles.auditor.of is a list, expected names of approvers, which zoe is none of",
        "approvals.roles.Owner is \"Owner\", expected a name of lower-case letters",
        "approvals.roles is a mapping, expected a role for every approver; none has carol, dan,",
        "approvals.operators is a list, expected people who approve nothing, which erin does");
    assertFaults("  roles: {}\n", "approvals.roles is a mapping, expected a mapping of names");
    assertFaults("  roles: [a]\n", "approvals.roles is a list, expected a mapping of names");
    assertFaults("  operators: []\n", "approvals.operators is a list, expected a list of names");
  }

  private void assertFaults(String rules, String... expected) {
    assertThatThrownBy(() -> plan(rules, ""))
        .isInstanceOf(PlanException.class)
        .message()
        .contains(expected);
  }

  private static void assertRefused(Plan plan, GivenApprovals given, String reason) {
    assertThatThrownBy(() -> given.check(plan, NOW))
        .isInstanceOf(ApprovalException.class)
        .hasMessageContaining(reason);
  }

  private GivenApprovals given(Plan plan, String operator, String... names) throws Exception {
    List<Approval> approvals = new ArrayList<>();
    for (String name : names) {
      approvals.add(Approval.give(plan, name, NOW.plusSeconds(60), people.get(name).getPrivate()));
    }
    return new GivenApprovals(operator, approvals);
  }

  private Plan plan(String rules, String serial) throws Exception {
    StringBuilder text = new StringBuilder("ceremony: Roles\n");
    text.append("token: { module: /nowhere.so, label: example%s }\n".formatted(serial));
    text.append("approvals:\n  approvers:\n");
    people.forEach(
        (name, keys) ->
            text.append("    - { name: %s, key: \"%s\" }\n".formatted(name, base64(keys))));
    text.append(rules).append("steps:\n  - { step: inventory, file: keys.json }\n");
    Path file = folder.resolve("plan.yaml");
    Files.writeString(file, text);
    return Plan.read(file);
  }

  private static String base64(KeyPair keys) {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }
}
