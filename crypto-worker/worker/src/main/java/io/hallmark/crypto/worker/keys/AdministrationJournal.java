package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.messaging.wire.crypto.KeyReply;

/**
 * Told of every act of administration and what became of it, on the administration's thread, before
 * the caller is. Safe for concurrent use.
 */
public interface AdministrationJournal {
  /**
   * A command that somebody gave.
   *
   * @param caller instance that asked, as it names itself
   * @param command a record of the union in {@code KeyCommand}
   */
  void command(String caller, Object command, CryptoResult<KeyReply> outcome);

  /**
   * What the worker did by itself, since its time had come.
   *
   * @param what in a word: destroy, rewrap
   */
  void act(String what, KeyName key, CryptoResult<?> outcome);
}
