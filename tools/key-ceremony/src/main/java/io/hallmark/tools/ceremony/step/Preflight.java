package io.hallmark.tools.ceremony.step;

import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.evidence.CeremonyRecords;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanInput;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is looked at before anything is done. */
final class Preflight {
  private static final int NONCE_BYTES = 32;

  private Preflight() {}

  /** Nothing of an earlier ceremony, or of anything else, may be in the way. */
  static void checkFolder(CeremonyFolder folder) throws StoppedException, IOException {
    if (!Files.exists(folder.path())) {
      return;
    }
    if (!Files.isDirectory(folder.path())) {
      throw StoppedException.badInput(folder.path() + " is not a folder");
    }
    try (Stream<Path> content = Files.list(folder.path())) {
      if (content.findAny().isPresent()) {
        throw StoppedException.badInput(
            "folder %s is not empty; name a new one, or resume the ceremony in it"
                .formatted(folder.path()));
      }
    }
  }

  /** What is recorded of tool, machine and plan. */
  static Map<String, String> facts(Plan plan, boolean rehearsal, Machine machine)
      throws StoppedException, IOException {
    Map<String, String> facts = new TreeMap<>();
    Path module = rehearsal ? SoftHsm.module() : plan.token().module();
    if (!Files.isRegularFile(module)) {
      throw StoppedException.badInput("module " + module + " does not exist");
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
    facts.put("module-sha256", Outputs.sha256(Files.readAllBytes(module)));
    facts.put(Facts.TOOL, CeremonyRecords.tool());
    toolHash(facts);
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
          "network interfaces are up: %s; take them down, or name them in networkExceptions"
              .formatted(String.join(", ", wrong)));
    }
    return String.join(" ", up);
  }

  private static void toolHash(Map<String, String> facts) throws IOException {
    CodeSource source = Preflight.class.getProtectionDomain().getCodeSource();
    try {
      Path jar = source == null ? null : Path.of(source.getLocation().toURI());
      if (jar != null && Files.isRegularFile(jar)) {
        facts.put("tool-sha256", Outputs.sha256(Files.readAllBytes(jar)));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of this program is no path", e);
    }
  }

  /** Makes the folder, with copies of the plan and of all that it reads. */
  static void prepare(Plan plan, CeremonyFolder folder) throws StoppedException, IOException {
    Files.createDirectories(folder.outputs());
    Files.createDirectories(folder.inputs());
    Outputs.writeNew(folder.plan(), plan.text().getBytes(StandardCharsets.UTF_8));
    for (PlanInput input : plan.inputs()) {
      byte[] content = Files.readAllBytes(plan.inputFolder().resolve(input.file()));
      if (!Outputs.sha256(content).equals(input.sha256())) {
        throw StoppedException.refused("input " + input.file() + " was changed just now");
      }
      Outputs.writeNew(folder.inputs().resolve(input.file()), content);
    }
  }
}
