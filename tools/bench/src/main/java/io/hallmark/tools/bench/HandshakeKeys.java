package io.hallmark.tools.bench;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.InMemorySigningClient;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyClients;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.fakeca.CertificateSpec;
import io.hallmark.fakeca.CertifiedKey;
import io.hallmark.fakeca.FakeCa;
import io.hallmark.fakeca.Profile;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where the P-256 keys of a pair are made. */
final class HandshakeKeys {
  private static final int DAYS = 30;

  private HandshakeKeys() {}

  /** In the token of the crypto worker on this bus. */
  static HandshakePair inToken(Bus bus, FakeCa ca) throws Exception {
    try (KeyClient keys =
        KeyClients.open(bus, Role.OPERATOR, "handshake-operator", new SimpleMeterRegistry())) {
      Patience.until("the key client", keys::isReady);
      return HandshakePair.of(
          ca.certificate(), (key, subject, host) -> tokenChain(keys, ca, key, subject, host));
    }
  }

  private static List<X509Certificate> tokenChain(
      KeyClient keys, FakeCa ca, KeyName key, String subject, String host) {
    var unused = done(keys.generate(key, KeyCategory.TLS, KeySpec.EC_P256, Patience.deadline()));
    byte[] request =
        done(
            keys.certificationRequest(key, subject, List.of(host), List.of(), Patience.deadline()));
    return ca.signCsr(request, Profile.TLS_PEER, DAYS);
  }

  private static <T> T done(CompletableFuture<CryptoResult<T>> answer) {
    CryptoResult<T> result = answer.join();
    if (result instanceof CryptoResult.Done<T> done) {
      return done.value();
    }
    throw new IllegalStateException("no key was made: " + result);
  }

  /** In memory, for this client to sign with. */
  static HandshakePair inMemory(InMemorySigningClient client, FakeCa ca) throws Exception {
    return HandshakePair.of(
        ca.certificate(),
        (key, subject, host) -> {
          CertifiedKey made =
              ca.createCertificate(CertificateSpec.of(subject, List.of(host), List.of()));
          client.add(
              key,
              KeySpec.EC_P256,
              new KeyPair(made.certificate().getPublicKey(), made.privateKey()));
          return made.chain();
        });
  }
}
