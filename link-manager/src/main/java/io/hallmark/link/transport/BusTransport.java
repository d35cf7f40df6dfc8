package io.hallmark.link.transport;

import io.hallmark.link.lane.LaneId;
import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.LinkFrames;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.ClientSettings;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.link.LinkFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Frames on {@code link.out}, keyed by lane, for a gateway to post. Acknowledged by the leader
 * alone: the sender sends again what is lost.
 */
public final class BusTransport implements LinkTransport {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;
  private final Codec<LinkFrame> codec = Codec.of(LinkFrame.class);
  private final Runnable lost;

  private BusTransport(Producer<byte[], byte[]> producer, Runnable lost) {
    this.producer = producer;
    this.lost = lost;
  }

  /**
   * Opens its client, which connects in the background.
   *
   * @param lost called for each frame that the bus did not take, on any thread
   */
  public static BusTransport open(Bus bus, String clientId, Runnable lost) {
    return new BusTransport(new KafkaProducer<>(ClientSettings.rpcProducer(bus, clientId)), lost);
  }

  @Override
  public void send(FrameHeader header, byte[] body) {
    byte[] key = LaneId.of(header).key().getBytes(StandardCharsets.UTF_8);
    byte[] value = codec.encode(LinkFrames.toWire(header, body));
    try {
      // The callback sees to the outcome, as soon as it is known.
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(TopicCatalogue.LINK_OUT.name(), key, value),
              (metadata, failure) -> {
                if (failure != null) {
                  lost.run();
                }
              });
    } catch (KafkaException e) {
      // The bus is away or behind. The lane's timer sends again; waiting here would stop all lanes.
      lost.run();
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
