package io.hallmark.tools.bench;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyClients;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.crypto.TlsSignatureContent;
import io.hallmark.crypto.worker.CryptoWorker;
import io.hallmark.crypto.worker.CryptoWorkerConfig;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.Tokens;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.rpc.RpcClientSettings;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcServer;
import io.hallmark.messaging.rpc.RpcServerSettings;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * SigningClient, Kafka, crypto worker, SoftHSM in one process, against the token asked directly and
 * against an echo over Kafka without crypto: P-256.
 */
final class SigningBench implements Bench {
  private static final List<Integer> IN_FLIGHT = List.of(1, 64, 256);
  private static final int MOST_IN_FLIGHT = 256;
  private static final int TOKEN_CALLERS = 64;
  private static final double RATE_AIM = 0.70;
  private static final double MEDIAN_AIM = 1.25;
  private static final KeyName KEY = new KeyName("bench", "signing");
  private static final KeyId DIRECT_KEY = KeyId.of(new byte[] {0x64});
  private static final byte[] CONTENT =
      TlsSignatureContent.encode(TlsSignatureContent.Side.SERVER, new byte[32]);

  @Override
  public String name() {
    return "signing";
  }

  @Override
  public String about() {
    return "SigningClient over Kafka to a token, against the token itself and an echo over Kafka";
  }

  @Override
  public BenchReport run(BenchOptions options) throws Exception {
    BenchReport report = new BenchReport(name());
    try (BenchToken softHsm = BenchToken.make();
        EmbeddedBroker broker = EmbeddedBroker.start(softHsm.folder().resolve("broker"))) {
      Bus bus = Bus.at(broker.bootstrapServers());
      TopicCreation.create(bus, TopicCatalogue.all());
      measureToken(softHsm, options, report);
      measureEcho(bus, options, report);
      measureSigning(bus, softHsm, options, report);
    }
    compare(report);
    return report;
  }

  private static void measureToken(BenchToken softHsm, BenchOptions options, BenchReport report)
      throws Exception {
    try (Token token = Tokens.open(softHsm.config())) {
      GenerateTask task =
          new GenerateTask(
              DIRECT_KEY, "direct", io.hallmark.hsm.token.KeySpec.EC_P256, Patience.deadline());
      require(token.generate(task).join() instanceof TokenResult.Done<?>, "no key was made");
      for (int callers : List.of(1, TOKEN_CALLERS)) {
        ClosedLoop.Callers contender = index -> new TokenCaller(token, DIRECT_KEY, CONTENT);
        WarmUp.settle(options.warmUp(), time -> ClosedLoop.run(callers, time, contender));
        add(
            report,
            options,
            "token" + callers,
            ClosedLoop.run(callers, measured(options), contender));
      }
    }
  }

  private static void measureEcho(Bus bus, BenchOptions options, BenchReport report)
      throws Exception {
    RpcServerSettings server =
        RpcServerSettings.of("bench-echo", "echo-1", List.of(TopicCatalogue.CRYPTO_SIGN_TLS));
    RpcClientSettings client =
        RpcClientSettings.of(
            TopicCatalogue.CRYPTO_SIGN_TLS, TopicCatalogue.cryptoReplies(Role.GATEWAY), "echo-1");
    try (RpcServer echo =
            RpcServer.start(
                bus,
                server,
                (request, responder) -> responder.respond(new RpcOutcome.Done(request.body())),
                new SimpleMeterRegistry());
        RpcClient caller = RpcClient.start(bus, client, new SimpleMeterRegistry())) {
      Patience.until("the echo", () -> echo.readiness().isReady() && caller.isReady());
      Body body = Body.of(CONTENT);
      measure(report, options, "echo", () -> answered(caller.call(body, Patience.deadline())));
    }
  }

  private static void measureSigning(
      Bus bus, BenchToken softHsm, BenchOptions options, BenchReport report) throws Exception {
    WorkerEnvironment environment =
        new WorkerEnvironment(bus, "crypto-worker-1", new SimpleMeterRegistry(), Clock.systemUTC());
    try (Worker worker = CryptoWorker.start(environment, CryptoWorkerConfig.of(softHsm.hsmFile()));
        KeyClient keys = KeyClients.open(bus, Role.OPERATOR, "bench", new SimpleMeterRegistry());
        SigningClient signing =
            SigningClients.open(
                bus, KeyCategory.TLS, Role.GATEWAY, "bench", new SimpleMeterRegistry())) {
      Patience.until(
          "the crypto worker",
          () -> worker.readiness().isReady() && keys.isReady() && signing.isReady());
      String said =
          said(keys.generate(KEY, KeyCategory.TLS, KeySpec.EC_P256, Patience.deadline())).join();
      require(said.isEmpty(), said);
      measure(
          report,
          options,
          "signing",
          () ->
              said(signing.sign(KEY, SignatureScheme.ECDSA_SHA256, CONTENT, Patience.deadline())));
    }
  }

  private static void measure(
      BenchReport report,
      BenchOptions options,
      String who,
      Supplier<CompletableFuture<String>> call)
      throws Exception {
    WarmUp.settle(options.warmUp(), time -> InFlightLoop.run(MOST_IN_FLIGHT, time, call));
    for (int inFlight : IN_FLIGHT) {
      InFlightLoop.run(inFlight, options.warmUp(), call);
      CpuShares before = CpuShares.now();
      ClosedLoop.Outcome outcome = InFlightLoop.run(inFlight, measured(options), call);
      add(report, options, who + inFlight, outcome);
      report.figure(
          who + inFlight + "CpuMs", before.totalMs() / outcome.latencyNanos().getTotalCount());
      before.print(options.talk(), outcome.latencyNanos().getTotalCount());
    }
  }

  private static void add(
      BenchReport report, BenchOptions options, String who, ClosedLoop.Outcome outcome) {
    report.figure(who + "PerSecond", outcome.perSecond());
    report.figure(who + "P50Ms", outcome.latencyNanos().getValueAtPercentile(50) / 1e6);
    report.figure(who + "P99Ms", outcome.latencyNanos().getValueAtPercentile(99) / 1e6);
    options.talk().printf("%s: %.0f a second%n", who, outcome.perSecond());
  }

  private static void compare(BenchReport report) {
    double token = report.figureOf("token" + TOKEN_CALLERS + "PerSecond");
    for (int inFlight : IN_FLIGHT.subList(1, IN_FLIGHT.size())) {
      double rate = report.figureOf("signing" + inFlight + "PerSecond");
      report.ratioAtLeast("signingToToken" + inFlight, rate / token, RATE_AIM);
      // 1.0 is a way that costs no more than an echo does, whatever is in a batch.
      double echo = report.figureOf("echo" + inFlight + "PerSecond");
      report.ratio("signingToTokenAndEcho" + inFlight, rate / token + rate / echo);
    }
    double parts = report.figureOf("echo1P50Ms") + report.figureOf("token1P50Ms");
    report.ratioAtMost(
        "signingToEchoAndTokenMedian", report.figureOf("signing1P50Ms") / parts, MEDIAN_AIM);
  }

  private static Duration measured(BenchOptions options) {
    return options.measure().multipliedBy(options.rounds());
  }

  private static <T> CompletableFuture<String> said(CompletableFuture<CryptoResult<T>> answer) {
    return answer.thenApply(result -> result instanceof CryptoResult.Done ? "" : result.toString());
  }

  private static CompletableFuture<String> answered(CompletableFuture<RpcOutcome> call) {
    return call.thenApply(outcome -> outcome instanceof RpcOutcome.Done ? "" : outcome.toString());
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw new IllegalStateException(otherwise);
    }
  }
}
