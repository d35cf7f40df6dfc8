package io.hallmark.gateway.outbound;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.wire.link.LinkFrame;
import io.netty.channel.EventLoopGroup;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Gives each frame to the sender of its route. Frames of one poll go to a sender together. Confined
 * to the reader's thread but for {@link #close} and senders that remove themselves.
 */
final class Routes implements AutoCloseable {
  private final OutboundParts parts;
  private final EventLoopGroup eventLoops;
  private final Clock clock;
  private final Codec<LinkFrame> codec = Codec.of(LinkFrame.class);
  private final Map<Route, RouteSender> senders = new ConcurrentHashMap<>();

  Routes(OutboundParts parts, EventLoopGroup eventLoops, Clock clock) {
    this.parts = parts;
    this.eventLoops = eventLoops;
    this.clock = clock;
  }

  void offer(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    long deadline = System.nanoTime() + parts.limits().frameLifetime().toNanos();
    long oldest = clock.millis() - parts.limits().staleAfter().toMillis();
    Directory directory = parts.directory().get();
    Map<Route, List<OutboundFrame>> byRoute = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Optional<Route> route =
          record.timestamp() < oldest ? drop(Dropped.STALE) : route(record.value(), directory);
      route.ifPresent(
          one ->
              byRoute
                  .computeIfAbsent(one, first -> new ArrayList<>())
                  .add(new OutboundFrame(record.value(), deadline)));
    }
    byRoute.forEach(this::offer);
  }

  private void offer(Route route, List<OutboundFrame> frames) {
    parts.buffer().add(frames.stream().mapToLong(frame -> frame.bytes().length).sum());
    senders.computeIfAbsent(route, this::sender).offer(frames);
  }

  private RouteSender sender(Route route) {
    return new RouteSender(route, eventLoops.next(), parts, () -> senders.remove(route));
  }

  private Optional<Route> route(byte[] bytes, Directory directory) {
    LinkFrame frame;
    try {
      frame = codec.decode(bytes);
    } catch (MalformedRecordException e) {
      return drop(Dropped.MALFORMED);
    }
    if (directory.hosted(frame.getGroup(), frame.getSource()).isEmpty()) {
      return drop(Dropped.SOURCE_NOT_HOSTED);
    }
    if (directory.hosted(frame.getGroup(), frame.getDestination()).isPresent()) {
      // Messages within a cluster never leave it; a frame that says so is somebody's mistake.
      return drop(Dropped.OWN_CLUSTER);
    }
    if (directory.member(frame.getGroup(), frame.getDestination()).isEmpty()) {
      return drop(Dropped.NO_SUCH_MEMBER);
    }
    return Optional.of(new Route(frame.getGroup(), frame.getSource(), frame.getDestination()));
  }

  private Optional<Route> drop(Dropped reason) {
    parts.metrics().dropped(reason, 1);
    return Optional.empty();
  }

  @Override
  public void close() {
    senders.values().forEach(RouteSender::close);
  }
}
