package io.hallmark.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  @TempDir Path dir;

  @Test
  void find_sameIdButAnotherStart_isAStranger() {
    ProcessHandle self = ProcessHandle.current();
    long started = Jvm.startedMillis(self);
    assertThat(Processes.find(entry(self.pid(), started))).isPresent();
    assertThat(Processes.find(entry(self.pid(), started - 3_600_000))).isEmpty();
  }

  @Test
  void stop_aProgramOfOurs_endsIt() throws IOException {
    Process sleep = new ProcessBuilder("sleep", "600").start();
    ProcessEntry entry = entry(sleep.pid(), Jvm.startedMillis(sleep.toHandle()));
    assertThat(Processes.find(entry)).isPresent();
    Processes.stop(entry);
    assertThat(Processes.find(entry)).isEmpty();
  }

  private ProcessEntry entry(long pid, long started) {
    return new ProcessEntry(
        "alice", Kind.BROKER, 1, List.of(), dir.resolve("log"), dir.resolve("a"), "", pid, started);
  }
}
