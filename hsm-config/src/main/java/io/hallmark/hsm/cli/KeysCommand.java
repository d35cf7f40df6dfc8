package io.hallmark.hsm.cli;

import io.hallmark.commandline.Blocks;
import io.hallmark.commandline.OutputOptions;
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
      "Lists the private keys in the tokens of an HSM file, with what they may be used for and how",
      "they are kept, and warns of keys that are extractable, not sensitive, or made elsewhere, that",
      "no engine finds, or that the JDK's provider does not see."
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
      try (OpenedToken opened = file.open(config);
          CryptokiSession session = opened.session(false)) {
        keys.put(config.name(), KeyReport.all(session));
      }
    }
    output.print(() -> blocks(keys), () -> maps(keys));
    return 0;
  }

  private static Blocks blocks(Map<String, List<KeyReport>> keys) {
    Blocks blocks = new Blocks();
    keys.forEach(
        (token, reports) -> {
          blocks.block(
              "token %s: %d private key%s"
                  .formatted(token, reports.size(), reports.size() == 1 ? "" : "s"));
          for (KeyReport key : reports) {
            blocks.block("key " + (key.id().isEmpty() ? "-" : key.id()) + "  " + key.label());
            describe(blocks, key);
          }
        });
    return blocks;
  }

  private static void describe(Blocks blocks, KeyReport key) {
    blocks
        .line("kind", key.kind())
        .line("uses", key.uses().isEmpty() ? "none" : String.join(", ", key.uses()))
        .line("protection", String.join(", ", key.protection()))
        .line("certificates", key.certificates());
    Tone.Cell mark = key.isExposed() ? Tone.BAD.of("✗") : Tone.WARNING.of("!");
    for (String warning : key.warnings()) {
      blocks.line(mark, "warning", mark.tone().of(warning), "");
    }
  }

  private static List<Map<String, Object>> maps(Map<String, List<KeyReport>> keys) {
    return keys.entrySet().stream()
        .map(entry -> Map.<String, Object>of("token", entry.getKey(), "keys", entry.getValue()))
        .toList();
  }
}
