package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.evidence.CeremonyRecords;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanInput;
import io.hallmark.tools.ceremony.plan.PlannedToken;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is looked at before anything is done. */
final class Preflight {
  private static final int NONCE_BYTES = 32;

  /** A kernel that has seeded its generator never says less. */
  private static final int ENTROPY_BITS_MIN = 128;

  /** When this version was begun: no clock that is right is before it. */
  private static final Instant CLOCK_MIN = Instant.parse("2026-01-01T00:00:00Z");

  private Preflight() {}

  /** Nothing of an earlier ceremony, or of anything else, may be in the way. */
  static void checkFolder(CeremonyFolder folder) throws StoppedException, IOException {
    if (!Files.exists(folder.path())) {
      return;
    }
    if (!Files.isDirectory(folder.path())) {
      throw StoppedException.badInput(
          Problem.of(folder.path() + " is not a folder")
              .expecting("a folder that does not exist or is empty")
              .remedy("name another with --dir"));
    }
    try (Stream<Path> content = Files.list(folder.path())) {
      if (content.findAny().isPresent()) {
        throw StoppedException.badInput(
            Problem.of("folder %s is not empty".formatted(folder.path()))
                .expecting("a folder that does not exist or is empty")
                .remedy("name a new one, or resume the ceremony in it"));
      }
    }
  }

  /** What is recorded of tool, machine and plan. */
  static Map<String, String> facts(Plan plan, boolean rehearsal, Machine machine)
      throws StoppedException, IOException {
    Map<String, String> facts = new TreeMap<>();
    checkTool(plan);
    checkClock(machine.clock().instant());
    Path module = rehearsal ? SoftHsm.module() : plan.token().module();
    facts.put(Facts.MODULE_HASH, module(plan.token(), module, rehearsal));
    if (plan.secondToken().isPresent() && !rehearsal) {
      PlannedToken second = plan.secondToken().get();
      facts.put(Facts.SECOND_MODULE_HASH, module(second, second.module(), false));
    }
    if (plan.sharePrinter().isPresent()) {
      Path program = SharePrinter.of(plan.sharePrinter().get()).program();
      facts.put(Facts.SHARE_PRINTER, program.toString());
      facts.put(Facts.SHARE_PRINTER_HASH, Outputs.sha256(Files.readAllBytes(program)));
    }
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    facts.put("ceremony", plan.name());
    facts.put(Facts.PLAN, plan.hash().hex());
    facts.put(Facts.PLAN_FOLDER, plan.folder().toAbsolutePath().toString());
    facts.put(Facts.STEPS, String.valueOf(plan.steps().size()));
    facts.put(Facts.NONCE, HexFormat.of().formatHex(nonce));
    facts.put("clock", machine.clock().instant().toString());
    facts.put("module", module.toString());
    facts.put(Facts.TOOL, CeremonyRecords.tool());
    facts.put(Facts.TOOL_HASH, ToolHash.hex());
    facts.put(Facts.FIPS, FipsMode.state().toString());
    facts.put("entropy-bits", entropy(machine, rehearsal));
    facts.put("java", Runtime.version().toString());
    facts.put("network-up", network(plan, rehearsal, machine));
    return facts;
  }

  private static String network(Plan plan, boolean rehearsal, Machine machine)
      throws StoppedException, IOException {
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

  private static void checkTool(Plan plan) throws StoppedException {
    if (plan.toolSha256().isPresent() && !plan.toolSha256().get().equals(ToolHash.hex())) {
      throw StoppedException.refused(
          Problem.of("this program's jars have SHA-256 %s".formatted(ToolHash.hex()))
              .expecting(plan.toolSha256().get() + ", the plan's toolSha256")
              .remedy("run the program that the plan was approved for"));
    }
  }

  /** A module that the plan knows the hash of must be that one. */
  private static String module(PlannedToken token, Path module, boolean rehearsal)
      throws StoppedException, IOException {
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

  private static String entropy(Machine machine, boolean rehearsal)
      throws StoppedException, IOException {
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
  static void prepare(Plan plan, CeremonyFolder folder) throws StoppedException, IOException {
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
