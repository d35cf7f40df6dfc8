package io.hallmark.messaging.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.messaging.wire.membership.ConfigRecord;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PatientSchemasTest {
  private static final long KNOWN = 1;
  private static final Schema SCHEMA = ConfigRecord.getClassSchema();

  /** Has read what there is once it was asked so many times whether it has. */
  private static final class SlowSchemas implements WriterSchemas {
    private int unreadFor;
    private int finds;

    private SlowSchemas(int unreadFor) {
      this.unreadFor = unreadFor;
    }

    @Override
    public Optional<Schema> find(long fingerprint) {
      finds++;
      return fingerprint == KNOWN && unreadFor <= 0 ? Optional.of(SCHEMA) : Optional.empty();
    }

    @Override
    public boolean isComplete() {
      unreadFor--;
      return unreadFor < 0;
    }
  }

  @Test
  void find_schemasAreNotReadYet_waitsForThem() {
    assertThat(new PatientSchemas(new SlowSchemas(20)).find(KNOWN)).contains(SCHEMA);
  }

  @Test
  void find_schemaThatDidNotCome_isNotWaitedForAgain() {
    SlowSchemas slow = new SlowSchemas(0);
    PatientSchemas patient = new PatientSchemas(slow);

    assertThat(patient.find(KNOWN + 1)).isEmpty();
    int findsOfOneWait = slow.finds;
    assertThat(patient.find(KNOWN + 1)).isEmpty();

    assertThat(findsOfOneWait).isGreaterThan(2);
    assertThat(slow.finds).isEqualTo(findsOfOneWait + 1);
  }
}
