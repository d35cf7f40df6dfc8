package io.hallmark.tools.frontdoor;

import io.hallmark.commandline.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code hallmark man}. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a manual page for every program and command, and prints their files: the pages of",
      "picocli's generator, made ready for man. Pages of an earlier version are written anew."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark man ~/.local/share/man/man1 && man hallmark-hsm-check",
      "  hallmark man pages && man -l pages/hallmark.1",
      "  hallmark man --asciidoc pages && asciidoctor -b html pages/*.adoc"
    })
final class ManCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "folder for the pages; made if it is not there")
  private Path folder;

  @Option(names = "--asciidoc", description = "in AsciiDoc, for web sites and other formats")
  private boolean asciidoc;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    NewFile.folder(folder);
    for (Map.Entry<String, String> page : ManSource.of(HallmarkProgram.everything()).entrySet()) {
      Path file = folder.resolve(page.getKey() + (asciidoc ? ".adoc" : ".1"));
      Files.writeString(file, asciidoc ? page.getValue() : ManPage.of(page.getValue()));
      spec.commandLine().getOut().println(file);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
