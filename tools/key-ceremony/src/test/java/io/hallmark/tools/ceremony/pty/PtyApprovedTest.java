package io.hallmark.tools.ceremony.pty;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.CeremonyProgram;
import io.hallmark.tools.ceremony.step.Machine;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A ceremony that counts, by its commands alone: approved, typed at a terminal, signed, verified.
 */
@Execution(ExecutionMode.CONCURRENT)
class PtyApprovedTest {
  @TempDir Path directory;

  @Test
  void ceremony_approvedRunAtATerminalAndSigned_isWhole() throws Exception {
    Map<String, KeyPair> people = new TreeMap<>();
    for (String name : List.of("alice", "bob")) {
      people.put(name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
      writeKey(name, people.get(name));
    }
    String plan = writePlan(people).toString();
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("ceremony"));
    List<String> run = new ArrayList<>(List.of("run", plan, "--dir", folder.path().toString()));
    run.addAll(List.of("--operator", "dora"));
    for (String name : people.keySet()) {
      Path approval = directory.resolve(name + ".approval");
      Files.writeString(approval, output("approve", plan, "--name", name, "--key", key(name)));
      run.addAll(List.of("--approval", approval.toString()));
    }
    try (PtyProgram program = new PtyProgram(directory, run.toArray(String[]::new))) {
      program.type(new Typist(false), () -> false);
      assertThat(program.exitCode()).as("exit after %s", program.screen()).isZero();
      assertThat(program.screen()).contains("the approvers sign with 'ceremony sign");
    }
    assertThat(TranscriptChain.read(folder.transcript()).entries().get(0).data())
        .containsEntry("operator", "dora")
        .containsEntry("entropy-bits", String.valueOf(Machine.here().entropyBits().orElseThrow()));
    assertThat(execute(new StringWriter(), "verify", folder.path().toString())).isEqualTo(1);
    for (String name : people.keySet()) {
      output("sign", folder.path().toString(), "--name", name, "--key", key(name));
    }
    assertThat(output("verify", folder.path().toString())).hasLineCount(1 + 4);
  }

  private static String output(String... arguments) {
    StringWriter out = new StringWriter();
    assertThat(execute(out, arguments)).as(String.join(" ", arguments)).isZero();
    return out.toString();
  }

  private static int execute(StringWriter out, String... arguments) {
    return CeremonyProgram.commandLine().setOut(new PrintWriter(out)).execute(arguments);
  }

  private String key(String name) {
    return directory.resolve(name + ".pem").toString();
  }

  private void writeKey(String name, KeyPair key) throws Exception {
    Files.writeString(
        directory.resolve(name + ".pem"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }

  private Path writePlan(Map<String, KeyPair> people) throws Exception {
    SoftHsm.configure(directory.resolve("hsm"));
    String up =
        Machine.here().interfacesUp().stream()
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", ", "[", "]"));
    String approvers =
        people.entrySet().stream()
            .map(
                each ->
                    "    - { name: %s, key: \"%s\" }\n"
                        .formatted(
                            each.getKey(),
                            Base64.getEncoder()
                                .encodeToString(each.getValue().getPublic().getEncoded())))
            .collect(Collectors.joining());
    return Files.writeString(
        directory.resolve("plan.yaml"),
        """
        ceremony: Approved
        witnesses: 1
        networkExceptions: %s
        token:
          module: %s
          label: one
          environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
        approvals:
          required: 2
          operators: [dora]
          approvers:
        %ssteps:
          - { step: init-token }
          - { step: generate-key, key: root, type: ec-p256 }
        """
            .formatted(up, SoftHsm.module(), approvers));
  }
}
