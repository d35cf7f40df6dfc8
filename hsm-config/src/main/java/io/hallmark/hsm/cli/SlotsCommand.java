package io.hallmark.hsm.cli;

import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Table;
import io.hallmark.commandline.Tone;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.inspect.ModuleReader;
import io.hallmark.hsm.inspect.SlotReport;
import io.hallmark.hsm.token.TokenInfo;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the slots of a module. */
@Command(
    name = "slots",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every slot of a module with the token in it; needs no PIN.",
      "With --json also flags, manufacturer, free public memory and the token's clock."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm slots --module /usr/lib/softhsm/libsofthsm2.so",
      "  hallmark hsm slots --module libsofthsm2.so --env SOFTHSM2_CONF=softhsm2.conf --json"
    })
final class SlotsCommand implements Callable<Integer> {
  @Mixin private ModuleOption module;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws Exception {
    try (CryptokiModule opened = module.acquire()) {
      List<SlotReport> slots = ModuleReader.slots(opened.cryptoki());
      output.print(() -> table(slots), () -> slots.stream().map(SlotReport::toMap).toList());
    }
    return 0;
  }

  private static Table table(List<SlotReport> slots) {
    Table table =
        new Table("SLOT", "LABEL", "SERIAL", "MODEL", "FIRMWARE", "STATE", "SESSIONS", "FREE BYTES")
            .right("SLOT", "SESSIONS", "FREE BYTES");
    for (SlotReport slot : slots) {
      table.row(
          slot.slot(),
          slot.token().map(TokenInfo::label).orElse("-"),
          slot.token().map(TokenInfo::serial).orElse("-"),
          slot.token().map(TokenInfo::model).orElse("-"),
          slot.token().map(TokenInfo::firmware).orElse("-"),
          state(slot),
          text(slot.sessionsOpen()) + "/" + text(slot.sessionsMax()),
          text(slot.freePrivateBytes()));
    }
    return table;
  }

  private static Tone.Cell state(SlotReport slot) {
    String state = slot.state();
    if (state.equals("ready")) {
      return Tone.GOOD.of(state);
    }
    return (state.equals("PIN locked") || state.equals("one PIN try left")
            ? Tone.BAD
            : Tone.WARNING)
        .of(state);
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? String.valueOf(number.getAsLong()) : "-";
  }
}
