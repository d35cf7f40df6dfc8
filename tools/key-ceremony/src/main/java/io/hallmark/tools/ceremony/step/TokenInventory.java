package io.hallmark.tools.ceremony.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.WrappingKey;
import io.hallmark.tools.ceremony.plan.KeyTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A token and its keys as JSON, in an order that does not change. */
final class TokenInventory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenInventory() {}

  static byte[] of(
      TokenInfo info, List<TokenKey> keys, List<WrappingKey> wrapping, boolean rehearsal) {
    Map<String, Object> inventory = new LinkedHashMap<>();
    if (rehearsal) {
      inventory.put("note", Marks.NOTE);
    }
    inventory.put("token", token(info));
    List<Map<String, String>> listed = new ArrayList<>();
    keys.stream()
        .sorted(Comparator.comparing((TokenKey key) -> key.id().toString()))
        .forEach(key -> listed.add(key(key)));
    inventory.put("keys", listed);
    inventory.put("wrapping-keys", wrapping(wrapping));
    try {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(inventory);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot be written as JSON", e);
    }
  }

  private static Map<String, String> token(TokenInfo info) {
    Map<String, String> token = new LinkedHashMap<>();
    token.put("label", info.label());
    token.put("serial", info.serial());
    token.put("manufacturer", info.manufacturer());
    token.put("model", info.model());
    token.put("firmware", info.firmware());
    return token;
  }

  private static List<Map<String, String>> wrapping(List<WrappingKey> keys) {
    List<Map<String, String>> listed = new ArrayList<>();
    keys.stream()
        .sorted(Comparator.comparing((WrappingKey key) -> key.id().toString()))
        .forEach(
            key -> {
              Map<String, String> each = new LinkedHashMap<>();
              each.put("label", key.label());
              each.put("id", key.id().toString());
              each.put("type", "aes-" + key.bits());
              listed.add(each);
            });
    return listed;
  }

  private static Map<String, String> key(TokenKey key) {
    Map<String, String> listed = new LinkedHashMap<>();
    listed.put("label", key.label());
    listed.put("id", key.id().toString());
    listed.put("type", KeyTypes.name(key.spec()));
    listed.put(StepWork.KEY_HASH, Outputs.sha256(key.publicKey().getEncoded()));
    return listed;
  }
}
