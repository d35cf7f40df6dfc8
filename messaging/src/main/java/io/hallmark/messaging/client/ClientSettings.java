package io.hallmark.messaging.client;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Settings of every Kafka client of ours, with the reason for each. Keys and values are bytes:
 * records are encoded and decoded by our own codec, where a fault is a value and not an exception
 * out of {@code poll}. Each call returns a new map that the caller may add to.
 */
public final class ClientSettings {
  /** Largest request of a producer; a frame is at most 256 KiB, a message at most 1 MB. */
  public static final int REQUEST_BYTES_MAX = 2 * 1024 * 1024;

  private static final int SEND_BUFFER_BYTES = 32 * 1024 * 1024;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
  private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;
  private static final int RECONNECT_MILLIS_MAX = 1_000;
  private static final int RECORDS_PER_POLL = 2_000;
  private static final int RPC_REQUEST_TIMEOUT_MILLIS = 2_000;
  private static final int METADATA_IDLE_MILLIS = 24 * 60 * 60 * 1_000;
  private static final int METADATA_AGE_MILLIS = 60_000;

  private ClientSettings() {}

  /** Durable and in order, at once: {@code acks=all}, idempotent, nothing waits to be batched. */
  public static Map<String, Object> producer(Bus bus, String clientId) {
    Map<String, Object> settings = base(bus, clientId);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    // No record that was acknowledged is lost with a broker.
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // A retry after a lost acknowledgement neither doubles nor reorders.
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // The default since Kafka 4.0 is 5 ms, and measured it costs more than half of the calls per
    // second at 64 in flight: what waits while a request is on its way is batched anyway.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, SEND_BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES_MAX);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    // Payloads are ciphertext, signatures and keys: they do not get smaller.
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    return settings;
  }

  /**
   * For requests and replies: as {@link #producer}, but acknowledged by the leader alone, since a
   * request that is lost with a broker is asked again (hedge, deadline), and never blocking for
   * long, since the caller has a deadline.
   */
  public static Map<String, Object> rpcProducer(Bus bus, String clientId) {
    Map<String, Object> settings = producer(bus, clientId);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    // Needs acks=all; a request that arrives twice is answered twice, and the second is skipped.
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    // An attempt that waits longer than this for a broker is worth less than the next one.
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, RPC_REQUEST_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * RPC_REQUEST_TIMEOUT_MILLIS);
    // A client that rests for minutes must not wait for metadata when it is called again.
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE_MILLIS);
    // Calling threads are event loops and poll threads. They are admitted only while the topic's
    // partitions are known, so that this is no wait but a bound.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 50);
    // What becomes ready while a request is on its way goes with the next one. With more under way
    // at once each reply has a request of its own, and a request costs all sides as much as ten
    // records in one: batches form by what is waiting, and no timer holds up a reply that is alone.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    return settings;
  }

  /** As {@link #producer}, in transactions. A restart with the same id fences its predecessor. */
  public static Map<String, Object> transactionalProducer(
      Bus bus, String clientId, String transactionalId) {
    Map<String, Object> settings = producer(bus, clientId);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    // An instance that died holds up read_committed readers of its partitions until this is over.
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    return settings;
  }

  /** A member of a group, which dies as fast as {@code membership} says. */
  public static Map<String, Object> consumer(
      Bus bus, String clientId, String groupId, GroupProtocolChoice membership, Assignment spread) {
    Map<String, Object> settings = consumer(bus, clientId);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    membership.addTo(settings);
    if (membership.isClassic()) {
      settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, classic(spread));
    } else {
      settings.put(
          ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
          spread == Assignment.RANGE ? "range" : "uniform");
    }
    return settings;
  }

  /** A reader without a group, for {@code assign()}: it keeps its own positions. */
  public static Map<String, Object> reader(Bus bus, String clientId) {
    return consumer(bus, clientId);
  }

  /** For administration. */
  public static Map<String, Object> admin(Bus bus, String clientId) {
    Map<String, Object> settings = base(bus, clientId);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    return settings;
  }

  private static String classic(Assignment spread) {
    return spread == Assignment.RANGE
        ? RangeAssignor.class.getName()
        : CooperativeStickyAssignor.class.getName();
  }

  private static Map<String, Object> consumer(Bus bus, String clientId) {
    Map<String, Object> settings = base(bus, clientId);
    settings.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    settings.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    // Offsets are committed by whoever knows that the work is done.
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A message that a new group has not seen yet is still to be worked on.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // What an aborted transaction wrote never happened.
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // One byte is enough to answer a fetch: latency first; batches form by themselves under load.
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }

  private static Map<String, Object> base(Bus bus, String clientId) {
    Map<String, Object> settings = new HashMap<>(bus.properties());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bus.bootstrapServers());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    // A broker that died is noticed, and one that came back is found, within seconds.
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS_MAX);
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MILLIS);
    // Ours have a registry of their own; JMX beans per client cost memory and start-up time.
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    // Nothing is sent to the broker's operator that was not asked for (KIP-714).
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }
}
