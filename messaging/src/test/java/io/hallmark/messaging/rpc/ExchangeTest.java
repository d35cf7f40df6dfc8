package io.hallmark.messaging.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static final Question QUESTION =
      new Question(null, Body.of(new byte[1]), Long.MAX_VALUE, "", true);

  private final MockProducer<byte[], byte[]> bus =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final CallTable table = new CallTable(10);
  private final Exchange exchange = exchange();

  @Test
  void close_completesWhatWaits() {
    CompletableFuture<RpcOutcome> call = exchange.ask(QUESTION);
    assertThat(call).isNotDone();
    exchange.close();
    isClosed(call);
    assertThat(table.size()).isZero();
  }

  @Test
  void ask_whileItCloses_isCompletedToo() {
    exchange.close();
    isClosed(exchange.ask(QUESTION));
    assertThat(table.size()).isZero();
    assertThat(bus.history()).isEmpty();
  }

  private static void isClosed(CompletableFuture<RpcOutcome> call) {
    assertThat(call).isCompletedWithValue(RpcClient.unavailableBecause(RpcCodes.CLIENT_CLOSED));
  }

  private Exchange exchange() {
    RpcClientSettings settings =
        RpcClientSettings.of(
            TopicCatalogue.CRYPTO_SIGN_TLS, TopicCatalogue.cryptoReplies(Role.GATEWAY), "caller");
    RequestSender sender =
        new RequestSender(bus, settings, ReplyAddress.of("replies", "caller", 4), 1);
    PartitionChoice partitions = new PartitionChoice(4, System.nanoTime());
    RpcClientMetrics metrics =
        new RpcClientMetrics(new SimpleMeterRegistry(), "requests", table::size);
    AtomicLong calls = new AtomicLong();
    CallTimer timer =
        new CallTimer(
            table, sender, partitions, new HedgeDelay(), calls, metrics, Clock.systemUTC());
    return new Exchange(table, partitions, sender, timer, calls, metrics);
  }
}
