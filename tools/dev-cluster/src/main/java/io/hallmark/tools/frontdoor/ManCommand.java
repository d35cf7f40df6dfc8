package io.hallmark.tools.frontdoor;

import io.hallmark.commandline.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code hallmark man}. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a manual page for every program and command, and prints their files.",
      "Pages of an earlier version are written anew."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark man ~/.local/share/man/man1 && man hallmark-hsm-check",
      "  hallmark man pages && man -l pages/hallmark.1"
    })
final class ManCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "folder for the pages; made if it is not there")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> page : ManPage.of(HallmarkProgram.everything()).entrySet()) {
      Path file = folder.resolve(page.getKey());
      Files.writeString(file, page.getValue());
      spec.commandLine().getOut().println(file);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
