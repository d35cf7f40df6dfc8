package io.hallmark.tools.ceremony.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.commandline.Problem;
import io.hallmark.tools.ceremony.plan.SpokenHash;
import io.hallmark.tools.ceremony.transcript.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An approver's signature under the transcript of a ceremony that is over. Immutable.
 *
 * @param approver their name in the plan
 * @param transcriptSha256 the transcript's last hash, which stands for all of it
 * @param at when they signed, by their own clock
 * @param signature over prefix and canonical JSON of the other three, as Base64
 */
public record TranscriptSignature(
    String approver, String transcriptSha256, Instant at, String signature) {
  private static final String PREFIX = "hallmark key ceremony, transcript seen\0";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Signs. */
  public static TranscriptSignature give(
      SpokenHash lastHash, String approver, Instant at, PrivateKey key) throws ApprovalException {
    TranscriptSignature open = new TranscriptSignature(approver, lastHash.hex(), at, "");
    String signature = ApproverSignature.sign(key, open.content());
    return new TranscriptSignature(approver, lastHash.hex(), at, signature);
  }

  /** Reads what {@link #text()} wrote. */
  public static TranscriptSignature parse(String what, String text) throws ApprovalException {
    try {
      JsonNode node = JSON.readTree(text);
      TranscriptSignature read =
          new TranscriptSignature(
              node.path("approver").asText(),
              node.path("transcript-sha256").asText(),
              Instant.parse(node.path("at").asText()),
              node.path("signature").asText());
      if (!read.text().equals(text.strip())) {
        throw ApprovalException.unreadable(none(what), null);
      }
      return read;
    } catch (JsonProcessingException | DateTimeException e) {
      throw ApprovalException.unreadable(none(what), e);
    }
  }

  private static Problem none(String what) {
    return Problem.of(what + " is no signature of a transcript")
        .expecting("one line as 'ceremony sign' wrote it")
        .remedy("have it signed again");
  }

  /** As written to a file: one line of canonical JSON. */
  public String text() {
    Map<String, String> members = members();
    members.put("signature", signature);
    return CanonicalJson.of(members);
  }

  /** Whether {@code key} made the signature. */
  public boolean isSignedBy(PublicKey key) {
    return ApproverSignature.verifies(key, content(), signature);
  }

  private byte[] content() {
    return (PREFIX + CanonicalJson.of(members())).getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> members() {
    Map<String, String> members = new TreeMap<>();
    members.put("approver", approver);
    members.put("transcript-sha256", transcriptSha256);
    members.put("at", at.toString());
    return members;
  }
}
