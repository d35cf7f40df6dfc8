package io.hallmark.link.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * From whom to whom and on which lane: what all frames of one direction have in common. Immutable.
 * Its encoding is made once, because it goes through every record's authentication.
 */
public final class FrameRoute {
  /** The longest group id, in bytes of UTF-8. */
  public static final int GROUP_BYTES_MAX = 255;

  /** The longest identity name, in bytes of UTF-8. */
  public static final int IDENTITY_BYTES_MAX = 1024;

  private final String group;
  private final String source;
  private final String destination;
  private final LaneAddress lane;
  private final byte[] encoded;

  private FrameRoute(String group, String source, String destination, LaneAddress lane) {
    this.group = group;
    this.source = source;
    this.destination = destination;
    this.lane = lane;
    this.encoded = encode(group, source, destination, lane);
  }

  /**
   * A route between two identities of a group.
   *
   * @param source the identity that sends
   * @param destination the identity that receives
   * @throws IllegalArgumentException for a name that is empty or over its bound
   */
  public static FrameRoute of(String group, String source, String destination, LaneAddress lane) {
    Names.requireBytes("group", group, GROUP_BYTES_MAX);
    Names.requireBytes("source", source, IDENTITY_BYTES_MAX);
    Names.requireBytes("destination", destination, IDENTITY_BYTES_MAX);
    return new FrameRoute(group, source, destination, requireNonNull(lane, "lane"));
  }

  public String group() {
    return group;
  }

  public String source() {
    return source;
  }

  public String destination() {
    return destination;
  }

  public LaneAddress lane() {
    return lane;
  }

  /** The route of what travels back. */
  public FrameRoute reversed() {
    return new FrameRoute(group, destination, source, lane);
  }

  /** u16 length and bytes of group, source, destination and lane. */
  public byte[] encode() {
    return encoded.clone();
  }

  int encodedLength() {
    return encoded.length;
  }

  void writeTo(ByteBuffer out) {
    out.put(encoded);
  }

  private static byte[] encode(String group, String source, String destination, LaneAddress lane) {
    byte[][] fields = {
      group.getBytes(UTF_8), source.getBytes(UTF_8), destination.getBytes(UTF_8), lane.encode()
    };
    int length = 0;
    for (byte[] field : fields) {
      length += 2 + field.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    for (byte[] field : fields) {
      out.putShort((short) field.length).put(field);
    }
    return out.array();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof FrameRoute that
            && group.equals(that.group)
            && source.equals(that.source)
            && destination.equals(that.destination)
            && lane.equals(that.lane));
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "%s: %s -> %s, %s/%d"
        .formatted(group, source, destination, lane.cluster(), lane.partition());
  }
}
