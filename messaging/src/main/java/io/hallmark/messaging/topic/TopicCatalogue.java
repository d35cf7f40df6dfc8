package io.hallmark.messaging.topic;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every topic of the bus: what is in it, who writes, who reads, how long it is kept. The one place
 * that knows; programs, set-up and documents are made from it. Immutable.
 *
 * <p>{@link #P2P_OUT}, {@link #LINK_IN}, {@link #P2P_DELIVERY} and {@link #P2P_RECEIVED} must have
 * the same number of partitions: partition n of each belongs to one link manager.
 */
public final class TopicCatalogue {
  /** Partitions of a topic that is spread over workers, unless the operator chooses another. */
  public static final int SPREAD_PARTITIONS = 8;

  private static final Duration FOR_EVER = Duration.ZERO;
  private static final Duration MESSAGES = Duration.ofDays(7);

  /** The sender sends again what the two hops in the middle lose, so they need not keep it. */
  private static final Duration FRAMES = Duration.ofHours(1);

  /** Longer than any deadline of a request, with room for an operator who wants to look. */
  private static final Duration CALLS = Duration.ofMinutes(10);

  private static final Set<Role> EVERYONE = EnumSet.allOf(Role.class);

  /**
   * Gateways only read schemas: what stands in the DMZ writes nothing that others have to
   * understand. kafka-setup publishes theirs.
   */
  private static final Set<Role> SCHEMA_WRITERS =
      EnumSet.of(Role.APPLICATION, Role.LINK_MANAGER, Role.CRYPTO_WORKER, Role.OPERATOR);

  public static final Topic P2P_OUT =
      new Topic(
          "p2p.out",
          "application's ordering key → OutboundMessage",
          Cleanup.DELETE,
          true,
          SPREAD_PARTITIONS,
          MESSAGES,
          Set.of(Role.APPLICATION),
          Set.of(Role.LINK_MANAGER));
  public static final Topic P2P_IN =
      stream(
          "p2p.in",
          "the sender's ordering key → InboundMessage",
          MESSAGES,
          Role.LINK_MANAGER,
          Role.APPLICATION);
  public static final Topic P2P_RECEIPTS =
      stream(
          "p2p.receipts",
          "message id → DeliveryReceipt",
          MESSAGES,
          Role.LINK_MANAGER,
          Role.APPLICATION);
  public static final Topic LINK_OUT =
      stream("link.out", "lane → LinkFrame", FRAMES, Role.LINK_MANAGER, Role.GATEWAY);
  public static final Topic LINK_IN =
      new Topic(
          "link.in",
          "lane → LinkFrame",
          Cleanup.DELETE,
          true,
          SPREAD_PARTITIONS,
          FRAMES,
          Set.of(Role.GATEWAY),
          Set.of(Role.LINK_MANAGER));
  public static final Topic P2P_DELIVERY =
      progress("p2p.delivery", "partition of p2p.out, link → SenderProgress");
  public static final Topic P2P_RECEIVED = progress("p2p.received", "lane → ReceivedPosition");
  public static final Topic CRYPTO_SIGN_TLS =
      stream("crypto.sign.tls", "none → SignRequest", CALLS, Role.GATEWAY, Role.CRYPTO_WORKER);
  public static final Topic CRYPTO_SIGN_SESSION =
      stream(
          "crypto.sign.session",
          "none → SignRequest",
          CALLS,
          Role.LINK_MANAGER,
          Role.CRYPTO_WORKER);
  public static final Topic CRYPTO_SIGN_APPLICATION =
      stream(
          "crypto.sign.application",
          "none → SignRequest",
          CALLS,
          Role.APPLICATION,
          Role.CRYPTO_WORKER);
  public static final Topic CRYPTO_ADMIN =
      stream("crypto.admin", "tenant/alias → KeyCommand", CALLS, Role.OPERATOR, Role.CRYPTO_WORKER);
  public static final Topic CRYPTO_KEYS =
      compacted(
          "crypto.keys",
          "tenant/alias → KeyRecord",
          Set.of(Role.CRYPTO_WORKER),
          Set.of(Role.CRYPTO_WORKER, Role.AUDITOR));
  public static final Topic CRYPTO_WRAPPING =
      compacted(
          "crypto.wrapping",
          "tenant/generation → WrappingKeyRecord",
          Set.of(Role.CRYPTO_WORKER),
          Set.of(Role.CRYPTO_WORKER));

  /**
   * One partition, so that all chains have one order and offset. A worker that starts reads the end
   * of its instance's former chain.
   */
  public static final Topic CRYPTO_AUDIT =
      new Topic(
          "crypto.audit",
          "chain → AuditBatch",
          Cleanup.DELETE,
          false,
          1,
          FOR_EVER,
          Set.of(Role.CRYPTO_WORKER),
          Set.of(Role.CRYPTO_WORKER, Role.AUDITOR));

  /** One partition that stays one: what is in it has one order, and all workers read all of it. */
  public static final Topic CRYPTO_LEDGER =
      new Topic(
          "crypto.ledger",
          "approval or key → LedgerEntry",
          Cleanup.DELETE,
          true,
          1,
          FOR_EVER,
          Set.of(Role.CRYPTO_WORKER),
          Set.of(Role.CRYPTO_WORKER));

  public static final Topic MEMBERSHIP_GROUPS =
      compacted("membership.groups", "group → GroupRecord", Set.of(Role.OPERATOR), EVERYONE);
  public static final Topic MEMBERSHIP_MEMBERS =
      compacted("membership.members", "group/name → MemberRecord", Set.of(Role.OPERATOR), EVERYONE);
  public static final Topic MEMBERSHIP_IDENTITIES =
      compacted(
          "membership.identities", "group/name → IdentityRecord", Set.of(Role.OPERATOR), EVERYONE);
  public static final Topic CONFIG =
      compacted("config", "section → ConfigRecord", Set.of(Role.OPERATOR), EVERYONE);
  public static final Topic SCHEMAS =
      compacted("schemas", "fingerprint → Avro schema, JSON", SCHEMA_WRITERS, EVERYONE);

  private static final Map<Role, Topic> CRYPTO_REPLIES = replies();

  /** Names of topics that are made for one peer begin with this. */
  public static final String PARKED_PREFIX = "p2p.parked.";

  /** What Kafka allows in a topic's name, as far as {@link #PARKED_PREFIX} leaves room. */
  private static final Pattern PARKED_PEER = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  private TopicCatalogue() {}

  /** Every topic that exists from the start, in the order of the printed table. */
  public static List<Topic> all() {
    return Stream.concat(
            Stream.of(
                P2P_OUT,
                P2P_IN,
                P2P_RECEIPTS,
                LINK_OUT,
                LINK_IN,
                P2P_DELIVERY,
                P2P_RECEIVED,
                CRYPTO_SIGN_TLS,
                CRYPTO_SIGN_SESSION,
                CRYPTO_SIGN_APPLICATION,
                CRYPTO_ADMIN,
                CRYPTO_KEYS,
                CRYPTO_WRAPPING,
                CRYPTO_AUDIT,
                CRYPTO_LEDGER,
                MEMBERSHIP_GROUPS,
                MEMBERSHIP_MEMBERS,
                MEMBERSHIP_IDENTITIES,
                CONFIG,
                SCHEMAS),
            CRYPTO_REPLIES.values().stream())
        .toList();
  }

  /**
   * Where the crypto worker answers a role.
   *
   * @throws IllegalArgumentException for a role that asks the crypto worker nothing
   */
  public static Topic cryptoReplies(Role role) {
    Topic topic = CRYPTO_REPLIES.get(role);
    if (topic == null) {
      throw new IllegalArgumentException(
          "role %s has no crypto replies; those that have: %s"
              .formatted(role.id(), CRYPTO_REPLIES.keySet()));
    }
    return topic;
  }

  /** Reply topics of those roles that may write {@code requests}. */
  public static List<Topic> repliesTo(Topic requests) {
    return CRYPTO_REPLIES.entrySet().stream()
        .filter(entry -> requests.writers().contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * Messages for a peer that is away, made on demand; same partitions as {@link #P2P_OUT}.
   *
   * @param peer letters, digits, {@code . _ -}, at most 200 characters
   */
  public static Topic parked(String peer) {
    if (!PARKED_PEER.matcher(peer).matches()) {
      throw new IllegalArgumentException(
          "peer \"%s\" cannot stand in a topic's name: it does not match %s"
              .formatted(peer, PARKED_PEER));
    }
    return new Topic(
        PARKED_PREFIX + peer,
        "as p2p.out",
        Cleanup.DELETE,
        true,
        SPREAD_PARTITIONS,
        FOR_EVER,
        Set.of(Role.LINK_MANAGER),
        Set.of(Role.LINK_MANAGER));
  }

  /** What a role may do with topics, and nothing else. */
  public static List<TopicAccess> accessOf(Role role) {
    Stream<TopicAccess> named =
        all().stream()
            .filter(topic -> topic.writers().contains(role) || topic.readers().contains(role))
            .map(topic -> accessTo(topic, role));
    Stream<TopicAccess> parked =
        role == Role.LINK_MANAGER
            ? Stream.of(
                new TopicAccess(PARKED_PREFIX, true, EnumSet.allOf(TopicAccess.Operation.class)))
            : Stream.empty();
    return Stream.concat(named, parked).toList();
  }

  private static TopicAccess accessTo(Topic topic, Role role) {
    EnumSet<TopicAccess.Operation> operations = EnumSet.noneOf(TopicAccess.Operation.class);
    if (topic.writers().contains(role)) {
      operations.add(TopicAccess.Operation.WRITE);
    }
    if (topic.readers().contains(role)) {
      operations.add(TopicAccess.Operation.READ);
    }
    return new TopicAccess(topic.name(), false, operations);
  }

  private static Topic stream(
      String name, String contents, Duration retention, Role writer, Role reader) {
    return new Topic(
        name,
        contents,
        Cleanup.DELETE,
        false,
        SPREAD_PARTITIONS,
        retention,
        Set.of(writer),
        Set.of(reader));
  }

  private static Topic progress(String name, String contents) {
    return new Topic(
        name,
        contents,
        Cleanup.COMPACT,
        true,
        SPREAD_PARTITIONS,
        FOR_EVER,
        Set.of(Role.LINK_MANAGER),
        Set.of(Role.LINK_MANAGER));
  }

  /** One partition: it is small, and read whole by each reader, in one order. */
  private static Topic compacted(
      String name, String contents, Set<Role> writers, Set<Role> readers) {
    return new Topic(name, contents, Cleanup.COMPACT, false, 1, FOR_EVER, writers, readers);
  }

  private static Map<Role, Topic> replies() {
    Map<Role, Topic> topics = new EnumMap<>(Role.class);
    for (Role role : List.of(Role.GATEWAY, Role.LINK_MANAGER, Role.APPLICATION, Role.OPERATOR)) {
      topics.put(
          role,
          stream(
              "crypto.replies." + role.id(), "instance → reply", CALLS, Role.CRYPTO_WORKER, role));
    }
    return topics;
  }
}
