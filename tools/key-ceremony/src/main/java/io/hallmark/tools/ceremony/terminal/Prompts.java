package io.hallmark.tools.ceremony.terminal;

import io.hallmark.hsm.pin.Pin;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a ceremony asks people. Confined to one thread. */
public final class Prompts {
  private static final int TRIES_MAX = 3;
  private static final Pattern INITIALS = Pattern.compile("[A-Z]{2,4}");

  private final Terminal terminal;

  public Prompts(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whether the operator typed the words exactly, within three tries. */
  public boolean confirm(String words) throws TerminalClosedException {
    for (int tried = 0; tried < TRIES_MAX; tried++) {
      if (terminal.ask("type \"%s\" to go on:".formatted(words)).equals(words)) {
        return true;
      }
      terminal.say("that is not \"%s\"".formatted(words));
    }
    return false;
  }

  /** The initials of {@code count} people, each their own. */
  public List<String> initials(int count) throws TerminalClosedException {
    Set<String> given = new LinkedHashSet<>();
    while (given.size() < count) {
      String asked = "initials of witness %d of %d:".formatted(given.size() + 1, count);
      String answer = terminal.ask(asked).strip();
      if (!INITIALS.matcher(answer).matches()) {
        terminal.say("initials are 2 to 4 capital letters");
      } else if (!given.add(answer)) {
        terminal.say("%s has been given already".formatted(answer));
      }
    }
    return List.copyOf(given);
  }

  /** A PIN typed in parts, once. It is never tried here. */
  public Pin pin(String whose, int parts) throws TerminalClosedException {
    List<char[]> typed = new ArrayList<>();
    CharBuffer whole = null;
    try {
      int length = 0;
      for (int i = 0; i < parts; i++) {
        char[] part = part(whose, i + 1, parts);
        typed.add(part);
        length += part.length;
      }
      whole = CharBuffer.allocate(length);
      typed.forEach(whole::put);
      return Pin.of(whole.array());
    } finally {
      typed.forEach(part -> Arrays.fill(part, '\0'));
      if (whole != null) {
        Arrays.fill(whole.array(), '\0');
      }
    }
  }

  /** A PIN that is to be set, so typed twice alike. */
  public Pin newPin(String whose, int parts) throws TerminalClosedException {
    while (true) {
      Pin first = pin("new " + whose, parts);
      try (Pin second = pin("again, new " + whose, parts)) {
        if (alike(first, second)) {
          return first;
        }
      }
      first.close();
      terminal.say("the two were not alike; type both again");
    }
  }

  private static boolean alike(Pin first, Pin second) {
    byte[] one = first.copyUtf8();
    byte[] other = second.copyUtf8();
    try {
      return Arrays.equals(one, other);
    } finally {
      Arrays.fill(one, (byte) 0);
      Arrays.fill(other, (byte) 0);
    }
  }

  private char[] part(String whose, int part, int parts) throws TerminalClosedException {
    String which = parts == 1 ? "" : ", part %d of %d".formatted(part, parts);
    while (true) {
      char[] typed = terminal.askHidden(whose + which + " (not shown):");
      if (typed.length > 0) {
        return typed;
      }
      terminal.say("nothing was typed");
    }
  }
}
