package io.hallmark.link.handshake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The running SHA-256 over every byte of every message, in order. Confined to its handshake. */
final class Transcript {
  private final MessageDigest digest;

  Transcript() {
    this(sha256());
  }

  private Transcript(MessageDigest digest) {
    this.digest = digest;
  }

  /** One that goes its own way from here. */
  Transcript copy() {
    return new Transcript(digestSoFar());
  }

  void add(byte[] bytes) {
    digest.update(bytes);
  }

  void add(byte[] bytes, int from, int to) {
    digest.update(bytes, from, to - from);
  }

  /** The hash so far; the transcript goes on. */
  byte[] hash() {
    return digestSoFar().digest();
  }

  /** The hash as if these had been added; the transcript is as before. */
  byte[] hashWith(byte[]... more) {
    MessageDigest copy = digestSoFar();
    for (byte[] bytes : more) {
      copy.update(bytes);
    }
    return copy.digest();
  }

  private MessageDigest digestSoFar() {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JVM's SHA-256 cannot be copied", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
