package io.hallmark.crypto.worker;

import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenCounters;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.TokenState;
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
  public TokenCounters counters() {
    return token.counters();
  }

  @Override
  public void close() {
    // Whoever made the token closes it.
  }
}
