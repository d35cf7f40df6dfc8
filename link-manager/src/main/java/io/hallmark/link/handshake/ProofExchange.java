package io.hallmark.link.handshake;

import static io.hallmark.link.handshake.HandshakeFault.unless;

import io.hallmark.crypto.SessionSignatureContent;
import io.hallmark.crypto.SessionSignatureContent.Side;
import io.hallmark.crypto.Signature;
import io.hallmark.link.session.TrafficKey;
import java.security.MessageDigest;
import java.util.Arrays;

/** How each side proves its identity: sign the transcript, add a MAC, seal both. Stateless. */
final class ProofExchange {
  private ProofExchange() {}

  /** What {@code side} signs after the clear part of its message. */
  static byte[] toSign(Side side, Transcript transcript, String identity, String keyId) {
    byte[] names = Proof.encodeNames(identity, keyId);
    return SessionSignatureContent.encode(side, transcript.hashWith(names));
  }

  /** The sealed proof; the transcript ends with the clear part of the message. */
  static byte[] seal(
      Side side,
      KeySchedule keys,
      Transcript transcript,
      String identity,
      String keyId,
      Signature signature) {
    byte[] names = Proof.encodeNames(identity, keyId);
    byte[] signed = Proof.encodeSignature(signature);
    byte[] mac = keys.mac(side, transcript.hashWith(names, signed));
    byte[] plaintext = new MessageWriter().fixed(names).fixed(signed).fixed(mac).toByteArray();
    TrafficKey key = keys.handshakeKey(side);
    try {
      return HandshakeSeal.seal(key, transcript.hash(), plaintext);
    } finally {
      key.destroy();
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /** Opens and checks the peer's proof; the transcript ends with the clear part of its message. */
  static void verify(
      Side side,
      KeySchedule keys,
      Transcript transcript,
      HandshakeParameters parameters,
      byte[] sealed)
      throws HandshakeFault {
    Proof proof = Proof.decode(open(side, keys, transcript, sealed));
    byte[] names = Proof.encodeNames(proof.identity(), proof.keyId());
    byte[] signed = Proof.encodeSignature(proof.signature());
    byte[] mac = keys.mac(side, transcript.hashWith(names, signed));
    unless(MessageDigest.isEqual(mac, proof.mac()), HandshakeFailure.BAD_MAC);
    unless(
        proof.identity().equals(parameters.route().destination()), HandshakeFailure.OTHER_IDENTITY);
    PeerKey key = peerKey(parameters, proof.keyId());
    byte[] content = SessionSignatureContent.encode(side, transcript.hashWith(names));
    unless(key.verifies(content, proof.signature()), HandshakeFailure.BAD_SIGNATURE);
  }

  private static byte[] open(Side side, KeySchedule keys, Transcript transcript, byte[] sealed)
      throws HandshakeFault {
    TrafficKey key = keys.handshakeKey(side);
    try {
      return HandshakeSeal.open(key, transcript.hash(), sealed)
          .orElseThrow(() -> new HandshakeFault(HandshakeFailure.NOT_AUTHENTIC));
    } finally {
      key.destroy();
    }
  }

  private static PeerKey peerKey(HandshakeParameters parameters, String id) throws HandshakeFault {
    return parameters.peerKeys().stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new HandshakeFault(HandshakeFailure.UNKNOWN_KEY_ID));
  }
}
