package io.hallmark.tools.ceremony.pty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.hallmark.tools.ceremony.CeremonyProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The program with a dump of its heap at its end, garbage included. */
final class HeapProbe {
  /** Kept as characters and as bytes, so that a search that finds nothing is known to search. */
  static final String CONTROL = "control-577215664901532860";

  private HeapProbe() {}

  /** The file for the dump, then what the program is given. */
  public static void main(String[] arguments) throws Exception {
    char[] kept = CONTROL.toCharArray();
    int code = CeremonyProgram.run(Arrays.copyOfRange(arguments, 1, arguments.length));
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(arguments[0], false);
    System.exit(kept.length == CONTROL.length() ? code : 1);
  }

  /** Whether a dump has a text, as the JVM keeps characters and as bytes. */
  static boolean finds(Path dump, String text) throws IOException {
    byte[] heap = Files.readAllBytes(dump);
    for (Charset charset : List.of(UTF_16BE, UTF_16LE, ISO_8859_1)) {
      if (contains(heap, text.getBytes(charset))) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(byte[] heap, byte[] wanted) {
    for (int at = 0; at <= heap.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && heap[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
