package io.hallmark.link.session;

import java.util.function.Function;

/** What {@link Session#open} found. */
public sealed interface Opened {
  <R> R fold(Function<byte[], R> opened, Function<SessionFailure, R> failed);

  /** An authentic record, for the first time. The array is the caller's own. */
  static Opened of(byte[] plaintext) {
    return new Plaintext(plaintext);
  }

  static Opened failed(SessionFailure reason) {
    return new Failed(reason);
  }

  /** Not a record, because of its array. */
  final class Plaintext implements Opened {
    private final byte[] bytes;

    private Plaintext(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public <R> R fold(Function<byte[], R> opened, Function<SessionFailure, R> failed) {
      return opened.apply(bytes);
    }

    @Override
    public String toString() {
      return "Plaintext[" + bytes.length + " bytes]";
    }
  }

  record Failed(SessionFailure reason) implements Opened {
    @Override
    public <R> R fold(Function<byte[], R> opened, Function<SessionFailure, R> failed) {
      return failed.apply(reason);
    }
  }
}
