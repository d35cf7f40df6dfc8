package io.hallmark.link;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.link.delivery.Delivery;
import io.hallmark.link.delivery.DeliverySettings;
import io.hallmark.link.handshake.HelloLimit;
import io.hallmark.link.lane.ReceiverLimits;
import io.hallmark.link.lane.SenderLimits;
import io.hallmark.link.routing.MembershipDirectory;
import io.hallmark.messaging.membership.MembershipView;
import io.hallmark.messaging.schema.SchemaAnnouncement;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.time.Duration;

/**
 * A link manager: takes messages from {@code p2p.out} to the peers' {@code p2p.in}, once and in
 * order. Never sees a TLS socket or a PIN. Safe for concurrent use.
 */
public final class LinkManager implements Worker {
  private static final Duration RESEND_AFTER_FIRST = Duration.ofSeconds(2);

  private final SchemaAnnouncement schemas;
  private final MembershipView membership;
  private final SigningClient signing;
  private final Delivery delivery;

  private LinkManager(
      SchemaAnnouncement schemas,
      MembershipView membership,
      SigningClient signing,
      Delivery delivery) {
    this.schemas = schemas;
    this.membership = membership;
    this.signing = signing;
    this.delivery = delivery;
  }

  /** Returns at once; what it waits for is in {@link #readiness}. */
  public static Worker start(WorkerEnvironment environment, LinkManagerConfig config) {
    String clientId = Role.LINK_MANAGER.id() + "-" + environment.instance();
    SchemaAnnouncement schemas = SchemaAnnouncement.start(environment, Role.LINK_MANAGER.id());
    MembershipView membership = MembershipView.start(environment, clientId + "-membership");
    SigningClient signing =
        SigningClients.open(environment, KeyCategory.SESSION, Role.LINK_MANAGER);
    Delivery delivery =
        Delivery.start(
            environment,
            settings(config),
            config.suites(),
            new HelloLimit(config.hellos().burst(), config.hellos().interval()),
            signing,
            new MembershipDirectory(membership));
    return new LinkManager(schemas, membership, signing, delivery);
  }

  private static DeliverySettings settings(LinkManagerConfig config) {
    LinkManagerConfig.Lane lane = config.lane();
    Duration first = atLeast(RESEND_AFTER_FIRST, lane.resendAfterMin());
    SenderLimits sender =
        new SenderLimits(
            lane.runBytesMax(),
            lane.windowBytes(),
            first,
            lane.resendAfterMin(),
            atLeast(lane.resendAfterMax(), first));
    return new DeliverySettings(
        sender, ReceiverLimits.DEFAULT, lane.unacknowledgedBytesMax(), config.receipts());
  }

  private static Duration atLeast(Duration duration, Duration least) {
    return duration.compareTo(least) < 0 ? least : duration;
  }

  @Override
  public Readiness readiness() {
    return delivery.readiness();
  }

  @Override
  public void close() {
    delivery.close();
    signing.close();
    schemas.close();
    membership.close();
  }
}
