package io.hallmark.hsm.cli;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Problem;
import io.hallmark.commandline.Table;
import io.hallmark.commandline.Tone;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.file.HsmFileException;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.inspect.MechanismNames;
import io.hallmark.hsm.inspect.ModuleReader;
import io.hallmark.hsm.token.MechanismInfo;
import io.hallmark.hsm.token.TokenInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what a token can do. */
@Command(
    name = "mechanisms",
    mixinStandardHelpOptions = true,
    description = {
      "Lists a token's mechanisms with their key sizes and uses, and marks those that we use, the",
      "ones that it lacks too; needs no PIN. Key sizes are in the mechanism's unit, bits or bytes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm mechanisms --module /usr/lib/softhsm/libsofthsm2.so --label alice",
      "  hallmark hsm mechanisms --hsm hsm.yaml",
      "  hallmark hsm mechanisms --module libsofthsm2.so --label alice --ours"
    })
final class MechanismsCommand implements Callable<Integer> {
  @Mixin private ModuleOption module;
  @Mixin private OutputOptions output;

  @Option(names = "--label", description = "the token's label (default: the token of --hsm)")
  private String label;

  @Option(names = "--ours", description = "only those that we use")
  private boolean ours;

  @Override
  public Integer call() throws Exception {
    try (CryptokiModule opened = module.acquire()) {
      TokenInfo token = module.find(opened, selector());
      List<MechanismInfo> mechanisms =
          ModuleReader.mechanisms(opened.cryptoki(), token.slotId()).stream()
              .filter(m -> !ours || !MechanismNames.use(m.type()).isEmpty())
              .toList();
      output.print(() -> table(mechanisms), () -> maps(mechanisms));
    }
    return 0;
  }

  private TokenSelector selector() throws HsmFileException, CommandFailure {
    if (label != null) {
      return TokenSelector.label(label);
    }
    return module
        .config()
        .map(TokenConfig::token)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.WRONG_USE,
                    Problem.of("no token is named")
                        .expecting("--label beside --module")
                        .remedy("see the labels with 'hallmark hsm slots'")));
  }

  private static Set<Long> lacking(List<MechanismInfo> mechanisms) {
    Set<Long> lacking = new TreeSet<>(MechanismNames.ours());
    lacking.removeAll(mechanisms.stream().map(MechanismInfo::type).collect(Collectors.toSet()));
    return lacking;
  }

  private static Table table(List<MechanismInfo> mechanisms) {
    Table table = new Table("MECHANISM", "KEY SIZES", "USES", "WE USE IT FOR");
    for (MechanismInfo m : mechanisms) {
      table.row(
          MechanismNames.name(m.type()),
          m.keySizeMax() == 0 ? "-" : m.keySizeMin() + "-" + m.keySizeMax(),
          MechanismNames.uses(m.flags()),
          Tone.GOOD.of(MechanismNames.use(m.type())));
    }
    for (long type : lacking(mechanisms)) {
      table.row(
          MechanismNames.name(type),
          "-",
          Tone.WARNING.of("the token lacks it"),
          MechanismNames.use(type));
    }
    return table;
  }

  private static List<Map<String, Object>> maps(List<MechanismInfo> mechanisms) {
    return mechanisms.stream()
        .map(
            m -> {
              Map<String, Object> map = new LinkedHashMap<>();
              map.put("mechanism", MechanismNames.name(m.type()));
              map.put("type", m.type());
              map.put("keySizeMin", m.keySizeMin());
              map.put("keySizeMax", m.keySizeMax());
              map.put("uses", MechanismNames.uses(m.flags()));
              map.put("weUseItFor", MechanismNames.use(m.type()));
              return map;
            })
        .toList();
  }
}
