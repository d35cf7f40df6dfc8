package io.hallmark.crypto.worker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NamedRecordsTest {
  /** By tenant, then alias. */
  private static final Comparator<String> ORDER =
      Comparator.comparing((String name) -> name.replace('/', '\0'));

  private final NamedRecords records = new NamedRecords();

  @Property(tries = 40)
  void putsAndRemoves_ofAnyKind_leaveWhatASortedMapWouldHold(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int steps) {
    NamedRecords tested = new NamedRecords();
    TreeMap<String, byte[]> model = new TreeMap<>(ORDER);
    Random random = new Random(seed);
    for (int i = 0; i < steps; i++) {
      String name = "t%d/a%d".formatted(random.nextInt(3), random.nextInt(400));
      if (random.nextInt(4) == 0) {
        assertThat(tested.remove(name)).isEqualTo(model.remove(name) != null);
      } else {
        byte[] value = new byte[random.nextInt(20_000)];
        random.nextBytes(value);
        tested.put(name, i, value);
        model.put(name, value);
      }
    }
    assertThat(tested.size()).isEqualTo(model.size());
    assertThat(all(tested)).containsExactlyElementsOf(model.keySet());
    model.forEach(
        (name, value) -> assertThat(tested.get(name).orElseThrow().value()).isEqualTo(value));
  }

  @Test
  void put_sameNamesOverAndOver_reusesTheRoomOfWhatTheyReplace() {
    for (int round = 0; round < 300; round++) {
      for (int name = 0; name < 20; name++) {
        records.put("a/" + name, 0, new byte[10_000]);
      }
      // One that stays where others come and go keeps no segment for itself.
      records.put("b/" + round, 0, new byte[100]);
    }

    assertThat(records.reservedBytes()).isLessThan(6L * RecordArena.SEGMENT_BYTES);
    assertThat(records.get("b/0").orElseThrow().value()).hasSize(100);
  }

  @Test
  void put_largerThanASegment_isHeldAndFreed() {
    records.put("a/large", 0, new byte[3 * RecordArena.SEGMENT_BYTES]);
    assertThat(records.get("a/large").orElseThrow().value()).hasSize(3 * RecordArena.SEGMENT_BYTES);

    records.remove("a/large");
    assertThat(records.reservedBytes()).isZero();
  }

  @Test
  void list_fromAName_beginsThereOrAfterIt() {
    for (String name : List.of("a/1", "a-b/1", "a/2", "b/1")) {
      records.put(name, 0, new byte[0]);
    }

    assertThat(names(records.list("", false, 10))).containsExactly("a/1", "a/2", "a-b/1", "b/1");
    assertThat(names(records.list("a/1", true, 2))).containsExactly("a/2", "a-b/1");
    assertThat(names(records.list("a/1", false, 1))).containsExactly("a/1");
    assertThat(names(records.list("a/15", true, 1))).containsExactly("a/2");
    assertThat(names(records.list("c", false, 1))).isEmpty();
  }

  @Test
  void stamp_changesWithTheValue() {
    records.put("a/1", 7, new byte[1]);
    long first = records.stamp("a/1");
    records.put("a/1", 8, new byte[1]);

    assertThat(records.stamp("a/1")).isNotEqualTo(first);
    assertThat(records.get("a/1").orElseThrow().tag()).isEqualTo(8);
    assertThat(records.stamp("a/2")).isZero();
  }

  private static List<String> all(NamedRecords records) {
    List<String> all = new ArrayList<>();
    List<NamedRecords.Listed> page = records.list("", false, 100);
    while (!page.isEmpty()) {
      all.addAll(names(page));
      page = records.list(page.get(page.size() - 1).name(), true, 100);
    }
    return all;
  }

  private static List<String> names(List<NamedRecords.Listed> page) {
    return page.stream().map(NamedRecords.Listed::name).toList();
  }
}
