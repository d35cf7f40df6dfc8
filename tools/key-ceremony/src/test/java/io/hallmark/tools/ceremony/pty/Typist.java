package io.hallmark.tools.ceremony.pty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Those who sit at a ceremony's terminal: reads what stands there and knows what to type. Keeps the
 * shares that were shown, as custodians do, over several processes. Confined to one thread.
 */
class Typist {
  /** What every PIN is at first. */
  static final String PIN = "271828182845904523";

  /** What every PIN is once it was set anew. */
  static final String NEW_PIN = "161803398874989484";

  private static final String SET_PINS = "type \"set-pins ";
  private static final Pattern STEP = Pattern.compile("step (\\d+) of \\d+: ");
  private static final Pattern WORDS = Pattern.compile("type \"([^\"]*)\" to go on: $");
  private static final Pattern INITIALS = Pattern.compile("initials of witness (\\d) of \\d: $");
  private static final Pattern ROW = Pattern.compile("share (\\d+), row (\\d+) of 4 .*: $");
  private static final Pattern NEXT = Pattern.compile("next share, one of \\[(\\d+).*: $");
  private static final Pattern SHOWN =
      Pattern.compile("share (\\d+) of \\d+, set [^\n]*\n\\s*\n((?:\\s*\\d+ [a-z]+[^\n]*\n){4})");

  private final Map<Integer, List<String>> shares = new HashMap<>();
  private final Set<String> erred = new HashSet<>();
  private final boolean errs;
  private String userPin = PIN;
  private String officerPin = PIN;

  /**
   * A typist.
   *
   * @param errs whether in each step each kind of question is answered wrong the first time
   */
  Typist(boolean errs) {
    this.errs = errs;
  }

  /** What to type next; empty where nothing is asked. */
  Optional<String> answer(String screen) {
    String line = screen.substring(screen.lastIndexOf('\n') + 1);
    if (!line.endsWith(": ")) {
      return Optional.empty();
    }
    Matcher words = WORDS.matcher(line);
    if (words.find()) {
      return Optional.of(wrong(screen, "words") ? "yes" : words.group(1));
    }
    Matcher initials = INITIALS.matcher(line);
    if (initials.find()) {
      return Optional.of(
          wrong(screen, "initials") ? "x" : initials.group(1).equals("1") ? "AB" : "CD");
    }
    Matcher row = ROW.matcher(line);
    if (row.find()) {
      return Optional.of(
          wrong(screen, "row")
              ? "no such words in the list"
              : shares.get(Integer.valueOf(row.group(1))).get(Integer.parseInt(row.group(2)) - 1));
    }
    Matcher next = NEXT.matcher(line);
    if (next.find()) {
      return Optional.of(wrong(screen, "share") ? "9" : next.group(1));
    }
    if (line.endsWith("(not shown): ")) {
      return Optional.of(pin(screen, line));
    }
    remember(screen);
    return Optional.of("");
  }

  /** The PINs that the first token has, which only those who know how far a step came know. */
  void knows(String user, String officer) {
    userPin = user;
    officerPin = officer;
  }

  private String pin(String screen, String question) {
    if (!question.contains("new PIN")) {
      boolean first = question.contains(" of \"one\"");
      return !first ? PIN : question.contains("security officer") ? officerPin : userPin;
    }
    if (question.startsWith("again, ") && wrong(screen, "again")) {
      return "other";
    }
    String step = screen.substring(screen.lastIndexOf("type \""));
    return step.startsWith(SET_PINS) ? NEW_PIN : PIN;
  }

  private boolean wrong(String screen, String kind) {
    Matcher begun = STEP.matcher(screen);
    String step = "";
    while (begun.find()) {
      step = begun.group(1);
    }
    return errs && erred.add(step + " " + kind);
  }

  private void remember(String screen) {
    Matcher shown = SHOWN.matcher(screen.replace("\r", ""));
    while (shown.find()) {
      List<String> rows = new ArrayList<>();
      shown
          .group(2)
          .lines()
          .forEach(row -> rows.add(row.replaceAll("\\d+ ", "").strip().replaceAll(" +", " ")));
      shares.put(Integer.valueOf(shown.group(1)), rows);
    }
  }

  /** Rows of all shares that were seen. */
  List<String> secrets() {
    return shares.values().stream().flatMap(List::stream).toList();
  }
}
