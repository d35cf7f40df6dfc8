package io.hallmark.tools.ceremony.step;

import io.hallmark.tools.ceremony.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operator who types what is asked for, and a power supply that may fail at any line. */
final class ScriptedTerminal implements Terminal {
  /** Power is gone. */
  static final class PowerFailure extends Error {}

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

  @Override
  public String ask(String question) {
    usePower();
    lines.add(question);
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
    return pin.toCharArray();
  }

  private void usePower() {
    if (powerLeft-- == 0) {
      throw new PowerFailure();
    }
  }
}
