package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.worker.audit.Audit;
import io.hallmark.messaging.wire.crypto.KeyReply;

/**
 * Puts what the worker does by itself on the audit's chain. Commands are there already: the audit
 * sees them as they come and as they are answered. Safe for concurrent use.
 *
 * @param log told too
 */
public record AuditedAdministration(AdministrationJournal log, Audit audit)
    implements AdministrationJournal {
  @Override
  public void command(String caller, Object command, CryptoResult<KeyReply> outcome) {
    log.command(caller, command, outcome);
  }

  @Override
  public void act(String what, KeyName key, CryptoResult<?> outcome) {
    log.act(what, key, outcome);
    audit.act(what, key, outcome);
  }
}
