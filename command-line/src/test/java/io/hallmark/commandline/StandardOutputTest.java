package io.hallmark.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StandardOutputTest {
  private static final class Closing extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  @Test
  void writer_text_isThereAfterEachLine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(bytes);
    output.writer().println("a line");
    assertThat(bytes.toString(StandardCharsets.US_ASCII)).startsWith("a line");
    assertThat(output.failure()).isEmpty();
  }

  @Test
  void failure_readerThatLeft_isNone() {
    StandardOutput output = new StandardOutput(new Closing());
    output.writer().println("more than head wants");
    assertThat(output.failure()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void failure_fullDisk_isKept() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      StandardOutput output = new StandardOutput(full);
      PrintWriter writer = output.writer();
      writer.println("lost");
      assertThat(output.failure()).get().isInstanceOf(IOException.class);
    }
  }
}
