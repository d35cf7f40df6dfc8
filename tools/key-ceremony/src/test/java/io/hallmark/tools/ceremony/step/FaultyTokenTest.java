package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.Tokens;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that makes other keys than it was asked for. */
class FaultyTokenTest {
  private static final String PLAN =
      """
      ceremony: Faulty
      token: { module: %s, label: faulty }
      steps:
        - { step: init-token }
        - { step: inventory, file: before.json }
        - { step: generate-key, key: root, type: ec-p256 }
        - { step: inventory, file: after.json }
      """;

  @TempDir Path directory;

  @Test
  void generateKey_attributesAreNotWhatWasAskedFor_destroysTheKeyAndStops() throws Exception {
    Path file = directory.resolve("plan.yaml");
    Files.writeString(file, PLAN.replace("%s", SoftHsm.module().toString()));
    Plan plan = Plan.read(file);
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("run"));

    StoppedException stopped =
        catchThrowableOfType(
            StoppedException.class,
            () ->
                Ceremony.run(
                    plan,
                    folder,
                    true,
                    GivenApprovals.none(),
                    new ScriptedTerminal(),
                    new LeakyMachine()));

    assertThat(stopped.kind()).isEqualTo(StoppedException.Kind.REFUSED);
    assertThat(stopped.problem().what()).containsPattern("CKA_(NEVER_)?EXTRACTABLE");
    assertThat(stopped.problem().remedy()).startsWith("\"root\" was destroyed");
    Entry last = last(folder);
    assertThat(last.kind()).isEqualTo(EntryKind.STEP_STOPPED);
    assertThat(last.data().get("reason")).contains("was destroyed");

    // The step had begun, so a key that were left there would be taken now and fail again.
    Ceremony.resume(folder, new ScriptedTerminal(), CeremonyRuns.offline());
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(Files.readString(folder.outputs().resolve("REHEARSAL-after.json")))
        .containsOnlyOnce("\"label\" : \"root\"");
    assertThat(Files.readString(folder.record())).contains("CKA_").contains("was destroyed");
  }

  private static Entry last(CeremonyFolder folder) throws Exception {
    var entries = TranscriptChain.read(folder.transcript()).entries();
    return entries.get(entries.size() - 1);
  }

  /** Its token makes every key so that it can leave. */
  private static final class LeakyMachine implements Machine {
    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public Set<String> interfacesUp() {
      return Set.of();
    }

    @Override
    public Token open(TokenConfig config) throws TokenOpenException {
      Token good = Tokens.open(config);
      return (Token)
          Proxy.newProxyInstance(
              Token.class.getClassLoader(),
              new Class<?>[] {Token.class},
              (proxy, method, arguments) -> {
                try {
                  return method.getName().equals("generate")
                      ? good.generate(leaky((GenerateTask) arguments[0]))
                      : method.invoke(good, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private static GenerateTask leaky(GenerateTask asked) {
      return new GenerateTask(
          asked.key(),
          asked.label(),
          asked.spec(),
          asked.purpose(),
          Extraction.WRAPPED,
          asked.deadline());
    }
  }
}
