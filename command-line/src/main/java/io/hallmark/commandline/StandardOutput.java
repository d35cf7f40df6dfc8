package io.hallmark.commandline;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Standard output that remembers what did not get there: a {@link PrintWriter} keeps to itself that
 * the disk was full, and a product that is lost must not end with exit code 0. Confined to one
 * thread.
 */
final class StandardOutput extends OutputStream {
  private static final String READER_LEFT = "Broken pipe";

  private final OutputStream out;
  private IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  /** Flushes at each line. */
  PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(this, charset()), true);
  }

  /**
   * That of the terminal or of the locale. In the locale {@code C}, where Java 17 knows ASCII
   * alone, a tick and a cross would both be a question mark, so there it is UTF-8.
   */
  private static Charset charset() {
    String named = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    Charset charset = named == null ? Charset.defaultCharset() : Charset.forName(named);
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  /** Why something is lost; empty as well where a reader, as {@code head}, had enough of it. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure)
        .filter(lost -> !String.valueOf(lost.getMessage()).contains(READER_LEFT));
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
