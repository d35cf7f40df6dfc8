package io.hallmark.hsm.cli;

import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.token.TokenOpenException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which module, and what it finds set. */
final class ModuleOption {
  @Option(
      names = "--module",
      required = true,
      paramLabel = "PATH",
      description = "the PKCS#11 module, for example /usr/lib/softhsm/libsofthsm2.so")
  private Path module;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "a variable set for the module, for example SOFTHSM2_CONF=softhsm2.conf")
  private Map<String, String> environment = new LinkedHashMap<>();

  Path path() {
    return module;
  }

  Map<String, String> environment() {
    return environment;
  }

  CryptokiModule acquire() throws TokenOpenException {
    return CryptokiModule.acquire(module, environment);
  }
}
