package io.hallmark.crypto.worker;

import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.worker.audit.Audit;
import io.hallmark.crypto.worker.keys.AdministrationJournal;
import io.hallmark.crypto.worker.keys.AuditKey;
import io.hallmark.crypto.worker.keys.AuditedAdministration;
import io.hallmark.crypto.worker.keys.BusKeyRegistry;
import io.hallmark.crypto.worker.keys.KeyAdministration;
import io.hallmark.crypto.worker.keys.KeyGates;
import io.hallmark.crypto.worker.keys.KeyRegistry;
import io.hallmark.crypto.worker.keys.KeyUpkeep;
import io.hallmark.crypto.worker.keys.LoggedAdministration;
import io.hallmark.crypto.worker.ledger.Ledger;
import io.hallmark.crypto.worker.policy.ApprovalGate;
import io.hallmark.crypto.worker.policy.TenantGate;
import io.hallmark.crypto.worker.quota.Quotas;
import io.hallmark.crypto.worker.signing.SignService;
import io.hallmark.crypto.worker.signing.SignTopics;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.wrapping.BusWrappingKeys;
import io.hallmark.messaging.rpc.Responder;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.rpc.RpcServer;
import io.hallmark.messaging.rpc.RpcServerSettings;
import io.hallmark.messaging.schema.SchemaAnnouncement;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A worker between start and stop. It takes requests only once the registry is complete and a token
 * can sign, and stops taking them before anything else is closed. Safe for concurrent use.
 */
final class RunningCryptoWorker implements Worker {
  private static final String GROUP = "crypto-worker";
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final WorkerEnvironment environment;
  private final CryptoWorkerConfig config;
  private final TokenPool tokens;
  private final BusKeyRegistry registry;
  private final Ledger ledger;
  private final Quotas quotas;
  private final SignService signing;
  private final KeyAdministration administration;
  private final BusWrappingKeys wrappingKeys;
  private final KeyUpkeep upkeep;
  private final Audit audit;
  private final SchemaAnnouncement schemas;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread starter = new Thread(this::serveWhenReady, "crypto-worker-start");
  private volatile Optional<RpcServer> server = Optional.empty();

  private RunningCryptoWorker(
      WorkerEnvironment environment, CryptoWorkerConfig config, TokenPool tokens) {
    this.environment = environment;
    this.config = config;
    this.tokens = tokens;
    this.schemas = SchemaAnnouncement.start(environment, "crypto-worker");
    this.registry = BusKeyRegistry.start(environment);
    this.ledger = Ledger.start(environment);
    this.wrappingKeys = BusWrappingKeys.start(environment);
    this.quotas =
        new Quotas(config.policy().tenants(), ledger, environment.clock(), this::partitionShare);
    this.signing =
        new SignService(
            registry::find,
            tokens,
            quotas,
            config.policy().queueWaitMax(),
            environment.clock(),
            environment.metrics());
    this.audit =
        Audit.start(
            environment,
            config.audit(),
            new AuditKey(environment.instance(), registry, tokens, environment.clock()));
    AdministrationJournal journal = new AuditedAdministration(new LoggedAdministration(), audit);
    this.administration =
        new KeyAdministration(
            registry,
            wrappingKeys,
            tokens,
            environment.clock(),
            config.keys(),
            new KeyGates(
                new TenantGate(
                    config.policy().tenants(),
                    this::keysOf,
                    name -> registry.find(name).isPresent(),
                    new ApprovalGate(config.policy().approvals(), ledger, environment.clock())),
                quotas),
            journal);
    this.upkeep =
        new KeyUpkeep(
            registry, wrappingKeys, tokens, environment.clock(), journal, environment.metrics());
  }

  /** Takes over {@code tokens}. */
  static Worker start(WorkerEnvironment environment, CryptoWorkerConfig config, TokenPool tokens) {
    RunningCryptoWorker worker = new RunningCryptoWorker(environment, config, tokens);
    worker.starter.setDaemon(true);
    worker.starter.start();
    return worker;
  }

  @Override
  public Readiness readiness() {
    List<String> reasons = new ArrayList<>(tokens.waitingFor());
    reasons.addAll(registry.readiness().waitingFor());
    reasons.addAll(wrappingKeys.readiness().waitingFor());
    reasons.addAll(audit.readiness().waitingFor());
    reasons.addAll(ledger.readiness().waitingFor());
    if (server.isPresent()) {
      reasons.addAll(server.get().readiness().waitingFor());
    } else if (reasons.isEmpty()) {
      reasons.add("the first requests");
    }
    return new Readiness(reasons, tokens.states());
  }

  @Override
  public void close() {
    stopped.countDown();
    joinStarter();
    server.ifPresent(RpcServer::close);
    schemas.close();
    upkeep.close();
    administration.close();
    audit.close();
    registry.close();
    quotas.close();
    ledger.close();
    wrappingKeys.close();
    tokens.close();
  }

  private void serveWhenReady() {
    try {
      while (!stopped.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        if (registry.readiness().isReady()
            && wrappingKeys.readiness().isReady()
            && ledger.readiness().isReady()
            && audit.isOpen()
            && tokens.waitingFor().isEmpty()) {
          server = Optional.of(serve());
          upkeep.start();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private double partitionShare() {
    return server.map(RpcServer::share).orElse(1.0);
  }

  /** Counted only where a tenant has a quota of keys, when one more is to be made. */
  private int keysOf(String tenant) {
    KeyFilter filter = KeyFilter.of(Optional.of(tenant), Optional.empty());
    int count = 0;
    Optional<KeyPageRequest> page = Optional.of(KeyPageRequest.first());
    while (page.isPresent()) {
      KeyPageRequest asked = page.get();
      KeyRegistry.Page found = registry.page(filter, asked);
      count += found.keys().size();
      page = found.next().map(asked::after);
    }
    return count;
  }

  private RpcServer serve() {
    List<Topic> topics = new ArrayList<>(SignTopics.all());
    topics.add(TopicCatalogue.CRYPTO_ADMIN);
    RpcServerSettings settings =
        new RpcServerSettings(GROUP, environment.instance(), topics, config.requestsInFlightMax())
            .withBodies(List.of(SignRequest.class, KeyCommand.class));
    return RpcServer.start(environment, settings, this::handle);
  }

  private void handle(RpcRequest request, Responder responder) {
    if (request.topic().equals(TopicCatalogue.CRYPTO_ADMIN.name())) {
      audit.serve(
          request, responder, (asked, answer, room) -> administration.handle(asked, answer));
    } else {
      audit.serve(request, responder, signing);
    }
  }

  private void joinStarter() {
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
