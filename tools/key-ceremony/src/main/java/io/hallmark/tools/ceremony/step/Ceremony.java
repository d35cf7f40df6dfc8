package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.commandline.Problem;
import io.hallmark.tools.ceremony.approval.ApprovalException;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.evidence.CeremonyRecords;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanException;
import io.hallmark.tools.ceremony.plan.PlanSummary;
import io.hallmark.tools.ceremony.plan.SpokenHash;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.plan.Where;
import io.hallmark.tools.ceremony.terminal.Prompts;
import io.hallmark.tools.ceremony.terminal.Terminal;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.Facts;
import io.hallmark.tools.ceremony.transcript.Transcript;
import io.hallmark.tools.ceremony.transcript.TranscriptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs a plan step by step in front of people, and goes on after an interruption. Confined to one
 * thread.
 *
 * <p>Power may fail at any moment. A step is recorded as begun once what it will make is known to
 * be free, and as done once its effects are on the disk and in the token. Between the two, what is
 * found on resuming was made by the step itself: it is checked and taken, never made twice.
 */
public final class Ceremony {
  private final Course course;
  private final Transcript transcript;
  private final Terminal terminal;
  private final Prompts prompts;
  private final Desks desks;
  private final Outputs outputs;

  private final CeremonyFolder folder;

  private Ceremony(
      Plan plan,
      CeremonyFolder folder,
      Transcript transcript,
      Terminal terminal,
      Machine machine,
      Optional<Path> rehearsalConfiguration) {
    this.folder = folder;
    this.course = new Course(plan, transcript);
    this.transcript = transcript;
    this.terminal = terminal;
    this.prompts = new Prompts(terminal);
    this.desks = new Desks(course, rehearsalConfiguration, terminal, machine);
    this.outputs = new Outputs(folder, transcript.isRehearsal());
  }

  /**
   * Runs a plan from its beginning.
   *
   * @param folder where everything of the ceremony goes; must not exist or be empty
   * @param rehearse whether on a throw-away SoftHSM token, all of it marked; needs no approvals
   * @param approvals who is the operator, and what the approvers signed
   */
  public static void run(
      Plan plan,
      CeremonyFolder folder,
      boolean rehearse,
      GivenApprovals approvals,
      Terminal terminal,
      Machine machine)
      throws StoppedException, TerminalClosedException, TranscriptException, IOException {
    if (rehearse) {
      Rehearsal.checkPossible(plan);
      terminal.say(CeremonyFolder.REHEARSAL + ": on a throw-away token, nothing of it counts");
    }
    PlanSummary.lines(plan).forEach(terminal::say);
    Preflight preflight = new Preflight(plan, folder, rehearse, machine);
    Obstacles obstacles = new Obstacles();
    preflight.lookBefore(obstacles);
    Map<String, String> approved = new TreeMap<>();
    if (!rehearse) {
      obstacles.look(() -> approved.putAll(approved(plan, approvals, machine)));
    }
    Map<String, String> facts = new TreeMap<>(obstacles.facts());
    facts.putAll(approved);
    facts.forEach((name, value) -> terminal.say("%s: %s".formatted(name, value)));
    String words = String.join(" ", plan.hash().words().subList(0, 3));
    terminal.say("compare the clock above with the one on the wall");
    terminal.say("compare the 24 words of the plan's hash with those on the approved paper");
    if (!new Prompts(terminal).confirm(words)) {
      throw StoppedException.failed(
          Problem.of("the plan was not confirmed; nothing was done")
              .expecting("\"%s\"".formatted(words))
              .remedy("hold the hash against the approved paper, then run it again"));
    }
    preflight.prepare();
    Optional<Path> configuration =
        rehearse ? Optional.of(Rehearsal.configure(folder)) : Optional.empty();
    try (Transcript transcript =
        Transcript.create(folder.transcript(), machine.clock(), rehearse)) {
      transcript.append(EntryKind.BEGIN, facts);
      new Ceremony(plan, folder, transcript, terminal, machine, configuration).goOn();
    }
  }

  private static Map<String, String> approved(Plan plan, GivenApprovals approvals, Machine machine)
      throws StoppedException {
    try {
      return approvals.check(plan, machine.clock().instant());
    } catch (ApprovalException e) {
      throw StoppedException.of(e);
    }
  }

  /** Goes on with the ceremony in a folder, from its last finished step. */
  public static void resume(CeremonyFolder folder, Terminal terminal, Machine machine)
      throws StoppedException,
          TerminalClosedException,
          TranscriptException,
          PlanException,
          IOException {
    if (!Files.isRegularFile(folder.transcript())) {
      throw StoppedException.badInput(
          Problem.of(folder.transcript() + " is not there")
              .expecting("the folder of a ceremony")
              .remedy("name the one that 'ceremony run --dir' was given"));
    }
    if (CeremonyRecords.finish(folder)) {
      terminal.say("the ceremony is over; its record and manifest are written");
      return;
    }
    try (Transcript transcript = Transcript.open(folder.transcript(), machine.clock())) {
      Map<String, String> begin = transcript.entries().get(0).data();
      Plan plan = Plan.read(folder.plan(), Path.of(begin.get(Facts.PLAN_FOLDER)), folder.inputs());
      if (!plan.hash().hex().equals(begin.get(Facts.PLAN))) {
        throw StoppedException.refused(
            Problem.of(folder.plan() + " is not the plan that was begun")
                .expecting("SHA-256 " + begin.get(Facts.PLAN))
                .remedy("put the plan back as it was, then resume"));
      }
      if (!FipsMode.state().toString().equals(begin.get(Facts.FIPS))) {
        throw StoppedException.refused(
            Problem.of("the program's FIPS mode is " + FipsMode.state())
                .expecting(begin.get(Facts.FIPS) + ", with which the ceremony began")
                .remedy(
                    "resume it with%s --fips".formatted(FipsMode.state().active() ? "out" : "")));
      }
      Optional<Path> configuration =
          transcript.isRehearsal() ? Optional.of(Rehearsal.configure(folder)) : Optional.empty();
      Obstacles obstacles = new Obstacles();
      new Preflight(plan, folder, transcript.isRehearsal(), machine)
          .lookAgain(new Course(plan, transcript), obstacles);
      transcript.append(EntryKind.RESUMED, obstacles.facts());
      new Ceremony(plan, folder, transcript, terminal, machine, configuration).goOn();
    }
  }

  private void goOn() throws StoppedException, TerminalClosedException, IOException {
    try (desks) {
      for (Where where : desks.all()) {
        if (!course.plan().initialises(where)) {
          bindToken(where);
        }
      }
      int steps = course.plan().steps().size();
      for (int number = 1; number <= steps; number++) {
        if (!course.has(EntryKind.STEP_DONE, number)) {
          carryOut(number);
        }
        if (course.plan().witnesses() > 0 && !course.has(EntryKind.WITNESSED, number)) {
          witness(number);
        }
      }
      end(transcript.append(EntryKind.END, new Sealing(course, desks.at(Where.FIRST)).facts()));
    }
  }

  /** A token that exists before is looked for before the first step. */
  private void bindToken(Where where)
      throws StoppedException, TerminalClosedException, IOException {
    if (course.serial(where).isPresent()) {
      return;
    }
    TokenDesk desk = desks.at(where);
    if (transcript.isRehearsal() && desk.place().find().isEmpty()) {
      terminal.say("the throw-away %s token gets its PINs".formatted(where.written()));
      desk.initialise();
    }
    desk.place().bind(desk.place().require().serial());
    Map<String, String> facts = desk.place().facts(where);
    facts.forEach((name, value) -> terminal.say("  %s: %s".formatted(name, value)));
    transcript.append(EntryKind.TOKEN_FOUND, facts);
  }

  private void carryOut(int number) throws StoppedException, TerminalClosedException, IOException {
    Step step = course.plan().steps().get(number - 1);
    terminal.say("");
    terminal.say(
        "step %d of %d: %s".formatted(number, course.plan().steps().size(), step.description()));
    TokenDesk desk = desks.at(step.where());
    boolean begun = course.has(EntryKind.STEP_BEGUN, number);
    if (begun) {
      terminal.say("this step was interrupted; what it left is checked and taken");
    }
    if (!prompts.confirm(step.words())) {
      throw StoppedException.failed(
          Problem.of("step %d was not confirmed; nothing of it was done".formatted(number))
              .expecting("\"%s\"".formatted(step.words()))
              .remedy("resume, and type the words exactly"));
    }
    try {
      if (!begun) {
        Map<String, String> found = new StepChecks(course, desk, outputs).check(step);
        transcript.append(EntryKind.STEP_BEGUN, about(number, step, found));
      }
      Custody custody = new Custody(course, desks, outputs, terminal, number);
      Map<String, String> facts = new StepWork(course, desk, outputs, custody, number).done(step);
      new TreeMap<>(facts)
          .forEach((name, value) -> terminal.say("  %s: %s".formatted(name, value)));
      transcript.append(EntryKind.STEP_DONE, about(number, step, facts));
      terminal.say("step %d is done".formatted(number));
    } catch (StoppedException e) {
      transcript.append(
          EntryKind.STEP_STOPPED, about(number, step, Map.of("reason", e.getMessage())));
      throw e;
    }
  }

  private static Map<String, String> about(int number, Step step, Map<String, String> facts) {
    Map<String, String> about = new TreeMap<>(facts);
    about.put(Entry.STEP, String.valueOf(number));
    about.put("kind", step.kind());
    about.put("object", step.object());
    return about;
  }

  private void witness(int number) throws TerminalClosedException, IOException {
    String initials = String.join(" ", prompts.initials(course.plan().witnesses()));
    transcript.append(
        EntryKind.WITNESSED, Map.of(Entry.STEP, String.valueOf(number), "initials", initials));
  }

  private void end(Entry last) throws IOException {
    CeremonyRecords.write(folder, course.plan(), transcript.entries());
    terminal.say("");
    terminal.say("the ceremony is over; write down the last hash of its transcript:");
    terminal.say("  " + last.hash());
    new SpokenHash(last.hash()).rows().forEach(row -> terminal.say("  " + row));
    terminal.say("print %s and sign it".formatted(folder.record()));
    if (!transcript.isRehearsal() && course.plan().approvals().isPresent()) {
      terminal.say("the approvers sign with 'ceremony sign %s'".formatted(folder.path()));
    }
  }
}
