package io.hallmark.tools.ceremony.step;

import io.hallmark.tools.ceremony.terminal.Terminal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operator who types what is asked for, and a power supply that may fail at any line. */
class ScriptedTerminal implements Terminal {
  /** Power is gone. */
  static final class PowerFailure extends Error {}

  private static final Pattern HEADING = Pattern.compile("^share (\\d+) of");
  private static final Pattern NEXT_SHARE = Pattern.compile("next share, one of .*?(\\d+)\\]");
  private static final Pattern ROW = Pattern.compile("^share (\\d+), row (\\d+)");
  private static final Pattern WORDS = Pattern.compile("type \"(.*)\" to go on:");

  final List<String> lines = new ArrayList<>();
  String pin = "1234";
  boolean confirms = true;
  private int powerLeft = Integer.MAX_VALUE;
  private int witness;

  ScriptedTerminal failingAfter(int exchanges) {
    powerLeft = exchanges;
    return this;
  }

  @Override
  public void say(String line) {
    usePower();
    lines.add(line);
  }

  /** Custodians keep their shares: heading's number to rows of words. */
  final Map<Integer, List<String>> shares = new HashMap<>();

  int cleared;
  String newPin = "1234";

  @Override
  public void showSecret(List<String> secret) {
    usePower();
    Matcher heading = HEADING.matcher(secret.get(0));
    if (!heading.find()) {
      throw new IllegalStateException("no share is shown");
    }
    shares.put(
        Integer.valueOf(heading.group(1)),
        secret.subList(2, 6).stream().map(row -> row.replaceAll("[0-9]+ +", "")).toList());
  }

  @Override
  public void clear() {
    cleared++;
  }

  @Override
  public String ask(String question) {
    usePower();
    lines.add(question);
    if (question.contains("press Enter")) {
      return "";
    }
    Matcher next = NEXT_SHARE.matcher(question);
    if (next.find()) {
      return next.group(1);
    }
    Matcher words = WORDS.matcher(question);
    if (words.matches()) {
      return confirms ? words.group(1) : "no";
    }
    return witness++ % 2 == 0 ? "AB" : "CD";
  }

  @Override
  public char[] askHidden(String question) {
    usePower();
    lines.add(question);
    Matcher row = ROW.matcher(question);
    if (row.find()) {
      return shares
          .get(Integer.valueOf(row.group(1)))
          .get(Integer.parseInt(row.group(2)) - 1)
          .toCharArray();
    }
    return (question.contains("new PIN") ? newPin : pin).toCharArray();
  }

  private void usePower() {
    if (powerLeft-- == 0) {
      throw new PowerFailure();
    }
  }
}
