package io.hallmark.crypto.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallmark.crypto.Approval;
import io.hallmark.crypto.Signature;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/** Approvals as files hold them: one JSON object. Pure. */
final class ApprovalText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ApprovalText() {}

  /** Ends with a line feed. */
  static String write(Approval approval) {
    ObjectNode node = JSON.createObjectNode();
    node.put("operator", approval.operator());
    node.put("commandHash", approval.commandHash());
    node.put("nonce", approval.nonce());
    node.put("expiresAt", approval.expiresAt().toString());
    node.put("signature", Base64.getEncoder().encodeToString(approval.signature().toByteArray()));
    return node.toPrettyString() + "\n";
  }

  /**
   * The approval in a file's text.
   *
   * @throws IllegalArgumentException where there is none
   */
  static Approval read(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return new Approval(
          field(node, "operator"),
          field(node, "commandHash"),
          field(node, "nonce"),
          Instant.parse(field(node, "expiresAt")),
          Signature.of(Base64.getDecoder().decode(field(node, "signature"))));
    } catch (JsonProcessingException | DateTimeParseException e) {
      throw new IllegalArgumentException("it is no approval: " + e.getMessage(), e);
    }
  }

  private static String field(JsonNode node, String name) {
    JsonNode field = node == null ? null : node.get(name);
    if (field == null || !field.isTextual()) {
      throw new IllegalArgumentException(
          "it is no approval: field \"%s\" is missing".formatted(name));
    }
    return field.asText();
  }
}
