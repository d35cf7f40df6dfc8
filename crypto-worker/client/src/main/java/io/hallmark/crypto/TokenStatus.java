package io.hallmark.crypto;

import java.util.List;

/**
 * A token as a worker sees it. Immutable.
 *
 * @param name as in the worker's HSM file
 * @param reason why it is usable or not, in words
 * @param specs kinds of keys that it makes
 * @param capabilities what else it can: WRAP, AGREE_EC_P256 and the like
 */
public record TokenStatus(
    String name,
    boolean usable,
    String reason,
    String model,
    String serial,
    List<String> specs,
    List<String> capabilities) {
  public TokenStatus {
    specs = List.copyOf(specs);
    capabilities = List.copyOf(capabilities);
  }
}
