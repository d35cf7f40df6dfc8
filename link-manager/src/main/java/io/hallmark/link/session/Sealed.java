package io.hallmark.link.session;

import java.util.function.BiFunction;
import java.util.function.Function;

/** What {@link Session#seal} made. */
public sealed interface Sealed {
  <R> R fold(BiFunction<FrameHeader, byte[], R> sealed, Function<SessionFailure, R> failed);

  static Sealed of(FrameHeader header, byte[] body) {
    return new Frame(header, body);
  }

  static Sealed failed(SessionFailure reason) {
    return new Failed(reason);
  }

  /** A record with the header it was sealed under. The array is the caller's own. */
  final class Frame implements Sealed {
    private final FrameHeader header;
    private final byte[] body;

    private Frame(FrameHeader header, byte[] body) {
      this.header = header;
      this.body = body;
    }

    @Override
    public <R> R fold(
        BiFunction<FrameHeader, byte[], R> sealed, Function<SessionFailure, R> failed) {
      return sealed.apply(header, body);
    }

    @Override
    public String toString() {
      return "Frame[" + header + ", " + body.length + " bytes]";
    }
  }

  /** The session is closed or exhausted: make a new one. */
  record Failed(SessionFailure reason) implements Sealed {
    @Override
    public <R> R fold(
        BiFunction<FrameHeader, byte[], R> sealed, Function<SessionFailure, R> failed) {
      return failed.apply(reason);
    }
  }
}
