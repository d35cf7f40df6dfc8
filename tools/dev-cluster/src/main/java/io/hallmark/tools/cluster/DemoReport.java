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
  /**
   * What one token was used for.
   *
   * @param cluster whose token
   * @param tls signatures in TLS handshakes
   * @param session signatures in session handshakes
   * @param other signatures for all else, such as certification requests
   * @param signCalls C_Sign calls, all purposes together
   */
  record TokenUse(String cluster, long tls, long session, long other, long signCalls) {}

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
    all.keySet()
        .retainAll(
            List.of(
                "sent",
                "delivered",
                "lost",
                "duplicated",
                "outOfOrder",
                "messagesPerSecond",
                "latencyMs"));
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
      table.append(
          String.format(
              Locale.ROOT,
              "token %-8s %,11d signatures: %d TLS, %d session, %d other; %d C_Sign calls%n",
              token.cluster(),
              token.tls() + token.session() + token.other(),
              token.tls(),
              token.session(),
              token.other(),
              token.signCalls()));
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
