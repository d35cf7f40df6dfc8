package io.hallmark.tools.cluster;

import java.util.Locale;

/**
 * What one token was used for.
 *
 * @param cluster whose token
 * @param tls signatures in TLS handshakes
 * @param session signatures in session handshakes
 * @param other signatures for all else, such as certification requests
 * @param signCalls C_Sign calls, all purposes together
 */
record TokenUse(String cluster, long tls, long session, long other, long signCalls) {
  /** For a person. */
  String toLine() {
    return String.format(
        Locale.ROOT,
        "token %-8s %,11d signatures: %d TLS, %d session, %d other; %d C_Sign calls%n",
        cluster,
        tls + session + other,
        tls,
        session,
        other,
        signCalls);
  }
}
