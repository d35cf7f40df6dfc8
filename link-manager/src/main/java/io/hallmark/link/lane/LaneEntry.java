package io.hallmark.link.lane;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One place in a lane: a message, or a skip where a message expired before it was sent. A skip
 * keeps the chain of offsets whole. Immutable.
 *
 * @param offset in the sender's {@code p2p.out}
 * @param content empty for a skip
 */
public record LaneEntry(long offset, Optional<MessageContent> content) {
  public LaneEntry {
    requireNonNull(content, "content");
    if (offset < 0) {
      throw new IllegalArgumentException("offset must not be negative, got " + offset);
    }
  }

  public static LaneEntry message(long offset, MessageContent content) {
    return new LaneEntry(offset, Optional.of(content));
  }

  public static LaneEntry skip(long offset) {
    return new LaneEntry(offset, Optional.empty());
  }

  /** Bytes of it in a frame. */
  public int encodedBytes() {
    return RunCodec.ENTRY_BYTES_FIXED + content.map(MessageContent::encodedBytes).orElse(0);
  }
}
