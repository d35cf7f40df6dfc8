package io.hallmark.hsm.cli;

import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Table;
import io.hallmark.commandline.Tone;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.inspect.KeyReport;
import io.hallmark.hsm.inspect.OpenedToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the private keys in the tokens of an HSM file. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the private keys in the tokens of an HSM file, with what they may be used for, and",
      "warns of keys that are extractable, not sensitive, or made elsewhere."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm keys hsm.yaml",
      "  hallmark hsm keys hsm.yaml --json | jq '.[].keys[] | select(.extractable)'"
    })
final class KeysCommand implements Callable<Integer> {
  @Mixin private FileOption file;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws Exception {
    Map<String, List<KeyReport>> keys = new LinkedHashMap<>();
    for (TokenConfig config : file.tokens()) {
      try (OpenedToken opened = OpenedToken.open(config);
          CryptokiSession session = opened.session(false)) {
        keys.put(config.name(), KeyReport.all(session));
      }
    }
    output.print(() -> table(keys), () -> maps(keys));
    return 0;
  }

  private static Table table(Map<String, List<KeyReport>> keys) {
    Table table = new Table("TOKEN", "ID", "LABEL", "KIND", "USES", "CERTIFICATES", "WARNINGS");
    keys.forEach(
        (token, reports) ->
            reports.forEach(
                key ->
                    table.row(
                        token,
                        key.id(),
                        key.label(),
                        key.kind(),
                        String.join(", ", key.uses()),
                        key.certificates(),
                        (key.sensitive() && !key.extractable() ? Tone.WARNING : Tone.BAD)
                            .of(String.join("; ", key.warnings())))));
    return table;
  }

  private static List<Map<String, Object>> maps(Map<String, List<KeyReport>> keys) {
    return keys.entrySet().stream()
        .map(entry -> Map.<String, Object>of("token", entry.getKey(), "keys", entry.getValue()))
        .toList();
  }
}
