package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.KeyId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A step about who holds what: backups, restores, destruction, PINs. Immutable. */
public sealed interface CustodyStep extends Step {
  <R, E extends Exception> R foldCustody(CustodyCases<R, E> cases) throws E;

  @Override
  default <R, E extends Exception> R fold(Cases<R, E> cases) throws E {
    return cases.custody(this);
  }

  /** One answer for each kind of step. */
  interface CustodyCases<R, E extends Exception> {
    R splitBackupKey(SplitBackupKey step) throws E;

    R backUpKey(BackUpKey step) throws E;

    R restoreKey(RestoreKey step) throws E;

    R destroyKey(DestroyKey step) throws E;

    R setPins(SetPins step) throws E;
  }

  /** Makes a backup key, splits it among custodians and writes commitments to their shares. */
  record SplitBackupKey(String key, KeyId id, int threshold, int shares, String output)
      implements CustodyStep {
    @Override
    public String kind() {
      return "split-backup-key";
    }

    @Override
    public String object() {
      return key;
    }

    @Override
    public String description() {
      return ("make the backup key \"%s\" (AES-256), split it into %d shares of which any %d restore"
              + " it, show each to its custodian alone, have each typed back, and write commitments"
              + " to them to %s")
          .formatted(key, shares, threshold, output);
    }

    @Override
    public Optional<String> file() {
      return Optional.of(output);
    }

    @Override
    public <R, E extends Exception> R foldCustody(CustodyCases<R, E> cases) throws E {
      return cases.splitBackupKey(this);
    }
  }

  /** Writes a key pair wrapped by a backup key. */
  record BackUpKey(String key, String backupKey, String output) implements CustodyStep {
    @Override
    public String kind() {
      return "back-up-key";
    }

    @Override
    public String object() {
      return output;
    }

    @Override
    public String description() {
      return "wrap \"%s\" by the backup key \"%s\" and write it to %s"
          .formatted(key, backupKey, output);
    }

    @Override
    public Optional<String> file() {
      return Optional.of(output);
    }

    @Override
    public <R, E extends Exception> R foldCustody(CustodyCases<R, E> cases) throws E {
      return cases.backUpKey(this);
    }
  }

  /** A key to be restored: its label, and the file that holds it wrapped. */
  record Restored(String key, String file) {}

  /** Puts a backup key together from shares and restores keys by it. */
  record RestoreKey(Where where, String commitments, List<Restored> keys) implements CustodyStep {
    public RestoreKey {
      keys = List.copyOf(keys);
    }

    @Override
    public String kind() {
      return "restore-key";
    }

    @Override
    public String object() {
      return keys.stream().map(Restored::key).collect(Collectors.joining(" "));
    }

    @Override
    public String description() {
      return ("put the backup key together from shares that are held against %s, restore %s onto the"
              + " %s token, compare public keys, sign, and destroy the backup key there")
          .formatted(
              commitments,
              keys.stream()
                  .map(key -> "\"%s\" (%s)".formatted(key.key(), key.file()))
                  .collect(Collectors.joining(", ")),
              where.written());
    }

    @Override
    public <R, E extends Exception> R foldCustody(CustodyCases<R, E> cases) throws E {
      return cases.restoreKey(this);
    }
  }

  /** Destroys a key, or a backup key, for ever. */
  record DestroyKey(Where where, String key) implements CustodyStep {
    @Override
    public String kind() {
      return "destroy-key";
    }

    @Override
    public String object() {
      return key;
    }

    @Override
    public String description() {
      return "destroy \"%s\" in the %s token for ever".formatted(key, where.written());
    }

    @Override
    public Optional<String> destroys() {
      return where == Where.FIRST ? Optional.of(key) : Optional.empty();
    }

    @Override
    public <R, E extends Exception> R foldCustody(CustodyCases<R, E> cases) throws E {
      return cases.destroyKey(this);
    }
  }

  /** Sets new PINs. */
  record SetPins(Where where, String label, boolean user, boolean officer) implements CustodyStep {
    @Override
    public String kind() {
      return "set-pins";
    }

    @Override
    public String object() {
      return label;
    }

    @Override
    public String description() {
      String which = user && officer ? "both PINs" : user ? "the user's PIN" : "the officer's PIN";
      return "set %s of token \"%s\" anew; each is typed twice".formatted(which, label);
    }

    @Override
    public <R, E extends Exception> R foldCustody(CustodyCases<R, E> cases) throws E {
      return cases.setPins(this);
    }
  }
}
