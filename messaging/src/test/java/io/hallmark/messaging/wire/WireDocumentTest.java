package io.hallmark.messaging.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.p2p.DeliveryReceipt;
import io.hallmark.messaging.wire.p2p.InboundMessage;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import io.hallmark.messaging.wire.p2p.ReceiptOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bytes that docs/wire.md shows are the bytes that the code writes and reads. */
class WireDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "wire.md");
  private static final Pattern HEX_AT_START = Pattern.compile("^((?:[0-9a-f]{2} ?)+)(?:  .*)?$");
  private static final String ALICE = "O=Alice,L=Zurich,C=CH";
  private static final String BOB = "O=Bob,L=Oslo,C=NO";

  @Test
  void outboundMessage_asInTheDocument_isWhatTheCodeReadsAndWrites() throws IOException {
    OutboundMessage message =
        OutboundMessage.newBuilder()
            .setId("42")
            .setGroup("trade")
            .setSource(ALICE)
            .setDestination(BOB)
            .setExpiresAt(null)
            .setHeaders(Map.of("type", "order"))
            .setPayload(hello())
            .build();
    Codec<OutboundMessage> codec = Codec.of(OutboundMessage.class);
    assertThat(codec.encode(message)).isEqualTo(documented("OutboundMessage"));
    assertThat(codec.decode(documented("OutboundMessage"))).isEqualTo(message);
  }

  @Test
  void inboundMessage_asInTheDocument_isWhatTheCodeReadsAndWrites() throws IOException {
    InboundMessage message =
        InboundMessage.newBuilder()
            .setId("42")
            .setGroup("trade")
            .setSource(ALICE)
            .setDestination(BOB)
            .setHeaders(Map.of("type", "order"))
            .setPayload(hello())
            .setSourcePartition(3)
            .setSourceOffset(1234)
            .build();
    Codec<InboundMessage> codec = Codec.of(InboundMessage.class);
    assertThat(codec.encode(message)).isEqualTo(documented("InboundMessage"));
    assertThat(codec.decode(documented("InboundMessage"))).isEqualTo(message);
  }

  @Test
  void deliveryReceipt_asInTheDocument_isWhatTheCodeReadsAndWrites() throws IOException {
    DeliveryReceipt receipt =
        DeliveryReceipt.newBuilder()
            .setId("42")
            .setGroup("trade")
            .setSource(ALICE)
            .setDestination(BOB)
            .setOutcome(ReceiptOutcome.DELIVERED)
            .setReason(null)
            .setAt(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli())
            .setPartition(3)
            .setOffset(1234)
            .build();
    Codec<DeliveryReceipt> codec = Codec.of(DeliveryReceipt.class);
    assertThat(codec.encode(receipt)).isEqualTo(documented("DeliveryReceipt"));
    assertThat(codec.decode(documented("DeliveryReceipt"))).isEqualTo(receipt);
  }

  private static ByteBuffer hello() {
    return ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of the fenced block after the marker: the hex at the start of each line. */
  private static byte[] documented(String example) throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf("```", document.indexOf("<!-- example: " + example + " -->"));
    String block = document.substring(document.indexOf('\n', start) + 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String line : block.substring(0, block.indexOf("```")).lines().toList()) {
      Matcher hex = HEX_AT_START.matcher(line);
      assertThat(hex.matches()).as(line).isTrue();
      bytes.write(HexFormat.ofDelimiter(" ").parseHex(hex.group(1).strip()));
    }
    return bytes.toByteArray();
  }
}
