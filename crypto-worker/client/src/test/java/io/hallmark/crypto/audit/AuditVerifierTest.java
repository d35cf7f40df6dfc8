package io.hallmark.crypto.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.crypto.audit.AuditFinding.Kind;
import io.hallmark.crypto.audit.AuditReport.ChainSummary;
import io.hallmark.crypto.audit.Trail.Rec;
import io.hallmark.messaging.schema.WriterSchemas;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever is done to one record of a trail is found, and named by where it shows. */
class AuditVerifierTest {
  private static final int RECORDS = 12;
  private static final String LAST_OF_ALL = "a chain's last record, which nothing speaks of";

  private static final Trail WRITTEN = Trail.written();

  private final Trail ours = WRITTEN.copy();

  @Test
  void verify_untouched_isWholeAndSigned() {
    AuditReport report = ours.verify();

    assertThat(report.findings()).isEmpty();
    assertThat(report.notes()).isEmpty();
    assertThat(report.entries()).isEqualTo(18);
    assertThat(report.chains()).extracting(ChainSummary::unsigned).containsExactly(1L, 0L, 0L);
    assertThat(report.chains())
        .extracting(ChainSummary::stopped)
        .containsExactly(false, false, true);
  }

  @Property
  void drop_anyRecordButAChainsLast_isFound(@ForAll @IntRange(max = RECORDS - 1) int index) {
    Trail trail = WRITTEN.copy();
    Rec dropped = trail.records.remove(index);
    AuditReport report = trail.verifyUnsigned();
    boolean last = trail.records.stream().skip(index).noneMatch(r -> r.key().equals(dropped.key()));
    Assume.that(!last || dropped.key().equals("worker-1/first"));

    AuditFinding first = report.first().orElseThrow();
    assertThat(first.kind()).isIn(Kind.GAP, Kind.TRUNCATED);
    assertThat(first.chain()).isEqualTo(dropped.key());
  }

  @Test
  void drop_aChainsLastRecord_isFoundByTheHeadThatWasNoted() {
    String[] heads = ours.verify().chains().stream().map(ChainSummary::head).toArray(String[]::new);
    ours.records.remove(RECORDS - 1);

    assertThat(ours.verify().findings()).as(LAST_OF_ALL).isEmpty();
    assertThat(ours.verify(heads).first().orElseThrow().kind()).isEqualTo(Kind.TRUNCATED);
  }

  @Property
  void swap_anyTwoRecordsOfAChain_isNamedAsReordered(
      @ForAll @IntRange(max = RECORDS - 1) int one,
      @ForAll @IntRange(max = RECORDS - 1) int other) {
    Trail trail = WRITTEN.copy();
    Rec first = trail.records.get(Math.min(one, other));
    Rec second = trail.records.get(Math.max(one, other));
    Assume.that(one != other && first.key().equals(second.key()));
    trail.records.set(Math.min(one, other), second);
    trail.records.set(Math.max(one, other), first);

    AuditFinding found = trail.verifyUnsigned().first().orElseThrow();

    assertThat(found.kind()).isEqualTo(Kind.REORDERED);
    assertThat(found.offset()).isEqualTo(Math.min(one, other));
    assertThat(found.chain()).isEqualTo(first.key());
  }

  @Property(tries = 2000)
  void change_anyByte_isFoundAtItsRecord(
      @ForAll @IntRange(max = RECORDS - 1) int index,
      @ForAll int position,
      @ForAll @IntRange(min = 1, max = 255) int mask) {
    Trail trail = WRITTEN.copy();
    byte[] value = trail.records.get(index).bytes();
    value[Math.floorMod(position, value.length)] ^= (byte) mask;
    trail.records.set(index, new Rec(trail.records.get(index).key(), ByteBuffer.wrap(value)));

    AuditFinding found = trail.verifyUnsigned().first().orElseThrow();

    assertThat(found.offset()).isEqualTo(index);
  }

  @Property
  void duplicate_anyRecordByteByByte_isNotedAndBreaksNothing(
      @ForAll @IntRange(max = RECORDS - 1) int index) {
    Trail trail = WRITTEN.copy();
    trail.records.add(trail.records.get(index));

    AuditReport report = trail.verifyUnsigned();

    assertThat(report.findings()).isEmpty();
    assertThat(report.notes()).singleElement().asString().contains("offset " + RECORDS, "again");
    assertThat(report.entries()).isEqualTo(18);
  }

  @Test
  void duplicate_withAnotherEntryInIt_isFound() {
    AuditChain forged = new AuditChain("worker-2/first");
    ours.write(forged, Trail.start(null), Trail.sign("nobody"));

    AuditFinding found = ours.verify().first().orElseThrow();

    assertThat(found.kind()).isEqualTo(Kind.REORDERED);
    assertThat(found.offset()).isEqualTo(RECORDS);
  }

  @Property
  void truncate_anyStretchInTheMiddle_isFound(
      @ForAll @IntRange(min = 1, max = RECORDS - 2) int from,
      @ForAll @IntRange(min = 1, max = RECORDS - 2) int to) {
    Trail trail = WRITTEN.copy();
    List<Rec> cut = trail.records.subList(Math.min(from, to), Math.max(from, to) + 1);
    List<String> keys = cut.stream().map(Rec::key).distinct().toList();
    cut.clear();
    Assume.that(
        keys.stream()
            .anyMatch(
                key ->
                    trail.records.stream()
                        .skip(Math.min(from, to))
                        .anyMatch(r -> r.key().equals(key))));

    assertThat(trail.verifyUnsigned().isWhole()).isFalse();
  }

  @Test
  void head_byAnotherKey_isFound() {
    AuditChain chain = new AuditChain("worker-3/first");
    ours.write(chain, Trail.start(null), Trail.sign("x"));
    ours.write(chain, Trail.head(chain, Trail.keyPair()));

    AuditFinding found = ours.verify().first().orElseThrow();

    assertThat(found.kind()).isEqualTo(Kind.FORGED_HEAD);
    assertThat(found.chain()).isEqualTo("worker-3/first");
    assertThat(found.sequence()).isEqualTo(2);
  }

  @Test
  void head_ofAnotherHistory_isFound() {
    AuditChain chain = new AuditChain("worker-3/first");
    AuditChain wished = new AuditChain("worker-3/first");
    ours.write(chain, Trail.start(null), Trail.sign("x"));
    new Trail().write(wished, Trail.start(null), Trail.sign("y"));
    ours.write(chain, Trail.head(wished, Trail.KEY));

    assertThat(ours.verify().first().orElseThrow().kind()).isEqualTo(Kind.FORGED_HEAD);
  }

  @Test
  void entries_afterStop_areFound() {
    AuditChain chain = new AuditChain("worker-3/first");
    ours.write(chain, Trail.start(null), Trail.entry("STOP"), Trail.sign("late"));

    AuditFinding found = ours.verify().first().orElseThrow();

    assertThat(found.sequence()).isEqualTo(2);
    assertThat(found.detail()).contains("after the worker's STOP");
  }

  @Test
  void successors_twoOfOneChain_areNoted() {
    AuditChain killed = new AuditChain("worker-3/first");
    ours.write(killed, Trail.start(null));
    ours.write(new AuditChain("worker-3/second"), Trail.start(Trail.reached(killed)));
    ours.write(new AuditChain("worker-3/third"), Trail.start(Trail.reached(killed)));

    AuditReport report = ours.verify();

    assertThat(report.isWhole()).isTrue();
    assertThat(report.notes()).singleElement().asString().contains("two workers ran");
  }

  @Test
  void heads_withoutAnyKey_areCountedAndVouchForNothing() {
    AuditVerifier verifier = new AuditVerifier(AuditKeys.NONE, WriterSchemas.NONE);
    for (int i = 0; i < ours.records.size(); i++) {
      verifier.accept(i, ours.records.get(i).key(), ours.records.get(i).bytes());
    }
    AuditReport report = verifier.finish();

    assertThat(report.isWhole()).isTrue();
    assertThat(report.chains()).allMatch(chain -> chain.headsUnverified() > 0);
    assertThat(report.chains()).allMatch(chain -> chain.signedTo() == -1);
  }

  @Test
  void expect_whatIsNoHead_isRefused() {
    AuditVerifier verifier = new AuditVerifier(AuditKeys.NONE, WriterSchemas.NONE);

    assertThatThrownBy(() -> verifier.expect("worker-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CHAIN:SEQUENCE:HASH");
  }
}
