package io.hallmark.tools.ceremony.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One person's signature under the hash of a plan, until a time. The plan's hash covers the token's
 * label and, where it is known, its serial, so an approval is good for no other token. Immutable.
 *
 * @param approver their name in the plan
 * @param planSha256 of the plan
 * @param expires when it stops to count
 * @param signature over prefix and canonical JSON of the other three, as Base64
 */
public record Approval(String approver, String planSha256, Instant expires, String signature) {
  /** Keeps an approval from being read as anything else that the key may sign. */
  private static final String PREFIX = "hallmark key ceremony, approval\0";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Signs. */
  public static Approval give(Plan plan, String approver, Instant expires, PrivateKey key)
      throws ApprovalException {
    Approval open = new Approval(approver, plan.hash().hex(), expires, "");
    String signature = ApproverSignature.sign(key, open.content());
    return new Approval(approver, open.planSha256(), expires, signature);
  }

  /** Reads what {@link #text()} wrote. */
  public static Approval parse(String what, String text) throws ApprovalException {
    try {
      JsonNode node = JSON.readTree(text);
      Approval read =
          new Approval(
              node.path("approver").asText(),
              node.path("plan-sha256").asText(),
              Instant.parse(node.path("expires").asText()),
              node.path("signature").asText());
      if (!read.text().equals(text.strip())) {
        throw ApprovalException.unreadable(GivenApprovals.none(what), null);
      }
      return read;
    } catch (JsonProcessingException | DateTimeException e) {
      throw ApprovalException.unreadable(GivenApprovals.none(what), e);
    }
  }

  /** As written to a file: one line of canonical JSON. */
  public String text() {
    Map<String, String> members = members();
    members.put("signature", signature);
    return CanonicalJson.of(members);
  }

  /** Whether {@code key} made the signature. */
  boolean isSignedBy(PublicKey key) {
    return ApproverSignature.verifies(key, content(), signature);
  }

  private byte[] content() {
    return (PREFIX + CanonicalJson.of(members())).getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> members() {
    Map<String, String> members = new TreeMap<>();
    members.put("approver", approver);
    members.put("plan-sha256", planSha256);
    members.put("expires", expires.toString());
    return members;
  }
}
