package io.hallmark.crypto.worker;

import io.hallmark.hsm.token.AgreeTask;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenCapabilities;
import io.hallmark.hsm.token.TokenCounters;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.TokenState;
import io.hallmark.hsm.token.WrappedKey;
import io.hallmark.hsm.token.WrappingKey;
import io.hallmark.hsm.token.WrappingKeyTask;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A token that outlives the workers that share it: closing one's view of it leaves it open. */
record SharedToken(FakeToken token) implements Token {
  @Override
  public String name() {
    return token.name();
  }

  @Override
  public TokenInfo info() {
    return token.info();
  }

  @Override
  public int lanes() {
    return token.lanes();
  }

  @Override
  public TokenState state() {
    return token.state();
  }

  @Override
  public CompletableFuture<TokenResult<TokenSignature>> sign(SignTask task) {
    return token.sign(task);
  }

  @Override
  public CompletableFuture<TokenResult<TokenKey>> generate(GenerateTask task) {
    return token.generate(task);
  }

  @Override
  public CompletableFuture<TokenResult<List<TokenKey>>> keys() {
    return token.keys();
  }

  @Override
  public CompletableFuture<TokenResult<SecretBytes>> deriveSharedSecret(AgreeTask task) {
    return token.deriveSharedSecret(task);
  }

  @Override
  public CompletableFuture<TokenResult<Octets>> random(String tenant, int bytes, Instant deadline) {
    return token.random(tenant, bytes, deadline);
  }

  @Override
  public CompletableFuture<TokenResult<Integer>> destroy(KeyId key, Instant deadline) {
    return token.destroy(key, deadline);
  }

  @Override
  public CompletableFuture<TokenResult<KeyId>> attachCertificate(
      KeyId key, Octets certificate, Instant deadline) {
    return token.attachCertificate(key, certificate, deadline);
  }

  @Override
  public CompletableFuture<TokenResult<List<Octets>>> certificates(KeyId key, Instant deadline) {
    return token.certificates(key, deadline);
  }

  @Override
  public CompletableFuture<TokenResult<TokenCapabilities>> capabilities() {
    return token.capabilities();
  }

  @Override
  public CompletableFuture<TokenResult<WrappingKey>> createWrappingKey(WrappingKeyTask task) {
    return token.createWrappingKey(task);
  }

  @Override
  public CompletableFuture<TokenResult<List<WrappingKey>>> wrappingKeys() {
    return token.wrappingKeys();
  }

  @Override
  public CompletableFuture<TokenResult<WrappedKey>> generateWrapped(
      GenerateTask task, KeyId wrappingKey) {
    return token.generateWrapped(task, wrappingKey);
  }

  @Override
  public CompletableFuture<TokenResult<WrappedKey>> rewrap(
      WrappedKey key, KeyId wrappingKey, Instant deadline) {
    return token.rewrap(key, wrappingKey, deadline);
  }

  @Override
  public TokenCounters counters() {
    return token.counters();
  }

  @Override
  public void close() {
    // Whoever made the token closes it.
  }
}
