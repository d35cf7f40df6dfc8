package io.hallmark.tools.ceremony.transcript;

/** A transcript that cannot be gone on with. */
public final class TranscriptException extends Exception {
  TranscriptException(String message) {
    super(message);
  }
}
