package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.WrappedKey;
import io.hallmark.tools.ceremony.plan.CustodyStep;
import io.hallmark.tools.ceremony.share.Commitments;
import io.hallmark.tools.ceremony.share.Share;
import io.hallmark.tools.ceremony.share.ShareCard;
import io.hallmark.tools.ceremony.share.ShareException;
import io.hallmark.tools.ceremony.share.ShareSheet;
import io.hallmark.tools.ceremony.share.SplitKey;
import io.hallmark.tools.ceremony.terminal.ShareTalk;
import io.hallmark.tools.ceremony.terminal.Terminal;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Carries out the steps about who holds what, or finishes what an interruption left of one. Holds
 * no secret between two steps. Confined to one thread.
 */
final class Custody implements CustodyStep.CustodyCases<Map<String, String>, Exception> {
  private static final String BEING_SET = "is being set";
  private static final String SET_ANEW = "set anew";
  private static final String NOT_SET = "not set";

  private final Course course;
  private final Desks desks;
  private final Outputs outputs;
  private final Terminal terminal;
  private final int number;

  Custody(Course course, Desks desks, Outputs outputs, Terminal terminal, int number) {
    this.course = course;
    this.desks = desks;
    this.outputs = outputs;
    this.terminal = terminal;
    this.number = number;
  }

  @Override
  public Map<String, String> splitBackupKey(CustodyStep.SplitBackupKey step) throws Exception {
    TokenDesk desk = desks.at(step.where());
    boolean left = desk.holds(step.id());
    if (left && outputs.exists(step.output())) {
      // Written after the last share was read back, so nothing was left to do.
      return commitmentFacts(step, outputs.read(step.output()));
    }
    if (left) {
      desk.destroy(step.id());
      terminal.say(
          "the backup key of the interrupted step was destroyed: shares that were written down"
              + " before are void, destroy them");
      course.note(number, Map.of("destroyed", "backup key of the interrupted step"));
    }
    desk.createBackupKey(step.id(), step.key());
    try (SplitKey split = split(desk, step)) {
      course.note(number, split.commitments().facts());
      for (int index = 1; index <= step.shares(); index++) {
        handOver(split, index);
      }
      byte[] text =
          split
              .commitments()
              .text(course.isRehearsal() ? Optional.of(Marks.NOTE) : Optional.empty())
              .getBytes(StandardCharsets.UTF_8);
      outputs.write(step.output(), text);
      return commitmentFacts(step, text);
    }
  }

  private static SplitKey split(TokenDesk desk, CustodyStep.SplitBackupKey step)
      throws StoppedException, TerminalClosedException {
    byte[] key = new byte[0];
    try (SecretBytes value = desk.exportBackupKey(step.id())) {
      key = value.copy();
      return SplitKey.split(step.key(), key, step.threshold(), step.shares(), new SecureRandom());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Shows a share and has it read back, until it was typed as it was shown. */
  private void handOver(SplitKey split, int index)
      throws StoppedException, TerminalClosedException, IOException {
    ShareTalk talk = new ShareTalk(terminal);
    Optional<Path> printer = course.plan().sharePrinter();
    if (printer.isPresent()) {
      talk.awaitPrinter(index);
      print(SharePrinter.of(printer.get()), split.card(index), index);
      talk.printed(index);
    } else {
      talk.show(split.card(index), index);
    }
    Share typed =
        talk.typed(split.commitments(), index)
            .orElseThrow(
                () ->
                    StoppedException.failed(
                        Problem.of("share %d was not typed back as it was shown".formatted(index))
                            .remedy("resume; the key is split anew")));
    try (typed) {
      if (!split.equal(typed)) {
        throw new IllegalStateException("a share that goes with its commitment is another");
      }
    }
    terminal.say("share %d was read back".formatted(index));
    course.note(number, Map.of(Facts.SHARE, String.valueOf(index), "read-back", "as it was shown"));
  }

  private void print(SharePrinter printer, ShareCard card, int index)
      throws StoppedException, IOException {
    byte[] sheet =
        ShareSheet.pdf(card, course.plan().name(), course.isRehearsal() ? Marks.NOTE : "");
    try {
      printer.print(sheet, index);
    } finally {
      Arrays.fill(sheet, (byte) 0);
    }
  }

  private Map<String, String> commitmentFacts(CustodyStep.SplitBackupKey step, byte[] text)
      throws StoppedException {
    Map<String, String> facts = new TreeMap<>(commitments(step.output(), text).facts());
    facts.put("key-id", step.id().toString());
    facts.put(Facts.FILE, outputs.name(step.output()));
    facts.put(Facts.FILE_HASH, Outputs.sha256(text));
    return facts;
  }

  static Commitments commitments(String file, byte[] text) throws StoppedException {
    try {
      return Commitments.parse(file, new String(text, StandardCharsets.UTF_8));
    } catch (ShareException e) {
      throw StoppedException.failed(StepWork.holdsNo(file, "set of commitments to shares"), e);
    }
  }

  @Override
  public Map<String, String> backUpKey(CustodyStep.BackUpKey step) throws Exception {
    TokenDesk desk = desks.at(step.where());
    TokenKey key = course.checked(desk.key(step.key()));
    byte[] text;
    if (outputs.exists(step.output())) {
      text = outputs.read(step.output());
      BackupFile left = BackupFile.parse(step.output(), text);
      if (!left.key().id().equals(key.id())) {
        throw StoppedException.failed(
            Problem.of(
                    "%s is there but is no backup of \"%s\""
                        .formatted(outputs.path(step.output()), step.key()))
                .remedy("move it away, then resume"));
      }
    } else {
      WrappedKey wrapped = desk.wrap(key.id(), desk.wrappingKey(step.backupKey()).id());
      text = new BackupFile(step.key(), wrapped).text(course.isRehearsal());
      outputs.write(step.output(), text);
    }
    Map<String, String> facts = new TreeMap<>();
    facts.put("key", step.key());
    facts.put("backup-key", step.backupKey());
    facts.put(StepWork.KEY_HASH, Outputs.sha256(key.publicKey().getEncoded()));
    facts.put(Facts.FILE, outputs.name(step.output()));
    facts.put(Facts.FILE_HASH, Outputs.sha256(text));
    return facts;
  }

  @Override
  public Map<String, String> restoreKey(CustodyStep.RestoreKey step) throws Exception {
    return new Restoring(course, desks.at(step.where()), outputs, terminal).done(step);
  }

  @Override
  public Map<String, String> destroyKey(CustodyStep.DestroyKey step) throws Exception {
    TokenDesk desk = desks.at(step.where());
    int destroyed = 0;
    for (var id : desk.ids(step.key())) {
      destroyed += desk.destroy(id);
    }
    if (!desk.ids(step.key()).isEmpty()) {
      throw StoppedException.failed(
          Problem.of("the token still has \"%s\" after it was destroyed".formatted(step.key()))
              .remedy("look for what is wrong with the token, then resume"));
    }
    return Map.of(
        "key",
        step.key(),
        "destroyed",
        destroyed == 0
            ? "before the interruption"
            : destroyed + (destroyed == 1 ? " object" : " objects"),
        "token",
        step.where().written());
  }

  @Override
  public Map<String, String> setPins(CustodyStep.SetPins step) throws Exception {
    TokenDesk desk = desks.at(step.where());
    Map<String, String> facts = new TreeMap<>();
    facts.put(Facts.TOKEN_LABEL, step.label());
    if (step.user()) {
      setOnce("user-pin", desk::changeUserPin, facts);
    }
    if (step.officer()) {
      setOnce("officer-pin", desk::changeOfficerPin, facts);
    }
    return facts;
  }

  private interface Change {
    void make() throws StoppedException, TerminalClosedException;
  }

  /** A PIN that an interrupted step has set is not set again. */
  private void setOnce(String pin, Change change, Map<String, String> facts)
      throws StoppedException, TerminalClosedException, IOException {
    String noted = course.noted(number, pin).orElse(NOT_SET);
    if (!noted.equals(SET_ANEW)) {
      if (noted.equals(BEING_SET)) {
        terminal.say(
            "the interruption came while the %s was set: the token has the old one or the new one"
                .formatted(pin));
      }
      course.note(number, Map.of(pin, BEING_SET));
      try {
        change.make();
      } catch (StoppedException e) {
        course.note(number, Map.of(pin, NOT_SET));
        throw e;
      }
      course.note(number, Map.of(pin, SET_ANEW));
    }
    facts.put(pin, SET_ANEW);
  }
}
