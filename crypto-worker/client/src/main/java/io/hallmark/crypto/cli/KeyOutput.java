package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyInfo;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a command shows one key; a mixin. */
final class KeyOutput {
  @Option(names = "--json", description = "as JSON, for programs")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "writes the public key there too, as PEM; created, never overwritten")
  private Path file;

  /** Call it before anything is asked. */
  void check() {
    NewFile.check(file);
  }

  void show(KeyInfo key, PrintWriter out) {
    if (file != null) {
      NewFile.write(file, KeyText.pem(key).getBytes(StandardCharsets.US_ASCII));
    }
    out.println(json ? KeyText.json(key) : KeyText.lines(key));
  }
}
