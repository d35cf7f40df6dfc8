package io.hallmark.crypto.worker.audit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.rpc.Responder;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.AuditEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far the audit may fall behind, and that nothing is signed beyond. */
class AuditBoundsTest extends AuditScenario {
  @Test
  void bus_away_stopsSigningWithAReasonAndResumesByItself() {
    topic.away(true);
    serve(sign("one"), DONE);
    await().until(() -> !audit.readiness().isReady());

    assertThat(served(sign("two"))).isInstanceOf(RpcOutcome.Unavailable.class);
    assertThat(audit.readiness().waitingFor())
        .singleElement()
        .asString()
        .contains("nothing is signed", "the bus is away");
    assertThat(metrics.get("hallmark.audit.stopped").gauge().value()).isEqualTo(1);

    topic.away(false);
    await().until(() -> audit.readiness().isReady());
    assertThat(served(sign("three"))).isEqualTo(DONE);
    audit.close();
    assertThat(topic.entries())
        .filteredOn(e -> e.getAct().equals("SIGN"))
        .extracting(AuditEntry::getAlias)
        .containsExactly("one", "three");
    assertWhole(verify());
  }

  @Test
  void bound_requestsInFlight_holdTheirPlaces() {
    audit.close();
    audit = start(slow(Duration.ofSeconds(60)));
    AtomicReference<Responder> first = new AtomicReference<>();
    audit.serve(sign("one"), outcome -> {}, (request, responder, room) -> first.set(responder));
    audit.serve(
        sign("two"),
        outcome -> {},
        (request, responder, room) -> assertThat(room.widen(254)).isTrue());

    assertThat(served(sign("three"))).isInstanceOf(RpcOutcome.Unavailable.class);
    first.get().respond(DONE);
    await().until(() -> served(sign("three")).equals(DONE));
  }

  @Test
  void serve_handlerThatThrows_givesItsPlaceBack() {
    AuditedHandler faulty =
        (request, responder, room) -> {
          assertThat(room.widen(9)).isTrue();
          throw new IllegalStateException("a bug");
        };
    assertThat(catchThrowable(() -> audit.serve(sign("one"), outcome -> {}, faulty)))
        .hasMessage("a bug");
    assertThat(backlog()).isZero();
  }

  @Test
  void bound_batchThatDoesNotFit_isTurnedAwayWholeAndHoldsNothing() {
    audit.close();
    audit = start(slow(Duration.ofSeconds(60)));
    List<Responder> held = new ArrayList<>();
    List<RpcOutcome> answers = new ArrayList<>();
    AuditedHandler batch =
        (request, responder, room) -> {
          if (room.widen(199)) {
            held.add(responder);
          }
        };
    audit.serve(sign("first"), answers::add, batch);
    audit.serve(sign("second"), answers::add, batch);

    assertThat(held).hasSize(1);
    assertThat(answers).singleElement().isInstanceOf(RpcOutcome.Unavailable.class);
    assertThat(backlog()).isEqualTo(200);
    held.get(0).respond(unavailable());
    assertThat(backlog()).isZero();
  }

  @Test
  void bound_manyBatches_isNeverPassed() throws Exception {
    audit.close();
    audit = start(slow(Duration.ofSeconds(60)));
    AtomicInteger taken = new AtomicInteger();
    List<Thread> callers =
        IntStream.range(0, 8)
            .mapToObj(
                n ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 200; i++) {
                            audit.serve(
                                sign("batch"),
                                answer -> {},
                                (request, responder, room) -> {
                                  if (room.widen(n)) {
                                    taken.addAndGet(1 + n);
                                  }
                                });
                          }
                        }))
            .toList();
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(taken.get()).isEqualTo((int) backlog()).isBetween(200, 256);
  }

  @Test
  void head_tokenDoesNotSign_stopsSigningWithAReasonAndResumesByItself() {
    audit.close();
    audit = start(slow(Duration.ofMillis(300)));
    keyGone = true;
    serve(sign("one"), DONE);
    await().until(() -> !audit.readiness().isReady());

    assertThat(audit.readiness().waitingFor())
        .singleElement()
        .asString()
        .contains("no token signs the head of the chain", "nothing is signed");
    assertThat(served(sign("two"))).isEqualTo(new RpcOutcome.Unavailable(101, ofSeconds(1)));
    assertThat(metrics.get("hallmark.audit.stopped").gauge().value()).isEqualTo(1);
    assertThat(metrics.get("hallmark.audit.head.overdue").gauge().value()).isGreaterThan(0.2);
    assertThat(metrics.get("hallmark.audit.head.failures").counter().count()).isPositive();

    keyGone = false;
    await().until(() -> audit.readiness().isReady());
    assertThat(served(sign("three"))).isEqualTo(DONE);
    audit.close();
    assertWhole(verify());
  }

  @Test
  void bus_takesNoHead_stopsSigningThoughNoEntryIsUnderWay() {
    topic.takesNoHeads(true);
    serve(sign("one"), DONE);
    await().until(() -> metrics.get("hallmark.audit.write.failures").counter().count() > 0);
    serve(sign("two"), DONE);

    await().until(() -> served(sign("three")) instanceof RpcOutcome.Unavailable);
    topic.takesNoHeads(false);
    await().until(() -> served(sign("four")).equals(DONE));
  }

  @Test
  void write_manyAndLargeEntries_areRecordsThatABrokerTakes() {
    audit.close();
    audit = start(new AuditSettings(20_000, ofSeconds(60), Duration.ofMillis(100), ofSeconds(60)));
    topic.away(true);
    byte[] body = signRequest("x".repeat(4_000), CONTENT);
    for (int i = 0; i < 10_000; i++) {
      serve(request(TopicCatalogue.CRYPTO_SIGN_APPLICATION.name(), body), refused());
    }
    topic.away(false);
    audit.close();

    assertThat(topic.entries()).filteredOn(e -> e.getAct().equals("SIGN")).hasSize(10_000);
    assertThat(topic.entries()).allMatch(e -> e.getAlias().length() <= 64);
    assertThat(topic.largestRecordBytes()).isLessThan(1_000_000);
    assertWhole(verify());
  }
}
