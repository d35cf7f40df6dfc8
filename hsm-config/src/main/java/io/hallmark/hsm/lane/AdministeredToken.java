package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenCapabilities;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.UnwrapTask;
import io.hallmark.hsm.token.WrappedKey;
import io.hallmark.hsm.token.WrappedSecret;
import io.hallmark.hsm.token.WrappingKey;
import io.hallmark.hsm.token.WrappingKeyTask;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A token whose rare operations go through our binding, whatever signs: each in a writable session
 * of its own, one at a time for the whole module.
 */
public interface AdministeredToken extends Token {
  /** What is done, in a session of its own. */
  @FunctionalInterface
  interface Administration<T> {
    TokenResult<T> run(CryptokiSession session, Desk desk) throws CryptokiException;
  }

  /** Queues it for a lane; refused there where the deadline has passed. */
  <T> CompletableFuture<TokenResult<T>> administer(Instant deadline, Administration<T> operation);

  @Override
  default CompletableFuture<TokenResult<TokenKey>> generate(GenerateTask task) {
    return administer(
        task.deadline(), (session, desk) -> desk.possible(task, () -> desk.made(session, task)));
  }

  @Override
  default CompletableFuture<TokenResult<List<TokenKey>>> keys() {
    return administer(Instant.MAX, (session, desk) -> Answers.done(KeyObjects.all(session)));
  }

  @Override
  default CompletableFuture<TokenResult<Integer>> destroy(KeyId key, Instant deadline) {
    return administer(deadline, (session, desk) -> desk.destroyed(session, key));
  }

  @Override
  default CompletableFuture<TokenResult<KeyId>> attachCertificate(
      KeyId key, Octets certificate, Instant deadline) {
    return administer(deadline, (session, desk) -> Certificates.attach(session, key, certificate));
  }

  @Override
  default CompletableFuture<TokenResult<List<Octets>>> certificates(KeyId key, Instant deadline) {
    return administer(deadline, (session, desk) -> Certificates.of(session, key));
  }

  @Override
  default CompletableFuture<TokenResult<TokenCapabilities>> capabilities() {
    return administer(Instant.MAX, (session, desk) -> Answers.done(desk.capabilities()));
  }

  @Override
  default CompletableFuture<TokenResult<WrappingKey>> createWrappingKey(WrappingKeyTask task) {
    return administer(
        task.deadline(),
        (session, desk) ->
            Tally.counted(
                desk.tally().generated, WrappingKeys.create(session, desk.offer(), task)));
  }

  @Override
  default CompletableFuture<TokenResult<List<WrappingKey>>> wrappingKeys() {
    return administer(Instant.MAX, (session, desk) -> Answers.done(WrappingKeys.all(session)));
  }

  @Override
  default CompletableFuture<TokenResult<WrappedKey>> generateWrapped(
      GenerateTask task, KeyId wrappingKey) {
    return administer(
        task.deadline(),
        (session, desk) ->
            desk.possible(
                task,
                () ->
                    Tally.counted(
                        desk.tally().generated,
                        desk.wrapping(session, pairs -> pairs.generate(task, wrappingKey)))));
  }

  @Override
  default CompletableFuture<TokenResult<WrappedKey>> rewrap(
      WrappedKey key, KeyId wrappingKey, Instant deadline) {
    return administer(
        deadline,
        (session, desk) -> desk.wrapping(session, pairs -> pairs.rewrap(key, wrappingKey)));
  }

  @Override
  default CompletableFuture<TokenResult<WrappingKey>> createBackupKey(
      KeyId key, String label, Instant deadline) {
    return administer(
        deadline,
        (session, desk) ->
            Tally.counted(
                desk.tally().generated, BackupKeys.create(session, desk.offer(), key, label)));
  }

  @Override
  default CompletableFuture<TokenResult<SecretBytes>> exportBackupKey(KeyId key, Instant deadline) {
    return administer(deadline, (session, desk) -> BackupKeys.export(session, key));
  }

  @Override
  default CompletableFuture<TokenResult<WrappingKey>> restoreBackupKey(
      KeyId key, String label, SecretBytes value, Instant deadline) {
    return administer(deadline, (session, desk) -> BackupKeys.restore(session, key, label, value));
  }

  @Override
  default CompletableFuture<TokenResult<WrappedKey>> wrap(
      KeyId key, KeyId wrappingKey, Instant deadline) {
    return administer(
        deadline,
        (session, desk) -> desk.wrapping(session, pairs -> pairs.wrapResident(key, wrappingKey)));
  }

  @Override
  default CompletableFuture<TokenResult<TokenKey>> unwrap(UnwrapTask task) {
    return administer(task.deadline(), (session, desk) -> desk.restored(session, task));
  }

  @Override
  default CompletableFuture<TokenResult<WrappedSecret>> wrapWrappingKey(
      KeyId key, KeyId backupKey, Instant deadline) {
    return administer(
        deadline,
        (session, desk) ->
            Tally.counted(
                desk.tally().wraps,
                BackupKeys.wrapWrappingKey(session, desk.offer(), key, backupKey)));
  }

  @Override
  default CompletableFuture<TokenResult<WrappingKey>> unwrapWrappingKey(
      WrappedSecret key, String label, Instant deadline) {
    return administer(
        deadline,
        (session, desk) -> BackupKeys.unwrapWrappingKey(session, desk.offer(), key, label));
  }
}
