package io.hallmark.hsm.cli;

import io.hallmark.commandline.Table;
import io.hallmark.hsm.file.HsmFile;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the key pairs in the tokens of an HSM file. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Lists the key pairs in the tokens of an HSM file.")
final class KeysCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the HSM file, in YAML")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Table table = new Table("TOKEN", "ID", "LABEL", "KIND");
    int exitCode = ExitCode.OK;
    for (TokenConfig config : HsmFile.read(file).tokens()) {
      try (Token token = Tokens.open(config)) {
        exitCode = Math.max(exitCode, token.keys().join().fold(new Rows(config.name(), table)));
      }
    }
    table.print(spec.commandLine().getOut());
    return exitCode;
  }

  private final class Rows implements TokenResult.Cases<List<TokenKey>, Integer> {
    private final String token;
    private final Table table;

    Rows(String token, Table table) {
      this.token = token;
      this.table = table;
    }

    @Override
    public Integer done(List<TokenKey> keys) {
      keys.forEach(key -> table.row(token, key.id(), key.label(), key.spec()));
      return ExitCode.OK;
    }

    @Override
    public Integer refused(TokenFault fault) {
      spec.commandLine().getErr().println(fault.detail());
      return ExitCode.SOFTWARE;
    }

    @Override
    public Integer unavailable(TokenFault fault, Duration retryAfter) {
      return refused(fault);
    }
  }
}
