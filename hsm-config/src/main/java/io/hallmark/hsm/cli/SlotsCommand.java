package io.hallmark.hsm.cli;

import io.hallmark.commandline.Json;
import io.hallmark.commandline.Table;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.token.TokenInfo;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the tokens of a module. */
@Command(
    name = "slots",
    mixinStandardHelpOptions = true,
    description = "Lists the tokens of a module; needs no PIN.")
final class SlotsCommand implements Callable<Integer> {
  @Mixin private ModuleOption module;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (CryptokiModule opened = module.acquire()) {
      List<TokenInfo> tokens = Slots.tokens(opened.cryptoki());
      if (json) {
        Json.print(out, tokens.stream().map(SlotsCommand::describe).toList());
      } else {
        table(tokens).print(out);
      }
    }
    return 0;
  }

  private static Table table(List<TokenInfo> tokens) {
    Table table = new Table("SLOT", "LABEL", "SERIAL", "MODEL", "FIRMWARE", "STATE");
    for (TokenInfo t : tokens) {
      table.row(t.slotId(), t.label(), t.serial(), t.model(), t.firmware(), state(t));
    }
    return table;
  }

  static String state(TokenInfo token) {
    if ((token.flags() & Ck.CKF_TOKEN_INITIALIZED) == 0) {
      return "not initialised";
    }
    if ((token.flags() & Ck.CKF_USER_PIN_LOCKED) != 0) {
      return "PIN locked";
    }
    if ((token.flags() & Ck.CKF_USER_PIN_FINAL_TRY) != 0) {
      return "one PIN try left";
    }
    if ((token.flags() & Ck.CKF_USER_PIN_COUNT_LOW) != 0) {
      return "ready, a PIN was wrong";
    }
    return (token.flags() & Ck.CKF_USER_PIN_INITIALIZED) == 0 ? "no user PIN" : "ready";
  }

  static Map<String, Object> describe(TokenInfo token) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("slot", token.slotId());
    map.put("label", token.label());
    map.put("serial", token.serial());
    map.put("manufacturer", token.manufacturer());
    map.put("model", token.model());
    map.put("firmware", token.firmware());
    map.put("state", state(token));
    return map;
  }
}
