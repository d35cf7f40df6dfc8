package io.hallmark.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
  @TempDir private Path folder;

  @Test
  void write_newFolder_makesBoth() throws Exception {
    Path file = folder.resolve("a/b.txt");
    NewFile.write(file, "text");
    assertThat(file).hasContent("text");
  }

  @Test
  void write_fileThatIsThere_isRefusedAndKept() throws Exception {
    Path file = Files.writeString(folder.resolve("b.txt"), "before");
    assertThatThrownBy(() -> NewFile.write(file, "after"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("before");
  }

  @Test
  void write_fileInTheWayOfAFolder_saysThat() throws Exception {
    Path file = Files.writeString(folder.resolve("c"), "");
    assertThatThrownBy(() -> NewFile.write(file.resolve("d.txt"), ""))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessageContaining("c");
  }
}
