package io.hallmark.crypto;

import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.wire.crypto.AttachCertificates;
import io.hallmark.messaging.wire.crypto.CertificationRequest;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListKeys;
import io.hallmark.messaging.wire.crypto.RotateKey;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks over the bus. Safe for concurrent use. */
final class BusKeyClient implements KeyClient {
  private final KeyQuestions questions;
  private final KeyLifecycle lifecycle;
  private final WrappingKeyClient wrapping;
  private final SecretClient secrets;

  BusKeyClient(RpcClient rpc) {
    questions = new KeyQuestions(rpc);
    lifecycle = new BusKeyLifecycle(questions);
    wrapping = new BusWrappingKeyClient(questions);
    secrets = new BusSecretClient(questions);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> generate(NewKey key, Instant deadline) {
    GenerateKey command =
        GenerateKey.newBuilder()
            .setTenant(key.name().tenant())
            .setAlias(key.name().alias())
            .setCategory(CryptoWire.wire(key.category()))
            .setSpec(CryptoWire.wire(key.spec()))
            .setPurpose(CryptoWire.wire(key.purpose()))
            .setStorage(CryptoWire.wire(key.storage()))
            .build();
    return questions.aboutKey(key.name(), command, deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> get(KeyName name, Instant deadline) {
    return questions.aboutKey(name, new GetKey(name.tenant(), name.alias()), deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyPolicy>> policy(KeyName name, Instant deadline) {
    return questions.keyed(
        name.toString(), new GetKey(name.tenant(), name.alias()), deadline, BusKeyClient::policy);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> setPolicy(
      KeyName name, Optional<KeyPolicy> policy, List<Approval> approvals, Instant deadline) {
    return questions.aboutKey(name, PolicyWire.command(name, policy), approvals, deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<byte[]>> certificationRequest(
      KeyName name,
      String subject,
      List<String> dnsNames,
      List<String> ipAddresses,
      Instant deadline) {
    CertificationRequest command =
        new CertificationRequest(name.tenant(), name.alias(), subject, dnsNames, ipAddresses);
    return questions.keyed(name.toString(), command, deadline, BusKeyClient::certificationRequest);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyPage>> list(
      KeyFilter filter, KeyPageRequest page, Instant deadline) {
    ListKeys command =
        ListKeys.newBuilder()
            .setTenant(filter.tenant().orElse(null))
            .setCategory(filter.category().map(CryptoWire::wire).orElse(null))
            .setState(filter.state().map(CryptoWire::wire).orElse(null))
            .setSpec(filter.spec().map(CryptoWire::wire).orElse(null))
            .setAliasPrefix(filter.aliasPrefix())
            .setAfter(page.after().map(KeyName::toString).orElse(null))
            .setLimit(page.limit())
            .build();
    // Any worker can answer, and asking has no order to keep.
    return questions.anywhere(command, deadline, KeyWire::keyPage);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> attach(
      KeyName name, List<X509Certificate> chain, Instant deadline) {
    List<ByteBuffer> encoded = chain.stream().map(BusKeyClient::der).toList();
    return questions.aboutKey(
        name, new AttachCertificates(name.tenant(), name.alias(), encoded), deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> rotate(
      KeyName name, int fromVersion, Instant deadline) {
    return questions.aboutKey(
        name, new RotateKey(name.tenant(), name.alias(), fromVersion), deadline);
  }

  @Override
  public SecretClient secrets() {
    return secrets;
  }

  @Override
  public WrappingKeyClient wrapping() {
    return wrapping;
  }

  @Override
  public KeyLifecycle lifecycle() {
    return lifecycle;
  }

  @Override
  public boolean isReady() {
    return questions.isReady();
  }

  @Override
  public void close() {
    questions.close();
  }

  private static ByteBuffer der(X509Certificate certificate) {
    try {
      return ByteBuffer.wrap(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate cannot be encoded", e);
    }
  }

  private static KeyPolicy policy(KeyReply reply) {
    KeyInfo key = KeyQuestions.keyInfo(reply);
    return reply.getKey().getPolicy() == null
        ? KeyPolicy.ofCategory(key.category(), key.spec())
        : PolicyWire.policy(reply.getKey().getPolicy());
  }

  private static byte[] certificationRequest(KeyReply reply) {
    if (reply.getCertificationRequest() == null) {
      throw new IllegalArgumentException("it holds no certification request");
    }
    return CryptoWire.bytes(reply.getCertificationRequest());
  }
}
