package io.hallmark.tools.ceremony.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a ceremony leaves of a terminal: the shell that started it shows the settings after it. */
@Execution(ExecutionMode.CONCURRENT)
class PtyTerminalTest {
  private static final String PLAN =
      """
      ceremony: Terminal
      token: { module: /unused, label: one }
      steps:
        - { step: init-token }
      """;

  private static final String PROGRAM = "io.hallmark.tools.ceremony.CeremonyProgram";
  private static final String ASKED = "new PIN of the security officer of \"one\" (not shown): ";

  private static final Typist NOBODY =
      new Typist(false) {
        @Override
        Optional<String> answer(String screen) {
          return Optional.empty();
        }
      };

  /** Leaves every PIN to the test, which would not know what was typed first otherwise. */
  private static final Typist ALL_BUT_PINS =
      new Typist(false) {
        @Override
        Optional<String> answer(String screen) {
          return screen.endsWith("(not shown): ") ? Optional.empty() : super.answer(screen);
        }
      };

  @TempDir Path directory;
  private Path plan;

  @BeforeEach
  void writePlan() throws IOException {
    plan = directory.resolve("plan.yaml");
    Files.writeString(plan, PLAN);
  }

  @Test
  void pin_halfTypedAndInterrupted_isNotShownAndTheTerminalShowsAgain() throws Exception {
    try (PtyProgram shell =
        shell("trap : INT; stty -a >before; \"$@\"; stty -a; echo over", run())) {
      shell.type(ALL_BUT_PINS, () -> shell.shows(ASKED));
      // As it stands while the PIN is asked for, the terminal shows nothing.
      shell.typeLine("31415926");
      shell.type(NOBODY, () -> shell.shows("again, new PIN"));
      assertThat(shell.screen()).doesNotContain("31415926");
      shell.interrupt();
      assertThat(shell.screen()).contains("over").containsPattern("[^-]echo ");
    }
    assertThat(Files.readString(directory.resolve("before"))).containsPattern("[^-]echo ");
  }

  @Test
  void resume_afterAKillWhileAPinWasTyped_showsWhatIsTypedAgain() throws Exception {
    List<String> resume = PtyProgram.command(PROGRAM, "resume", folder());
    String script = "\"$@\"; stty -a; " + String.join(" ", resume);
    try (PtyProgram shell = shell(script, run())) {
      shell.type(ALL_BUT_PINS, () -> shell.shows(ASKED));
      shell.killChild();
      shell.type(NOBODY, () -> shell.shows("this step was interrupted"));
      assertThat(shell.screen()).containsPattern("-echo ");
      shell.type(NOBODY, () -> shell.screen().endsWith("to go on: "));
      shell.typeLine("visible words");
      shell.type(NOBODY, () -> shell.shows("that is not"));
      assertThat(shell.screen()).contains("visible words");
      shell.kill();
    }
  }

  private List<String> run() {
    return PtyProgram.command(PROGRAM, "run", plan.toString(), "--dir", folder(), "--rehearse");
  }

  private String folder() {
    return directory.resolve("ceremony").toString();
  }

  private PtyProgram shell(String script, List<String> program) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(program);
    return new PtyProgram(directory, command);
  }
}
