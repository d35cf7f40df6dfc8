package io.hallmark.crypto;

import java.security.PublicKey;
import java.util.List;

/**
 * A key of the registry.
 *
 * @param tokens names of the tokens that hold it
 */
public record KeyInfo(
    KeyName name, KeyCategory category, KeySpec spec, PublicKey publicKey, List<String> tokens) {
  public KeyInfo {
    tokens = List.copyOf(tokens);
  }
}
