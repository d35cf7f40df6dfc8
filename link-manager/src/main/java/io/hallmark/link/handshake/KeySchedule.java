package io.hallmark.link.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hallmark.crypto.SessionSignatureContent.Side;
import io.hallmark.link.session.TrafficKey;
import java.util.Arrays;
import java.util.Locale;

/**
 * From the agreed secret to every key of a session. Each key has a label of its own, so no two uses
 * ever share bytes. Confined to its handshake; wiped by {@link #close}.
 */
final class KeySchedule implements AutoCloseable {
  private static final String PREFIX = "hallmark link v1, ";
  private static final int MAC_KEY_BYTES = 32;
  private static final int MASTER_BYTES = 32;

  private final byte[] handshakeSecret;

  /**
   * Starts from the agreed secret, and wipes {@code agreed}.
   *
   * @param transcript hash of the Hello and the Answer's clear part
   */
  KeySchedule(byte[] transcript, byte[] agreed) {
    this.handshakeSecret = Hkdf.extract(transcript, agreed);
    Arrays.fill(agreed, (byte) 0);
  }

  /** Seals the proof of this side. Used once. */
  TrafficKey handshakeKey(Side side) {
    return trafficKey(handshakeSecret, side, "handshake");
  }

  byte[] mac(Side side, byte[] transcript) {
    byte[] key = expand(handshakeSecret, name(side) + " handshake mac", MAC_KEY_BYTES);
    byte[] mac = Hkdf.hmac(key, transcript);
    Arrays.fill(key, (byte) 0);
    return mac;
  }

  /**
   * The keys of the session.
   *
   * @param transcript hash of all three messages
   */
  DataKeys dataKeys(byte[] transcript) {
    byte[] master = expand(handshakeSecret, "master", MASTER_BYTES);
    byte[] session = Hkdf.extract(transcript, master);
    DataKeys keys =
        new DataKeys(
            trafficKey(session, Side.INITIATOR, "data"),
            trafficKey(session, Side.RESPONDER, "data"));
    Arrays.fill(master, (byte) 0);
    Arrays.fill(session, (byte) 0);
    return keys;
  }

  @Override
  public void close() {
    Arrays.fill(handshakeSecret, (byte) 0);
  }

  private static TrafficKey trafficKey(byte[] secret, Side side, String use) {
    return new TrafficKey(
        expand(secret, name(side) + " " + use + " key", TrafficKey.KEY_BYTES),
        expand(secret, name(side) + " " + use + " iv", TrafficKey.IV_BYTES));
  }

  private static byte[] expand(byte[] secret, String label, int length) {
    return Hkdf.expand(secret, (PREFIX + label).getBytes(US_ASCII), length);
  }

  private static String name(Side side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  /** One key for each direction. */
  record DataKeys(TrafficKey initiator, TrafficKey responder) {}
}
