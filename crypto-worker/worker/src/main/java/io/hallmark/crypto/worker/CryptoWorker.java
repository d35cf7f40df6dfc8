package io.hallmark.crypto.worker;

import io.hallmark.commandline.Problem;
import io.hallmark.crypto.worker.tokens.TokenOpener;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.hsm.file.HsmFile;
import io.hallmark.hsm.file.HsmFileException;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenProblems;
import io.hallmark.hsm.token.Tokens;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The door: a crypto worker, which signs over the bus with keys that never leave its tokens. */
public final class CryptoWorker {
  private CryptoWorker() {}

  /**
   * Starts a worker. Returns once every token was tried; what it waits for after that, the bus or a
   * token that is away, is in its readiness.
   *
   * @throws ConfigurationException where the HSM file is faulty or a token can't be used until
   *     someone acts, a wrong PIN above all: it is tried once and never again
   */
  public static Worker start(WorkerEnvironment environment, CryptoWorkerConfig config) {
    return start(environment, config, openers(config));
  }

  /**
   * The same with tokens that are open already, for benches and tests that need tokens of a known
   * speed. The worker takes them over.
   */
  public static Worker start(
      WorkerEnvironment environment, CryptoWorkerConfig config, List<Token> tokens) {
    Map<String, TokenOpener> openers = new LinkedHashMap<>();
    tokens.forEach(token -> openers.put(token.name(), () -> token));
    return start(environment, config, openers);
  }

  /** The same with tokens that come from elsewhere than the HSM file. */
  static Worker start(
      WorkerEnvironment environment, CryptoWorkerConfig config, Map<String, TokenOpener> openers) {
    try {
      TokenPool tokens = TokenPool.open(openers, environment.metrics());
      return RunningCryptoWorker.start(environment, config, tokens);
    } catch (TokenOpenException e) {
      Problem problem = TokenProblems.of(e);
      throw new ConfigurationException(
          problem.where().isEmpty() ? problem.at(config.hsm().toString()) : problem, e);
    }
  }

  private static Map<String, TokenOpener> openers(CryptoWorkerConfig config) {
    try {
      Map<String, TokenOpener> openers = new LinkedHashMap<>();
      for (TokenConfig token : HsmFile.read(config.hsm()).tokens()) {
        openers.put(token.name(), () -> Tokens.open(token));
      }
      return openers;
    } catch (HsmFileException e) {
      throw new ConfigurationException(new SettingsException(e.faults()));
    }
  }
}
