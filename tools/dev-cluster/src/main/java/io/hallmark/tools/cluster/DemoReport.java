package io.hallmark.tools.cluster;

import io.hallmark.tools.simulator.Reconciliation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a demo. Immutable.
 *
 * @param messages of both ways together
 * @param tokens what each cluster's token has signed
 * @param tlsHandshakes connections that gateways have made, with both sides authenticated
 * @param sessionHandshakes sessions that link managers have made
 */
record DemoReport(
    Reconciliation messages, List<TokenUse> tokens, long tlsHandshakes, long sessionHandshakes) {
  private static final List<String> OF_MESSAGES =
      List.of(
          "sent",
          "delivered",
          "lost",
          "duplicated",
          "outOfOrder",
          "messagesPerSecond",
          "latencyMs");

  DemoReport {
    tokens = List.copyOf(tokens);
  }

  boolean isClean() {
    return messages.isClean() && messages.counts().sent() > 0;
  }

  private long tls() {
    return tokens.stream().mapToLong(TokenUse::tls).sum();
  }

  private long session() {
    return tokens.stream().mapToLong(TokenUse::session).sum();
  }

  private long signCalls() {
    return tokens.stream().mapToLong(TokenUse::signCalls).sum();
  }

  /** The JSON file: these keys and no others, since programs read them. */
  Map<String, Object> toMap() {
    Map<String, Object> all = new LinkedHashMap<>(messages.toMap());
    all.keySet().retainAll(OF_MESSAGES);
    Map<String, Object> signatures = new LinkedHashMap<>();
    signatures.put("tls", tls());
    signatures.put("session", session());
    all.put("signatures", signatures);
    all.put("tokenSignCalls", signCalls());
    return all;
  }

  /** For a person. */
  String toTable() {
    StringBuilder table = new StringBuilder(messages.toTable());
    for (TokenUse token : tokens) {
      table.append(token.toLine());
    }
    table.append(
        String.format(
            Locale.ROOT,
            "handshakes     %,11d TLS, %d session%n",
            tlsHandshakes,
            sessionHandshakes));
    return table.toString();
  }
}
