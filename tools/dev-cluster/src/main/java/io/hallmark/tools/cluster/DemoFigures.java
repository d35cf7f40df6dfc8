package io.hallmark.tools.cluster;

import io.hallmark.tools.simulator.Reconciliation;
import java.util.List;

/** Gathers a demo's figures from the processes that have counted them. */
final class DemoFigures {
  private static final String SIGNATURES = "hallmark_crypto_signatures_total";
  private static final String TOKEN_SIGN_CALLS = "hallmark_token_sign_calls_total";
  private static final String TLS_HANDSHAKES = "hallmark_gateway_handshakes_total";
  private static final String SESSION_HANDSHAKES = "hallmark_link_handshakes_total";

  private DemoFigures() {}

  /** Each handshake is counted on both of its sides; one side of each is enough. */
  static DemoReport of(Manifest manifest, List<Reconciliation> legs) {
    Reconciliation all = legs.stream().reduce(Reconciliation::plus).orElseThrow();
    List<TokenUse> tokens =
        manifest.clusters().stream().map(cluster -> tokenUse(manifest, cluster.name())).toList();
    return new DemoReport(
        all,
        tokens,
        of(manifest, Kind.GATEWAY).count(TLS_HANDSHAKES, "side=\"server\"", "outcome=\"done\""),
        of(manifest, Kind.LINK_MANAGER)
            .count(SESSION_HANDSHAKES, "role=\"initiator\"", "outcome=\"established\""));
  }

  private static TokenUse tokenUse(Manifest manifest, String cluster) {
    Metrics metrics =
        Metrics.of(
            manifest.processes().stream()
                .filter(process -> process.kind() == Kind.CRYPTO_WORKER)
                .filter(process -> process.cluster().equals(cluster))
                .toList());
    long tls = metrics.count(SIGNATURES, "category=\"tls\"");
    long session = metrics.count(SIGNATURES, "category=\"session\"");
    long all = metrics.count(SIGNATURES);
    return new TokenUse(
        cluster, tls, session, all - tls - session, metrics.count(TOKEN_SIGN_CALLS));
  }

  private static Metrics of(Manifest manifest, Kind kind) {
    return Metrics.of(
        manifest.processes().stream().filter(process -> process.kind() == kind).toList());
  }
}
