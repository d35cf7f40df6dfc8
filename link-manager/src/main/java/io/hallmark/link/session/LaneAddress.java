package io.hallmark.link.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A lane apart from its two identities: one partition of the sender's {@code p2p.out}. Immutable.
 *
 * @param cluster Kafka's cluster id at the sender, 1 to {@value #CLUSTER_BYTES_MAX} bytes of UTF-8
 * @param topicId Kafka's topic id of {@code p2p.out}
 * @param partition its partition
 */
public record LaneAddress(String cluster, UUID topicId, int partition) {
  /** The longest cluster id, in bytes of UTF-8; Kafka's own have 22. */
  public static final int CLUSTER_BYTES_MAX = 64;

  public LaneAddress {
    Names.requireBytes("cluster id", cluster, CLUSTER_BYTES_MAX);
    requireNonNull(topicId, "topicId");
    if (partition < 0) {
      throw new IllegalArgumentException("lane partition must not be negative, got " + partition);
    }
  }

  /** u16 length and cluster, 16 bytes of topic id, u32 partition; all big-endian. */
  public byte[] encode() {
    byte[] name = cluster.getBytes(UTF_8);
    return ByteBuffer.allocate(2 + name.length + 16 + 4)
        .putShort((short) name.length)
        .put(name)
        .putLong(topicId.getMostSignificantBits())
        .putLong(topicId.getLeastSignificantBits())
        .putInt(partition)
        .array();
  }
}
