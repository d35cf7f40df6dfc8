package io.hallmark.hsm.cli;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.file.Engine;
import io.hallmark.hsm.file.HsmFile;
import io.hallmark.hsm.file.HsmFileException;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.inspect.OpenedToken;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenProblems;
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

  /** Once it is read. */
  private HsmFile content;

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
    content = HsmFile.read(file);
    List<TokenConfig> all = content.tokens();
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

  /** Opens one of its tokens by our own binding, whatever engine the file names. */
  OpenedToken open(TokenConfig config) throws CommandFailure {
    return openAsConfigured(config.withEngine(Engine.CRYPTOKI));
  }

  /** Opens one of its tokens. */
  OpenedToken openAsConfigured(TokenConfig config) throws CommandFailure {
    try {
      return OpenedToken.openAsConfigured(config);
    } catch (TokenOpenException e) {
      throw failure(config, e);
    }
  }

  /** Why a token of the file does not open, at the key that says how it would. */
  CommandFailure failure(TokenConfig config, TokenOpenException failure) {
    return new CommandFailure(
        HsmProgram.needsCorrection(failure) ? ExitCode.WRONG_USE : ExitCode.FAILED,
        TokenProblems.of(failure).at(content.place(config.name(), TokenProblems.key(failure))),
        failure);
  }
}
