package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.evidence.CeremonyRecords;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanInput;
import io.hallmark.tools.ceremony.plan.PlannedToken;
import io.hallmark.tools.ceremony.plan.Where;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is looked at before anything is done. All that is in the way is told at once. Confined to
 * one thread.
 */
final class Preflight {
  private static final int NONCE_BYTES = 32;

  /** A kernel that has seeded its generator never says less. */
  private static final int ENTROPY_BITS_MIN = 128;

  /** A ceremony writes some hundred kilobytes; a disk with less than this is as good as full. */
  private static final long DISK_BYTES_MIN = 16L << 20;

  private static final int NAMED_MAX = 5;

  /** When this version was begun: no clock that is right is before it. */
  private static final Instant CLOCK_MIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Plan plan;
  private final CeremonyFolder folder;
  private final boolean rehearsal;
  private final Machine machine;
  private final Outputs outputs;

  Preflight(Plan plan, CeremonyFolder folder, boolean rehearsal, Machine machine) {
    this.plan = plan;
    this.folder = folder;
    this.rehearsal = rehearsal;
    this.machine = machine;
    this.outputs = new Outputs(folder, rehearsal);
  }

  /** Looks at all that a ceremony needs that has not begun. */
  void lookBefore(Obstacles obstacles) throws IOException {
    obstacles.look(this::checkFolder);
    for (int number = 1; number <= plan.steps().size(); number++) {
      int step = number;
      obstacles.look(() -> checkOutput(step));
    }
    look(obstacles);
    if (!rehearsal) {
      for (Where where : Where.values()) {
        obstacles.look(() -> checkToken(where));
      }
    }
  }

  /** Looks at all that a ceremony needs that goes on. */
  void lookAgain(Course course, Obstacles obstacles) throws IOException {
    for (int number = 1; number <= plan.steps().size(); number++) {
      int step = number;
      if (!course.has(EntryKind.STEP_BEGUN, step)) {
        obstacles.look(() -> checkOutput(step));
      }
    }
    look(obstacles);
  }

  /** Nothing of an earlier ceremony, or of anything else, may be in the way. */
  private void checkFolder() throws StoppedException, IOException {
    if (!Files.exists(folder.path())) {
      return;
    }
    if (!Files.isDirectory(folder.path())) {
      throw StoppedException.badInput(
          Problem.of(folder.path() + " is not a folder")
              .expecting("a folder that does not exist or is empty")
              .remedy("name another with --dir"));
    }
    List<String> content = content(folder.path());
    if (!content.isEmpty()) {
      String more = content.size() > NAMED_MAX ? " and more" : "";
      throw StoppedException.badInput(
          Problem.of(
                  "folder %s is not empty: it has %s%s"
                      .formatted(
                          folder.path(),
                          String.join(
                              ", ", content.subList(0, Math.min(NAMED_MAX, content.size()))),
                          more))
              .expecting("a folder that does not exist or is empty")
              .remedy("name a new one, or resume the ceremony in it"));
    }
  }

  private static List<String> content(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** What a step will write must not be there. */
  private void checkOutput(int number) throws StoppedException {
    Optional<String> file = plan.steps().get(number - 1).file();
    if (file.isPresent() && outputs.exists(file.get())) {
      throw StoppedException.failed(
          StepChecks.taken(
              "%s exists, which step %d makes".formatted(outputs.path(file.get()), number)));
    }
  }

  /** A token is there and is what the plan asks for; no PIN is asked for yet. */
  private void checkToken(Where where) throws StoppedException, IOException {
    Optional<PlannedToken> planned = plan.token(where);
    if (planned.isEmpty() || !Files.isRegularFile(planned.get().module())) {
      return; // A module that is not there is an obstacle of its own.
    }
    TokenPlace place = new TokenPlace(planned.get(), Optional.empty());
    if (plan.initialises(where)) {
      place.blank();
    } else {
      place.facts(where);
      TriesLeft.requireOfUser(place.require());
    }
  }

  private void look(Obstacles obstacles) throws IOException {
    obstacles.look(this::checkTool);
    obstacles.look(() -> checkClock(machine.clock().instant()));
    Path module = rehearsal ? SoftHsm.module() : plan.token().module();
    obstacles.fact(Facts.MODULE_HASH, () -> module(plan.token(), module));
    if (plan.secondToken().isPresent() && !rehearsal) {
      PlannedToken second = plan.secondToken().get();
      obstacles.fact(Facts.SECOND_MODULE_HASH, () -> module(second, second.module()));
    }
    if (plan.sharePrinter().isPresent()) {
      Path printer = plan.sharePrinter().get();
      obstacles.fact(Facts.SHARE_PRINTER, () -> SharePrinter.of(printer).program().toString());
      if (Files.isRegularFile(printer)) {
        obstacles.fact(Facts.SHARE_PRINTER_HASH, () -> Outputs.sha256(Files.readAllBytes(printer)));
      }
    }
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    obstacles.fact("ceremony", plan::name);
    obstacles.fact(Facts.PLAN, plan.hash()::hex);
    obstacles.fact(Facts.PLAN_FOLDER, plan.folder().toAbsolutePath()::toString);
    obstacles.fact(Facts.STEPS, () -> String.valueOf(plan.steps().size()));
    obstacles.fact(Facts.NONCE, () -> HexFormat.of().formatHex(nonce));
    obstacles.fact("clock", () -> machine.clock().instant().toString());
    obstacles.fact("module", module::toString);
    obstacles.fact(Facts.TOOL, CeremonyRecords::tool);
    obstacles.fact(Facts.TOOL_HASH, ToolHash::hex);
    obstacles.fact(Facts.FIPS, () -> FipsMode.state().toString());
    obstacles.fact("entropy-bits", this::entropy);
    obstacles.fact("java", () -> Runtime.version().toString());
    obstacles.fact("network-up", this::network);
    obstacles.fact(Facts.DISK_FREE, this::disk);
  }

  private String disk() throws StoppedException, IOException {
    long free = machine.usableBytes(folder.path());
    if (free < DISK_BYTES_MIN) {
      throw StoppedException.failed(
          Problem.of("the disk of %s has room for %d bytes".formatted(folder.path(), free))
              .expecting(DISK_BYTES_MIN + " at least")
              .remedy("make room, or name a folder on another disk with --dir"));
    }
    return String.valueOf(free);
  }

  private String network() throws StoppedException, IOException {
    Set<String> up = new TreeSet<>(machine.interfacesUp());
    Set<String> wrong = new TreeSet<>(up);
    wrong.removeAll(plan.networkExceptions());
    if (!rehearsal && !wrong.isEmpty()) {
      throw StoppedException.refused(
          Problem.of("network interfaces are up: %s".formatted(String.join(", ", wrong)))
              .expecting("none but loopback and the plan's networkExceptions")
              .remedy("take them down, or name them in networkExceptions"));
    }
    return String.join(" ", up);
  }

  private void checkTool() throws StoppedException {
    if (plan.toolSha256().isPresent() && !plan.toolSha256().get().equals(ToolHash.hex())) {
      throw StoppedException.refused(
          Problem.of("this program's jars have SHA-256 %s".formatted(ToolHash.hex()))
              .expecting(plan.toolSha256().get() + ", the plan's toolSha256")
              .remedy("run the program that the plan was approved for"));
    }
  }

  /** A module that the plan knows the hash of must be that one. */
  private String module(PlannedToken token, Path module) throws StoppedException, IOException {
    if (!Files.isRegularFile(module)) {
      throw StoppedException.badInput(
          Problem.of("module " + module + " does not exist")
              .expecting("a PKCS#11 module")
              .remedy("install it, or correct token.module in the plan"));
    }
    String found = Outputs.sha256(Files.readAllBytes(module));
    Optional<String> expected = token.demands().moduleSha256();
    if (!rehearsal && expected.isPresent() && !expected.get().equals(found)) {
      throw StoppedException.refused(
          Problem.of("module %s has SHA-256 %s".formatted(module, found))
              .expecting(expected.get() + ", as the plan says")
              .remedy("install the module that the plan was approved for"));
    }
    return found;
  }

  private static void checkClock(Instant now) throws StoppedException {
    if (now.isBefore(CLOCK_MIN)) {
      throw StoppedException.refused(
          Problem.of("the clock says %s, which is before this program was made".formatted(now))
              .expecting("%s or later".formatted(CLOCK_MIN))
              .remedy("set the clock"));
    }
  }

  private String entropy() throws StoppedException, IOException {
    OptionalInt bits = machine.entropyBits();
    if (!rehearsal && bits.isPresent() && bits.getAsInt() < ENTROPY_BITS_MIN) {
      throw StoppedException.refused(
          Problem.of("the kernel has %d bits of entropy".formatted(bits.getAsInt()))
              .expecting(ENTROPY_BITS_MIN + " at least")
              .remedy("wait, or connect a source"));
    }
    return bits.isPresent() ? String.valueOf(bits.getAsInt()) : "not told";
  }

  /** Makes the folder, with copies of the plan and of all that it reads. */
  void prepare() throws StoppedException, IOException {
    Files.createDirectories(folder.outputs());
    Files.createDirectories(folder.inputs());
    Outputs.writeNew(folder.plan(), plan.text().getBytes(StandardCharsets.UTF_8));
    for (PlanInput input : plan.inputs()) {
      byte[] content = Files.readAllBytes(plan.inputFolder().resolve(input.file()));
      if (!Outputs.sha256(content).equals(input.sha256())) {
        throw StoppedException.refused(
            Problem.of("input " + input.file() + " was changed just now")
                .expecting("SHA-256 " + input.sha256())
                .remedy("find out who changed it"));
      }
      Outputs.writeNew(folder.inputs().resolve(input.file()), content);
    }
  }
}
