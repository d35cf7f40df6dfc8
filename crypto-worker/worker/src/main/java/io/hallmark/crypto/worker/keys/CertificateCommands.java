package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyWire;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.wire.crypto.AttachCertificates;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Carries out {@code AttachCertificates}. */
record CertificateCommands(RegisteredKeys keys) {
  CryptoResult<KeyReply> attach(AttachCertificates command, Instant deadline)
      throws InterruptedException {
    KeyName name = new KeyName(command.getTenant(), command.getAlias());
    int count = command.getCertificates().size();
    if (count < 1 || count > KeyClient.CERTIFICATES_MAX) {
      throw new IllegalArgumentException(
          "a chain has 1 to %d certificates, got %d".formatted(KeyClient.CERTIFICATES_MAX, count));
    }
    List<X509Certificate> chain =
        command.getCertificates().stream().map(der -> KeyWire.certificate(name, der)).toList();
    checkOrder(chain);
    return keys.change(name, deadline, key -> attach(key, chain)).map(Commands::reply);
  }

  private static CryptoResult<RegisteredKey> attach(
      RegisteredKey key, List<X509Certificate> chain) {
    byte[] certified = chain.get(0).getPublicKey().getEncoded();
    return Arrays.equals(certified, key.info().publicKey().getEncoded())
        ? new CryptoResult.Done<>(key.with(key.info().with(chain)))
        : Commands.refused(
            Reason.CONFLICT,
            "the first certificate, of %s, is of another public key than %s has"
                .formatted(chain.get(0).getSubjectX500Principal(), key.info().name()));
  }

  /** Each is signed by the next. Whom to trust is for those who rely on the chain. */
  private static void checkOrder(List<X509Certificate> chain) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException(
            "certificate %d, of %s, is not signed by the key of the next, of %s"
                .formatted(
                    i + 1,
                    chain.get(i).getSubjectX500Principal(),
                    chain.get(i + 1).getSubjectX500Principal()),
            e);
      }
    }
  }
}
