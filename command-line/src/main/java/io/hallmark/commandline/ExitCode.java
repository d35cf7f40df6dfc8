package io.hallmark.commandline;

import java.util.Arrays;

/** What a program's end means; the same for every program. */
public enum ExitCode {
  DONE(0, "done: everything that was asked for has happened"),
  FAILED(1, "failed: it could not be done, or a check says no; trying again later may help"),
  WRONG_USE(2, "wrong use or input: an option, a file or an environment must be corrected first"),
  REFUSED(3, "refused by policy: it could be done, and a rule forbids it; nothing was changed"),
  STUCK(70, "ended by its own watchdog: a thread stood still, the log names it; start it again");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The one with this number. */
  public static ExitCode of(int code) {
    return Arrays.stream(values())
        .filter(known -> known.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no exit code of ours is " + code));
  }

  public int code() {
    return code;
  }

  /** In a line, for help and documents. */
  public String meaning() {
    return meaning;
  }
}
