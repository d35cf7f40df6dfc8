package io.hallmark.messaging.rpc;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.schema.SchemasOnDemand;
import io.hallmark.messaging.schema.Translation;
import io.hallmark.messaging.schema.WriterSchemas;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Where the schemas of bodies come from: a worker's, or of one client or server alone. */
final class RpcSchemas implements AutoCloseable {
  private final WriterSchemas known;
  private final Runnable close;

  private RpcSchemas(WriterSchemas known, Runnable close) {
    this.known = known;
    this.close = close;
  }

  /** Closed by whoever opened them. */
  static RpcSchemas lent(WriterSchemas known) {
    return new RpcSchemas(known, () -> {});
  }

  /** Read once they are needed, closed with the client or server. */
  static RpcSchemas own(Bus bus, String clientId, MeterRegistry metrics) {
    SchemasOnDemand schemas = SchemasOnDemand.of(bus, clientId, metrics);
    return new RpcSchemas(schemas, schemas::close);
  }

  /** Into this version's schemas of {@code types}. Where no other is known, none is waited for. */
  Translation translation(List<Class<? extends SpecificRecord>> types) {
    return known == WriterSchemas.NONE ? Translation.NONE : Translation.into(types, known);
  }

  @Override
  public void close() {
    close.run();
  }
}
