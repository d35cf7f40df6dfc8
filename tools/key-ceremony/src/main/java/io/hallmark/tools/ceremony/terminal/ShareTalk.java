package io.hallmark.tools.ceremony.terminal;

import io.hallmark.tools.ceremony.share.Commitments;
import io.hallmark.tools.ceremony.share.Share;
import io.hallmark.tools.ceremony.share.ShareCard;
import io.hallmark.tools.ceremony.share.ShareException;
import io.hallmark.tools.ceremony.share.TypedShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** How shares are shown to their custodians and typed by them. Confined to one thread. */
public final class ShareTalk {
  private static final int TRIES_MAX = 5;

  private final Terminal terminal;

  public ShareTalk(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Shows a share to its custodian alone, and clears the screen. */
  public void show(ShareCard card, int index) throws TerminalClosedException {
    terminal.say("share %d: only its custodian looks at the screen now".formatted(index));
    terminal.ask("custodian of share %d, press Enter when you are alone:".formatted(index));
    List<String> secret = new ArrayList<>();
    secret.add(card.heading());
    secret.add("");
    secret.addAll(card.rows());
    secret.add("");
    secret.addAll(card.qrCode());
    try {
      terminal.showSecret(secret);
      terminal.ask("write down all of it, then press Enter:");
    } finally {
      terminal.clear();
    }
  }

  /** Before a share is printed: nobody else may stand at the printer. */
  public void awaitPrinter(int index) throws TerminalClosedException {
    terminal.say("share %d: only its custodian stands at the printer now".formatted(index));
    terminal.ask("custodian of share %d, press Enter when you are alone there:".formatted(index));
  }

  /** Nothing of a share that was printed stands on the screen. */
  public void printed(int index) throws TerminalClosedException {
    terminal.say("share %d was given to the printer".formatted(index));
    terminal.ask("take the sheet, then press Enter:");
  }

  /**
   * A share typed by its custodian; empty where it was wrong too often. What is wrong is named,
   * never a word of it.
   */
  public Optional<Share> typed(Commitments commitments, int index) throws TerminalClosedException {
    terminal.say(
        "type share %d, six words a row; the first four letters of each are enough"
            .formatted(index));
    for (int tried = 0; tried < TRIES_MAX; tried++) {
      try {
        return Optional.of(commitments.share(index, words(index)));
      } catch (ShareException e) {
        terminal.say(e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** As many different shares as restore; empty where one was wrong too often. */
  public Optional<List<Share>> enough(Commitments commitments) throws TerminalClosedException {
    List<Share> shares = new ArrayList<>();
    SortedSet<Integer> left = new TreeSet<>();
    for (int i = 1; i <= commitments.set().shares(); i++) {
      left.add(i);
    }
    boolean complete = false;
    try {
      while (shares.size() < commitments.set().threshold()) {
        int index = index(left);
        Optional<Share> share = typed(commitments, index);
        if (share.isEmpty()) {
          return Optional.empty();
        }
        left.remove(index);
        shares.add(share.get());
        terminal.say(
            "share %d is good; %d of %d are here"
                .formatted(index, shares.size(), commitments.set().threshold()));
      }
      complete = true;
      return Optional.of(shares);
    } finally {
      if (!complete) {
        shares.forEach(Share::close);
      }
    }
  }

  private int index(SortedSet<Integer> left) throws TerminalClosedException {
    while (true) {
      String answer = terminal.ask("number of the next share, one of %s:".formatted(left)).strip();
      Optional<Integer> number =
          left.stream().filter(index -> String.valueOf(index).equals(answer)).findFirst();
      if (number.isPresent()) {
        return number.get();
      }
      terminal.say("there is no such share, or it is here already");
    }
  }

  private List<String> words(int index) throws TerminalClosedException {
    TypedShare typed = new TypedShare();
    int row = 1;
    while (row <= ShareCard.ROWS) {
      char[] answer =
          terminal.askHidden(
              "share %d, row %d of %d (not shown):".formatted(index, row, ShareCard.ROWS));
      try {
        typed.add(answer);
        row++;
      } catch (ShareException e) {
        terminal.say("row %d: %s; type that row again".formatted(row, e.getMessage()));
      } finally {
        Arrays.fill(answer, '\0');
      }
    }
    return typed.words();
  }
}
