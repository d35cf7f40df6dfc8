package io.hallmark.messaging.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class TranslationTest {
  private static final SignRequest REQUEST =
      new SignRequest(
          "alice",
          "tls",
          WireSignatureScheme.ECDSA_SHA256,
          ByteBuffer.wrap(new byte[] {1, 2, 3}),
          List.of(),
          false);
  private static final byte[] OURS = Codec.of(SignRequest.class).encode(REQUEST);

  @Test
  void isOwn_ourRecordsAndWhatIsNone_areLeftAsTheyAre() {
    Translation translation = into(WriterSchemas.NONE);
    byte[] reply =
        Codec.of(SignReply.class).encode(new SignReply(ByteBuffer.allocate(4), List.of()));
    for (byte[] own : List.of(OURS, reply, new byte[0], new byte[9], new byte[100])) {
      assertThat(translation.isOwn(own)).isTrue();
      assertThat(translation.translate(own)).containsSame(own);
    }
  }

  @Test
  void translate_newerRecord_isOursWithoutWhatIsNew() {
    OtherVersion newer = OtherVersion.newer(SignRequest.getClassSchema(), "novelty");
    Translation translation = into(knowing(newer.schema()));
    byte[] theirs = newer.encode(REQUEST);
    assertThat(translation.isOwn(theirs)).isFalse();
    assertThat(translation.translate(theirs))
        .hasValueSatisfying(o -> assertThat(o).isEqualTo(OURS));
  }

  @Test
  void translate_olderRecord_isOursWithTheDefaultOfWhatIsMissing() {
    OtherVersion older = OtherVersion.withoutLastField(SignRequest.getClassSchema(), "digest");
    assertThat(into(knowing(older.schema())).translate(older.encode(REQUEST)))
        .hasValueSatisfying(o -> assertThat(o).isEqualTo(OURS));
  }

  @Test
  void translate_unknownSchema_isEmpty() {
    byte[] theirs = OtherVersion.newer(SignRequest.getClassSchema(), "novelty").encode(REQUEST);
    assertThat(into(WriterSchemas.NONE).translate(theirs)).isEmpty();
  }

  @Test
  void translate_anotherTypeOrGarbage_isLeftToItsReader() {
    byte[] message =
        Codec.of(OutboundMessage.class)
            .encode(
                new OutboundMessage("1", "g", "s", "d", null, Map.of(), ByteBuffer.allocate(1)));
    assertThat(into(knowing(OutboundMessage.getClassSchema())).translate(message))
        .containsSame(message);
    OtherVersion newer = OtherVersion.newer(SignRequest.getClassSchema(), "novelty");
    byte[] garbage = OtherVersion.header(SchemaNormalization.parsingFingerprint64(newer.schema()));
    assertThat(into(knowing(newer.schema())).translate(garbage)).containsSame(garbage);
  }

  @Test
  void translate_incompatibleSchemaOfOurName_isLeftToItsReader() {
    OtherVersion hostile =
        new OtherVersion(
            new Schema.Parser()
                .parse(
                    "{\"type\":\"record\",\"name\":\"SignRequest\",\"namespace\":"
                        + "\"io.hallmark.messaging.wire.crypto\",\"fields\":"
                        + "[{\"name\":\"tenant\",\"type\":\"long\"}]}"));
    byte[] bytes =
        ByteBuffer.allocate(12)
            .put(OtherVersion.header(SchemaNormalization.parsingFingerprint64(hostile.schema())))
            .array();
    assertThat(into(knowing(hostile.schema())).translate(bytes)).containsSame(bytes);
  }

  private static Translation into(WriterSchemas others) {
    return Translation.into(List.of(SignRequest.class, SignReply.class), others);
  }

  private static WriterSchemas knowing(Schema schema) {
    long known = SchemaNormalization.parsingFingerprint64(schema);
    return asked -> asked == known ? Optional.of(schema) : Optional.empty();
  }
}
