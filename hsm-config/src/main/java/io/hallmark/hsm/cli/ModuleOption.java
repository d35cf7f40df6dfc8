package io.hallmark.hsm.cli;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.file.HsmFileException;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.token.TokenFinder;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenOpenException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which module, and what it finds set: by its path, or as an HSM file has it. */
final class ModuleOption {
  @ArgGroup(multiplicity = "1")
  private Where where;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "a variable set for the module, for example SOFTHSM2_CONF=softhsm2.conf")
  private Map<String, String> environment = new LinkedHashMap<>();

  /** One of the two. */
  static final class Where {
    @Option(
        names = "--module",
        required = true,
        paramLabel = "PATH",
        description = "the PKCS#11 module, for example /usr/lib/softhsm/libsofthsm2.so")
    private Path module;

    @Option(
        names = "--hsm",
        required = true,
        paramLabel = "FILE",
        description = "the module and its variables, as in the first token of this HSM file")
    private Path file;
  }

  /** The file that names the module, once {@link #config} was asked. */
  private FileOption file;

  Path path() throws HsmFileException, CommandFailure {
    Optional<TokenConfig> config = config();
    return config.isPresent() ? config.get().module() : where.module;
  }

  Map<String, String> environment() throws HsmFileException, CommandFailure {
    Map<String, String> all = new LinkedHashMap<>();
    config().ifPresent(config -> all.putAll(config.environment()));
    all.putAll(environment);
    return all;
  }

  /** The token of the HSM file; empty where a module is named. */
  Optional<TokenConfig> config() throws HsmFileException, CommandFailure {
    if (where.file == null) {
      return Optional.empty();
    }
    file = new FileOption(where.file);
    return Optional.of(file.tokens().get(0));
  }

  CryptokiModule acquire() throws TokenOpenException, HsmFileException, CommandFailure {
    try {
      return CryptokiModule.acquire(path(), environment());
    } catch (TokenOpenException e) {
      throw placed(e);
    }
  }

  /** One of the module's tokens. */
  TokenInfo find(CryptokiModule opened, TokenSelector selector)
      throws TokenOpenException, HsmFileException, CommandFailure {
    try {
      return TokenFinder.find(opened.cryptoki(), opened.path(), selector);
    } catch (TokenOpenException e) {
      throw placed(e);
    }
  }

  /** With its place, where a file named the module. */
  private TokenOpenException placed(TokenOpenException failure)
      throws HsmFileException, CommandFailure {
    Optional<TokenConfig> config = config();
    if (config.isPresent()) {
      throw file.failure(config.get(), failure);
    }
    return failure;
  }
}
