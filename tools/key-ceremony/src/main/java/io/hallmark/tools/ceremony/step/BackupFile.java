package io.hallmark.tools.ceremony.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyPurpose;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.WrapMechanism;
import io.hallmark.hsm.token.WrappedKey;
import io.hallmark.tools.ceremony.transcript.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A key pair wrapped by a backup key, as a file: one line of canonical JSON. Of use only to who has
 * the backup key. Immutable.
 *
 * @param label of the key pair
 * @param key the rest
 */
record BackupFile(String label, WrappedKey key) {
  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] text(boolean rehearsal) {
    Map<String, String> members = new TreeMap<>();
    if (rehearsal) {
      members.put("note", Marks.NOTE);
    }
    members.put("key", label);
    members.put("key-id", key.id().toString());
    members.put("key-type", key.spec().name());
    members.put("purpose", key.purpose().name());
    members.put("public-key", Base64.getEncoder().encodeToString(key.publicKey().toByteArray()));
    members.put("backup-key-id", key.wrappingKey().toString());
    members.put("mechanism", key.mechanism().name());
    members.put("wrapped", Base64.getEncoder().encodeToString(key.blob().toByteArray()));
    return (CanonicalJson.of(members) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static BackupFile parse(String file, byte[] text) throws StoppedException {
    try {
      JsonNode node = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      WrappedKey key =
          new WrappedKey(
              id(node, "key-id"),
              id(node, "backup-key-id"),
              WrapMechanism.valueOf(node.path("mechanism").asText()),
              KeySpec.valueOf(node.path("key-type").asText()),
              KeyPurpose.valueOf(node.path("purpose").asText()),
              bytes(node, "public-key"),
              bytes(node, "wrapped"));
      return new BackupFile(node.path("key").asText(), key);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw StoppedException.failed(StepWork.holdsNo(file, "backup of a key"), e);
    }
  }

  private static KeyId id(JsonNode node, String member) {
    return KeyId.of(HexFormat.of().parseHex(node.path(member).asText()));
  }

  private static Octets bytes(JsonNode node, String member) {
    return Octets.wrap(Base64.getDecoder().decode(node.path(member).asText()));
  }
}
