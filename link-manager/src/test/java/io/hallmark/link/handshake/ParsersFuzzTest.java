package io.hallmark.link.handshake;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Whatever the bytes: a parser refuses them, or what it read encodes to the very same bytes. */
class ParsersFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void hello_anyBytes_isRefusedOrCanonical(byte[] bytes) {
    try {
      require(Arrays.equals(Hello.decode(bytes).encode(), bytes));
    } catch (HandshakeFault e) {
      require(e.reason() != null);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void answer_anyBytes_isRefusedOrCanonical(byte[] bytes) {
    try {
      Answer answer = Answer.decode(bytes);
      byte[] clear =
          Answer.encodeClear(
              answer.suite(),
              answer.nonce(),
              answer.sessionId(),
              answer.share(),
              answer.kemCiphertext());
      require(Arrays.equals(withSealed(clear, answer.sealed()), bytes));
      require(clear.length == answer.clearLength(bytes.length));
    } catch (HandshakeFault e) {
      require(e.reason() != null);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void finish_anyBytes_isRefusedOrCanonical(byte[] bytes) {
    try {
      Finish finish = Finish.decode(bytes);
      require(
          Arrays.equals(
              withSealed(Finish.encodeClear(finish.sessionId()), finish.sealed()), bytes));
    } catch (HandshakeFault e) {
      require(e.reason() != null);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void proof_anyBytes_isRefusedOrCanonical(byte[] bytes) {
    try {
      Proof proof = Proof.decode(bytes);
      byte[] encoded =
          new MessageWriter()
              .fixed(Proof.encodeNames(proof.identity(), proof.keyId()))
              .fixed(Proof.encodeSignature(proof.signature()))
              .fixed(proof.mac())
              .toByteArray();
      require(Arrays.equals(encoded, bytes));
    } catch (HandshakeFault e) {
      require(e.reason() != null);
    }
  }

  private static byte[] withSealed(byte[] clear, byte[] sealed) {
    return new MessageWriter().fixed(clear).opaque(sealed).toByteArray();
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new AssertionError("what was read is not what was written");
    }
  }
}
