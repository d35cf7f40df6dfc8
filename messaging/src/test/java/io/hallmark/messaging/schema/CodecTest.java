package io.hallmark.messaging.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeyPurpose;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireKeyStorage;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.hallmark.messaging.wire.link.LinkBatch;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final Codec<SignRequest> REQUESTS = Codec.of(SignRequest.class);
  private static final Codec<OutboundMessage> MESSAGES = Codec.of(OutboundMessage.class);
  private static final Codec<LinkBatch> BATCHES = Codec.of(LinkBatch.class);
  private static final Codec<KeyCommand> COMMANDS = Codec.of(KeyCommand.class);

  private static final SignRequest REQUEST =
      new SignRequest(
          "alice",
          "tls",
          WireSignatureScheme.ECDSA_SHA256,
          ByteBuffer.wrap(new byte[] {1, 2, 3}),
          List.of(),
          false);
  private static final OutboundMessage MESSAGE =
      new OutboundMessage(
          "m-1",
          "trade",
          "O=Alice,C=CH",
          "O=Bob,C=DE",
          17L,
          Map.of("content-type", "text/plain"),
          ByteBuffer.wrap(new byte[100]));

  @Test
  void decode_ofWhatWasEncoded_isTheSame() {
    assertThat(REQUESTS.decode(REQUESTS.encode(REQUEST))).isEqualTo(REQUEST);
    assertThat(MESSAGES.decode(MESSAGES.encode(MESSAGE))).isEqualTo(MESSAGE);
    LinkBatch batch =
        new LinkBatch(List.of(ByteBuffer.wrap(new byte[] {9}), ByteBuffer.wrap(new byte[0])));
    assertThat(BATCHES.decode(BATCHES.encode(batch))).isEqualTo(batch);
    KeyCommand command =
        new KeyCommand(
            new GenerateKey(
                "a",
                "b",
                WireKeyCategory.TLS,
                WireKeySpec.EC_P256,
                WireKeyStorage.RESIDENT,
                null,
                WireKeyPurpose.SIGN),
            List.of());
    assertThat(COMMANDS.decode(COMMANDS.encode(command))).isEqualTo(command);
  }

  @Test
  void encode_always_beginsWithTheSingleObjectHeader() {
    byte[] bytes = REQUESTS.encode(REQUEST);
    long fingerprint = SchemaNormalization.parsingFingerprint64(SignRequest.getClassSchema());
    assertThat(Arrays.copyOf(bytes, 10))
        .isEqualTo(
            ByteBuffer.allocate(10)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 1)
                .putLong(fingerprint)
                .array());
  }

  @Test
  void encode_fieldWithoutValue_isRefused() {
    SignRequest incomplete =
        new SignRequest(
            "alice", null, WireSignatureScheme.ED25519, ByteBuffer.allocate(0), List.of(), false);
    assertThatThrownBy(() -> REQUESTS.encode(incomplete))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(REQUESTS.decode(REQUESTS.encode(REQUEST))).isEqualTo(REQUEST);
  }

  @Test
  void decode_everyTruncation_isMalformed() {
    byte[] bytes = MESSAGES.encode(MESSAGE);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> MESSAGES.decode(cut)).isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void decode_bytesLeftOver_isMalformed() {
    byte[] bytes = REQUESTS.encode(REQUEST);
    assertThatThrownBy(() -> REQUESTS.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("1 bytes are left over");
  }

  @Test
  void decode_null_isMalformed() {
    assertThatThrownBy(() -> REQUESTS.decode(null)).isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void decode_lengthOfGigabytes_isMalformedWithoutAllocation() {
    byte[] header = Arrays.copyOf(BATCHES.encode(new LinkBatch(List.of())), 10);
    // An array of 2^30 items; and a string of 2^30 bytes.
    byte[] count = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08};
    byte[] bytes = Arrays.copyOf(header, header.length + count.length);
    System.arraycopy(count, 0, bytes, header.length, count.length);
    assertThatThrownBy(() -> BATCHES.decode(bytes)).isInstanceOf(MalformedRecordException.class);
    byte[] text = Arrays.copyOf(REQUESTS.encode(REQUEST), 10 + count.length);
    System.arraycopy(count, 0, text, 10, count.length);
    assertThatThrownBy(() -> REQUESTS.decode(text)).isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void decode_stringThatIsNoUtf8_isMalformed() {
    byte[] bytes = REQUESTS.encode(REQUEST);
    bytes[11] = (byte) 0xFF;
    assertThatThrownBy(() -> REQUESTS.decode(bytes)).isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void decode_anotherRecordType_isMalformed() {
    assertThatThrownBy(() -> REQUESTS.decode(MESSAGES.encode(MESSAGE)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("unknown schema");
    WriterSchemas known = fingerprint -> Optional.of(OutboundMessage.getClassSchema());
    assertThatThrownBy(() -> Codec.of(SignRequest.class, known).decode(MESSAGES.encode(MESSAGE)))
        .isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void decode_newerWritersRecord_isReadWithItsSchema() {
    OtherVersion newer = OtherVersion.newer(SignRequest.getClassSchema(), "novelty");
    Codec<SignRequest> codec =
        Codec.of(SignRequest.class, fingerprint -> Optional.of(newer.schema()));
    assertThat(codec.decode(newer.encode(REQUEST))).isEqualTo(REQUEST);
  }

  @Test
  void decode_skippedArraysOfNothing_areMalformedBeforeTheyKeepTheReaderBusy() {
    OtherVersion hostile =
        OtherVersion.changed(
            SignRequest.getClassSchema(),
            "\"fields\":[",
            "\"fields\":[{\"name\":\"novelty\",\"type\":{\"type\":\"array\",\"items\":"
                + "{\"type\":\"array\",\"items\":\"null\"}},\"default\":[]},");
    byte[] bytes = new byte[1_000_000];
    byte[] header = Arrays.copyOf(hostile.encode(REQUEST), 10);
    System.arraycopy(header, 0, bytes, 0, header.length);
    // 200,000 arrays, each of 200,000 nulls, which take no byte.
    byte[] count = {(byte) 0x80, (byte) 0xB5, 0x18};
    System.arraycopy(count, 0, bytes, 10, 3);
    for (int at = 13; at + 4 <= bytes.length; at += 4) {
      System.arraycopy(count, 0, bytes, at, 3);
    }
    Codec<SignRequest> codec =
        Codec.of(SignRequest.class, fingerprint -> Optional.of(hostile.schema()));
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("200000 items");
  }

  @Property(tries = 2000)
  void decode_mutatedRecord_isReadOrMalformed(
      @ForAll @IntRange(min = 0, max = 1000) int where, @ForAll byte with) {
    byte[] bytes = MESSAGES.encode(MESSAGE);
    bytes[where % bytes.length] = with;
    readOrMalformed(MESSAGES, bytes);
  }

  @Property(tries = 2000)
  void decode_garbageAfterTheHeader_isReadOrMalformed(@ForAll @Size(max = 200) byte[] garbage) {
    byte[] header =
        Arrays.copyOf(
            COMMANDS.encode(
                new KeyCommand(
                    new GenerateKey(
                        "a",
                        "b",
                        WireKeyCategory.TLS,
                        WireKeySpec.EC_P256,
                        WireKeyStorage.RESIDENT,
                        null,
                        WireKeyPurpose.SIGN),
                    List.of())),
            10);
    byte[] bytes = Arrays.copyOf(header, 10 + garbage.length);
    System.arraycopy(garbage, 0, bytes, 10, garbage.length);
    readOrMalformed(COMMANDS, bytes);
  }

  private static void readOrMalformed(Codec<?> codec, byte[] bytes) {
    try {
      assertThat(codec.decode(bytes)).isNotNull();
    } catch (MalformedRecordException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
