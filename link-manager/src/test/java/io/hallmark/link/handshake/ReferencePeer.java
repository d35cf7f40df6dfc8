package io.hallmark.link.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallmark.crypto.Signature;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A second implementation of the protocol, written from its document alone, with the JDK's own
 * primitives but for ML-KEM. It shares no code with the first (messages, schedule, seal), so the
 * two agree only if the document says everything; and it can lie, which the first one can't.
 */
final class ReferencePeer {
  /** How the peer's proof is wrong; it is well sealed in every case. */
  enum Fault {
    NONE,
    MAC,
    SIGNATURE,
    SIGNATURE_OF_THE_OTHER_SIDE,
    KEY_ID,
    IDENTITY,
    TRAILING_BYTE,
    SHARE
  }

  private final Suite suite;
  private final Fault fault;
  private final String identity;
  private final TestSigner signer;
  private final KeyPair dh;
  private byte[] transcript = new byte[0];
  private byte[] handshakeSecret;

  ReferencePeer(Suite suite, Fault fault, String identity, TestSigner signer) {
    this.suite = suite;
    this.fault = fault;
    this.identity = identity;
    this.signer = signer;
    this.dh = keyPair();
  }

  private boolean x25519() {
    return suite == Suite.X25519MLKEM768_AES256GCM_SHA256;
  }

  private boolean hybrid() {
    return suite != Suite.P256_AES256GCM_SHA256;
  }

  /** Plays the responder: an Answer to this Hello. */
  byte[] answer(byte[] hello) {
    ByteBuffer in = ByteBuffer.wrap(hello);
    in.position(2);
    in.position(3 + 2 * in.get() + 32);
    skip(in);
    skip(in);
    skip(in);
    byte[] peerShare = opaque(in);
    byte[] kemKey = opaque(in);
    byte[] ciphertext = new byte[0];
    byte[] kemSecret = new byte[0];
    if (hybrid()) {
      Ephemerals.Encapsulation made = encapsulate(kemKey);
      ciphertext = made.ciphertext();
      kemSecret = made.secret();
    }
    byte[] nonce = random(32);
    byte[] sessionId = random(16);
    byte[] share = fault == Fault.SHARE ? new byte[share().length] : share();
    byte[] clear =
        cat(
            new byte[] {2, 1, 0, (byte) suite.code()},
            nonce,
            sessionId,
            withLength(share),
            withLength(ciphertext));
    transcript = cat(hello, clear);
    derive(peerShare, kemSecret);
    byte[] tail = withLength(proof("responder", "initiator"));
    transcript = cat(transcript, tail);
    return cat(clear, tail);
  }

  /** Plays the initiator after its Hello was made with {@link #share()}: a Finish. */
  byte[] finish(byte[] hello, byte[] answer, Ephemerals.KemKey kemKey) {
    ByteBuffer in = ByteBuffer.wrap(answer);
    in.position(4 + 32);
    byte[] sessionId = new byte[16];
    in.get(sessionId);
    byte[] peerShare = opaque(in);
    byte[] ciphertext = opaque(in);
    byte[] kemSecret = hybrid() ? decapsulate(kemKey, ciphertext) : new byte[0];
    transcript = cat(hello, Arrays.copyOf(answer, in.position()));
    derive(peerShare, kemSecret);
    byte[] clear = cat(new byte[] {3, 1}, sessionId);
    transcript = cat(hello, answer, clear);
    byte[] tail = withLength(proof("initiator", "responder"));
    transcript = cat(transcript, tail);
    return cat(clear, tail);
  }

  byte[] hello(byte[] kemKey) {
    return cat(
        new byte[] {1, 1, 1, 0, (byte) suite.code()},
        random(32),
        withLength(Parties.TO_BOB.group().getBytes(UTF_8)),
        withLength(Parties.TO_BOB.destination().getBytes(UTF_8)),
        withLength(Parties.LANE.encode()),
        withLength(share()),
        withLength(kemKey));
  }

  /** A sealed record of the initiator, once its Finish is in the transcript. */
  byte[] sealData(byte[] additional, long counter, byte[] plaintext) {
    byte[] master = expand(handshakeSecret, "hallmark link v1, master", 32);
    byte[] session = hmac(sha256(transcript), master);
    byte[] iv = expand(session, "hallmark link v1, initiator data iv", 12);
    byte[] count = ByteBuffer.allocate(12).putInt(0).putLong(counter).array();
    for (int i = 0; i < 12; i++) {
      iv[i] ^= count[i];
    }
    return gcm(
        expand(session, "hallmark link v1, initiator data key", 32), iv, additional, plaintext);
  }

  private byte[] proof(String side, String otherSide) {
    String name = fault == Fault.IDENTITY ? "O=Carol,C=SE" : identity;
    String keyId = fault == Fault.KEY_ID ? "0".repeat(64) : signer.localKey().id();
    byte[] names = cat(withLength(name.getBytes(UTF_8)), withLength(keyId.getBytes(UTF_8)));
    String context = fault == Fault.SIGNATURE_OF_THE_OTHER_SIDE ? otherSide : side;
    byte[] content =
        cat(
            ("hallmark link v1, " + context + " signature").getBytes(US_ASCII),
            new byte[] {0},
            sha256(cat(transcript, names)));
    if (fault == Fault.SIGNATURE) {
      content[content.length - 1] ^= 1;
    }
    Signature signature = signer.sign(content);
    byte[] signed = withLength(signature.toByteArray());
    byte[] mac =
        hmac(
            expand(handshakeSecret, "hallmark link v1, " + side + " handshake mac", 32),
            sha256(cat(transcript, names, signed)));
    if (fault == Fault.MAC) {
      mac[31] ^= 1;
    }
    byte[] plaintext = cat(names, signed, mac);
    if (fault == Fault.TRAILING_BYTE) {
      plaintext = Arrays.copyOf(plaintext, plaintext.length + 1);
    }
    return gcm(
        expand(handshakeSecret, "hallmark link v1, " + side + " handshake key", 32),
        expand(handshakeSecret, "hallmark link v1, " + side + " handshake iv", 12),
        sha256(transcript),
        plaintext);
  }

  private void derive(byte[] peerShare, byte[] kemSecret) {
    byte[] curveSecret = agree(peerShare);
    byte[] both = x25519() ? cat(kemSecret, curveSecret) : cat(curveSecret, kemSecret);
    handshakeSecret = hmac(sha256(transcript), both);
  }

  private KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(x25519() ? "X25519" : "EC");
      if (!x25519()) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  byte[] share() {
    byte[] encoded = dh.getPublic().getEncoded();
    int length = x25519() ? 32 : 65;
    return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
  }

  private byte[] agree(byte[] peerShare) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance(x25519() ? "X25519" : "ECDH");
      agreement.init(dh.getPrivate());
      agreement.doPhase(publicKey(peerShare), true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private PublicKey publicKey(byte[] share) throws GeneralSecurityException {
    if (x25519()) {
      byte[] bigEndian = new byte[32];
      for (int i = 0; i < 32; i++) {
        bigEndian[i] = share[31 - i];
      }
      bigEndian[0] &= 0x7f;
      NamedParameterSpec curve = (NamedParameterSpec) ((XECPublicKey) dh.getPublic()).getParams();
      return KeyFactory.getInstance("XDH")
          .generatePublic(new XECPublicKeySpec(curve, new BigInteger(1, bigEndian)));
    }
    ECPoint point =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(share, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(share, 33, 65)));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, ((ECPublicKey) dh.getPublic()).getParams()));
  }

  private static Ephemerals.Encapsulation encapsulate(byte[] kemKey) {
    try {
      return MlKem768Key.encapsulate(kemKey);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] decapsulate(Ephemerals.KemKey kemKey, byte[] ciphertext) {
    try {
      return kemKey.decapsulate(ciphertext);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] gcm(byte[] key, byte[] iv, byte[] additional, byte[] plaintext) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
      cipher.updateAAD(additional);
      return cipher.doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  // HKDF-Expand for one block, which is all that the protocol uses; Extract is a plain HMAC.
  private static byte[] expand(byte[] secret, String label, int length) {
    return Arrays.copyOf(hmac(secret, cat(label.getBytes(US_ASCII), new byte[] {1})), length);
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static byte[] withLength(byte[] bytes) {
    return cat(new byte[] {(byte) (bytes.length >>> 8), (byte) bytes.length}, bytes);
  }

  private static void skip(ByteBuffer in) {
    opaque(in);
  }

  private static byte[] opaque(ByteBuffer in) {
    byte[] bytes = new byte[in.getShort() & 0xffff];
    in.get(bytes);
    return bytes;
  }

  private static byte[] cat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
