package io.hallmark.link.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What was recorded for one partition number, as far as it was committed.
 *
 * @param received by lane's key: last offset that was delivered to {@code p2p.in}
 * @param acknowledged by lane's key: last offset that the peer holds for good
 * @param outOffset where to go on in {@code p2p.out}; empty for the beginning
 * @param inOffset where to go on in {@code link.in}; empty for the beginning
 */
record ShardState(
    Map<String, Long> received,
    Map<String, Long> acknowledged,
    OptionalLong outOffset,
    OptionalLong inOffset) {
  static ShardState empty(OptionalLong outOffset, OptionalLong inOffset) {
    return new ShardState(new HashMap<>(), new HashMap<>(), outOffset, inOffset);
  }
}
