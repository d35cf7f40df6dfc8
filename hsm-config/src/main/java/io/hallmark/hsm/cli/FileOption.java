package io.hallmark.hsm.cli;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.file.HsmFile;
import io.hallmark.hsm.file.HsmFileException;
import io.hallmark.hsm.file.TokenConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which HSM file, and which of its tokens. */
final class FileOption {
  @Parameters(paramLabel = "FILE", description = "the HSM file, in YAML")
  private Path file;

  @Option(
      names = "--token",
      paramLabel = "NAME",
      description = "only the token of this name in the file (default: all)")
  private String token;

  /** For picocli. */
  FileOption() {}

  FileOption(Path file) {
    this.file = file;
  }

  Path path() {
    return file;
  }

  /** At least one. */
  List<TokenConfig> tokens() throws HsmFileException, CommandFailure {
    List<TokenConfig> all = HsmFile.read(file).tokens();
    if (token == null) {
      return all;
    }
    List<TokenConfig> named = all.stream().filter(t -> t.name().equals(token)).toList();
    if (named.isEmpty()) {
      throw new CommandFailure(
          ExitCode.WRONG_USE,
          Problem.of("no token is called \"" + token + "\"")
              .at(file.toString())
              .expecting(
                  "one of " + all.stream().map(TokenConfig::name).collect(Collectors.joining(", ")))
              .remedy("name one of these with --token"));
    }
    return named;
  }

  /** The one token of the file, or the one that was named. */
  TokenConfig one() throws HsmFileException, CommandFailure {
    List<TokenConfig> tokens = tokens();
    if (tokens.size() > 1) {
      throw new CommandFailure(
          ExitCode.WRONG_USE,
          Problem.of("the file has " + tokens.size() + " tokens")
              .at(file.toString())
              .expecting("one token, of which the key is")
              .remedy("name one with --token"));
    }
    return tokens.get(0);
  }
}
