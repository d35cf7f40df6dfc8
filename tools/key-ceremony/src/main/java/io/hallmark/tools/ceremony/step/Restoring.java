package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.tools.ceremony.plan.CustodyStep;
import io.hallmark.tools.ceremony.share.Commitments;
import io.hallmark.tools.ceremony.share.Share;
import io.hallmark.tools.ceremony.share.SplitKey;
import io.hallmark.tools.ceremony.terminal.ShareTalk;
import io.hallmark.tools.ceremony.terminal.Terminal;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Restores keys by a backup key that custodians put together. Confined to one thread. */
final class Restoring {
  private final Course course;
  private final TokenDesk desk;
  private final Outputs outputs;
  private final Terminal terminal;

  Restoring(Course course, TokenDesk desk, Outputs outputs, Terminal terminal) {
    this.course = course;
    this.desk = desk;
    this.outputs = outputs;
    this.terminal = terminal;
  }

  Map<String, String> done(CustodyStep.RestoreKey step)
      throws StoppedException, TerminalClosedException, IOException {
    Map<String, BackupFile> files = new LinkedHashMap<>();
    for (CustodyStep.Restored key : step.keys()) {
      files.put(key.key(), file(course, outputs, key));
    }
    Map<String, String> facts = new TreeMap<>();
    if (missing(files)) {
      facts.put("shares-typed", restore(step, files));
    } else {
      destroyBackupKey(files);
    }
    for (Map.Entry<String, BackupFile> file : files.entrySet()) {
      check(file.getKey(), file.getValue(), facts);
    }
    facts.put("token", step.where().written());
    facts.put("key", step.object());
    return facts;
  }

  private static BackupFile file(Course course, Outputs outputs, CustodyStep.Restored key)
      throws StoppedException, IOException {
    BackupFile file = BackupFile.parse(key.file(), course.bytes(outputs, key.file()));
    if (!file.label().equals(key.key())) {
      throw StoppedException.refused(
          Problem.of("%s is a backup of \"%s\"".formatted(key.file(), file.label()))
              .expecting("one of \"%s\", as the plan says".formatted(key.key()))
              .remedy("correct the plan"));
    }
    return file;
  }

  private boolean missing(Map<String, BackupFile> files)
      throws StoppedException, TerminalClosedException {
    for (BackupFile file : files.values()) {
      if (!desk.holds(file.key().id())) {
        return true;
      }
    }
    return false;
  }

  /** Takes the backup key in, unwraps what is missing by it, and destroys it. */
  private String restore(CustodyStep.RestoreKey step, Map<String, BackupFile> files)
      throws StoppedException, TerminalClosedException, IOException {
    Commitments commitments =
        Custody.commitments(step.commitments(), course.bytes(outputs, step.commitments()));
    destroyBackupKey(files);
    String typed = takeIn(commitments, backupKey(files));
    try {
      for (Map.Entry<String, BackupFile> file : files.entrySet()) {
        if (!desk.holds(file.getValue().key().id())) {
          desk.unwrap(file.getValue().key(), file.getKey());
        }
      }
    } finally {
      destroyBackupKey(files);
    }
    return typed;
  }

  private String takeIn(Commitments commitments, KeyId id)
      throws StoppedException, TerminalClosedException {
    terminal.say(
        "%d of the %d shares of set %s restore \"%s\""
            .formatted(
                commitments.set().threshold(),
                commitments.set().shares(),
                commitments.set().id(),
                commitments.label()));
    List<Share> shares =
        new ShareTalk(terminal)
            .enough(commitments)
            .orElseThrow(
                () ->
                    StoppedException.failed(
                        Problem.of("a share was typed wrong too often")
                            .expecting("the words that go with its commitment")
                            .remedy("look for the right share, then resume")));
    byte[] key = SplitKey.join(shares);
    try (SecretBytes value = SecretBytes.wrap(key)) {
      desk.restoreBackupKey(id, commitments.label(), value);
    } finally {
      Arrays.fill(key, (byte) 0);
      shares.forEach(Share::close);
    }
    return shares.stream()
        .map(share -> String.valueOf(share.index()))
        .collect(Collectors.joining(" "));
  }

  /** All keys of a step are wrapped by one backup key. */
  private static KeyId backupKey(Map<String, BackupFile> files) throws StoppedException {
    List<KeyId> ids =
        files.values().stream().map(file -> file.key().wrappingKey()).distinct().toList();
    if (ids.size() != 1) {
      throw StoppedException.refused(
          Problem.of("the keys of this step are wrapped by different backup keys")
              .expecting("one backup key for all of them")
              .remedy("make it a step for each in the plan"));
    }
    return ids.get(0);
  }

  private void destroyBackupKey(Map<String, BackupFile> files)
      throws StoppedException, TerminalClosedException {
    KeyId id = backupKey(files);
    if (desk.holds(id)) {
      desk.destroy(id);
    }
  }

  private void check(String label, BackupFile file, Map<String, String> facts)
      throws StoppedException, TerminalClosedException {
    TokenKey key = desk.key(label);
    byte[] found = key.publicKey().getEncoded();
    if (!Arrays.equals(found, file.key().publicKey().toByteArray())) {
      throw StoppedException.refused(
          Problem.of(
                  "the public key of the restored \"%s\" is not the one of its backup"
                      .formatted(label))
              .expecting("SHA-256 " + Outputs.sha256(file.key().publicKey().toByteArray()))
              .remedy("do not use the key; find out where the backup comes from"));
    }
    course.checked(key);
    desk.attributes(key.id(), KeyReadBack.Origin.RESTORED);
    TestSignature signature = TestSignature.make(desk, key);
    facts.put("public-key-sha256-of-" + label, Outputs.sha256(found));
    facts.put("test-signature-of-" + label, signature.base64());
  }

  /** Whether what a step would put there is free. */
  static void checkFree(Course course, TokenDesk desk, Outputs outputs, CustodyStep.RestoreKey step)
      throws StoppedException, TerminalClosedException, IOException {
    for (CustodyStep.Restored key : step.keys()) {
      BackupFile file = file(course, outputs, key);
      Optional<String> taken = desk.taken(key.key(), file.key().id());
      if (taken.isPresent() || desk.holds(file.key().wrappingKey())) {
        throw StoppedException.failed(
            StepChecks.taken(
                "the token has " + taken.orElse("a key with the backup key's CKA_ID")));
      }
    }
  }
}
