package io.hallmark.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureContentTest {
  private static final byte[] HASH = new byte[32];

  @Test
  void tlsContent_ofServer_hasTheBytesOfRfc8446() {
    byte[] content = TlsSignatureContent.encode(TlsSignatureContent.Side.SERVER, HASH);

    String expected = " ".repeat(64) + "TLS 1.3, server CertificateVerify\0" + "\0".repeat(32);
    assertThat(content).isEqualTo(expected.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void sessionContent_ofInitiator_hasTheBytesOfTheProtocol() {
    byte[] content = SessionSignatureContent.encode(SessionSignatureContent.Side.INITIATOR, HASH);

    String expected = "hallmark link v1, initiator signature\0" + "\0".repeat(32);
    assertThat(content).isEqualTo(expected.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @EnumSource
  void tlsContent_ofEitherSideAndHash_isWellFormed(TlsSignatureContent.Side side) {
    assertThat(TlsSignatureContent.isWellFormed(TlsSignatureContent.encode(side, HASH))).isTrue();
    assertThat(TlsSignatureContent.isWellFormed(TlsSignatureContent.encode(side, new byte[48])))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void sessionContent_ofEitherSide_isNotTlsContent(SessionSignatureContent.Side side) {
    byte[] content = SessionSignatureContent.encode(side, HASH);

    assertThat(SessionSignatureContent.isWellFormed(content)).isTrue();
    assertThat(TlsSignatureContent.isWellFormed(content)).isFalse();
  }

  @Test
  void tlsContent_anyByteBeforeTheHashChanged_isNotWellFormed() {
    byte[] content = TlsSignatureContent.encode(TlsSignatureContent.Side.CLIENT, HASH);
    for (int i = 0; i < content.length - HASH.length; i++) {
      byte[] changed = content.clone();
      changed[i] ^= 1;
      assertThat(TlsSignatureContent.isWellFormed(changed)).as("byte %d", i).isFalse();
    }
  }

  @Test
  void content_ofAnyOtherLength_isNotWellFormed() {
    byte[] tls = TlsSignatureContent.encode(TlsSignatureContent.Side.SERVER, new byte[48]);
    byte[] session = SessionSignatureContent.encode(SessionSignatureContent.Side.RESPONDER, HASH);
    for (int length = 0; length < 400; length++) {
      int beforeHash = tls.length - 48;
      assertThat(TlsSignatureContent.isWellFormed(Arrays.copyOf(tls, length)))
          .isEqualTo(length == beforeHash + 32 || length == beforeHash + 48);
      assertThat(SessionSignatureContent.isWellFormed(Arrays.copyOf(session, length)))
          .isEqualTo(length == session.length);
    }
  }

  @Test
  void isWellFormed_bufferWithAnOffset_looksAtItsRemainderAndLeavesItsPosition() {
    byte[] content = TlsSignatureContent.encode(TlsSignatureContent.Side.SERVER, HASH);
    ByteBuffer buffer = ByteBuffer.allocate(content.length + 7).put(new byte[7]).put(content);
    buffer.position(7);

    assertThat(TlsSignatureContent.isWellFormed(buffer)).isTrue();
    assertThat(buffer.position()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 31, 33, 48, 64})
  void sessionContent_hashOfAnotherLength_isRefused(int length) {
    assertThatThrownBy(
            () ->
                SessionSignatureContent.encode(
                    SessionSignatureContent.Side.INITIATOR, new byte[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one of [32]");
  }
}
