package io.hallmark.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final ClusterName ALICE = new ClusterName("alice");

  @TempDir Path dir;

  @Test
  void load_afterSave_isTheSame() {
    Layout layout = new Layout(dir);
    Manifest manifest =
        Manifest.empty("play")
            .with(new ClusterEntry("alice", ALICE.identity(), "127.0.0.1:1", layout.hsmFile(ALICE)))
            .with(broker(layout).running(42, 1234));
    manifest.save(layout);
    assertThat(Manifest.load(layout)).isEqualTo(manifest);
  }

  @Test
  void with_aProcessThatIsThere_takesItsPlace() {
    Layout layout = new Layout(dir);
    Manifest manifest =
        Manifest.empty("play").with(broker(layout)).with(broker(layout).running(7, 8));
    assertThat(manifest.processes()).hasSize(1).first().extracting(ProcessEntry::pid).isEqualTo(7L);
  }

  @Test
  void load_fromAnEmptyFolder_saysHowToMakeClusters() {
    assertThatThrownBy(() -> Manifest.load(new Layout(dir)))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(dir.toString())
        .hasMessageContaining("cluster up");
  }

  @Test
  void load_ofAFileThatIsNoManifest_namesTheFile() throws Exception {
    Layout layout = new Layout(dir);
    Files.writeString(layout.manifest(), "{\"nonsense\": 1}");
    assertThatThrownBy(() -> Manifest.load(layout))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(layout.manifest().toString());
  }

  @Test
  void process_thatIsNotThere_isMisuseNamingIt() {
    assertThatThrownBy(() -> Manifest.empty("play").process("alice", Kind.GATEWAY, 3))
        .hasMessageContaining("alice gateway 3");
  }

  private static ProcessEntry broker(Layout layout) {
    return new ProcessPlan(layout).broker(ALICE).with(List.of("--port", "1"));
  }
}
