package io.hallmark.hsm.cli;

import io.hallmark.commandline.Blocks;
import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Tone;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.inspect.ModuleReader;
import io.hallmark.hsm.inspect.SlotReport;
import io.hallmark.hsm.token.TokenInfo;
import java.time.Instant;
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
      "Shows every slot of a module and the token in it: serial, label, model, firmware, flags, PIN",
      "tries, free memory, sessions and clock, all as the token tells them. Needs no PIN. Cryptoki",
      "has no number of PIN tries, only flags: all left, fewer, one, none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm slots --hsm hsm.yaml",
      "  hallmark hsm slots --module /usr/lib/softhsm/libsofthsm2.so",
      "  hallmark hsm slots --module libsofthsm2.so --env SOFTHSM2_CONF=softhsm2.conf",
      "  hallmark hsm slots --module libsofthsm2.so --json | jq -r '.[] | select(.label) | .serial'"
    })
final class SlotsCommand implements Callable<Integer> {
  @Mixin private ModuleOption module;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws Exception {
    try (CryptokiModule opened = module.acquire()) {
      List<SlotReport> slots = ModuleReader.slots(opened.cryptoki());
      output.print(() -> blocks(slots), () -> slots.stream().map(SlotReport::toMap).toList());
    }
    return 0;
  }

  private static Blocks blocks(List<SlotReport> slots) {
    Blocks blocks = new Blocks();
    for (SlotReport slot : slots) {
      blocks.block(
          ("slot " + slot.slot() + slot.token().map(t -> "  " + t.label()).orElse("")).strip());
      blocks.line("state", state(slot));
      slot.token().ifPresent(token -> describe(blocks, slot, token));
      blocks.line("slot is", slot.description());
    }
    return blocks;
  }

  private static void describe(Blocks blocks, SlotReport slot, TokenInfo token) {
    blocks
        .line("serial", orDash(token.serial()))
        .line("label", orDash(token.label()))
        .line("model", orDash(token.model()) + " of " + orDash(token.manufacturer()))
        .line("firmware", token.firmware())
        .line("flags", String.join(" ", slot.flags()))
        .line("PIN tries", tries("user: ", slot.userPin()))
        .line("", tries("security officer: ", slot.officerPin()))
        .line("sessions", sessions(slot))
        .line(
            "free memory",
            "public: %s, private: %s"
                .formatted(bytes(slot.freePublicBytes()), bytes(slot.freePrivateBytes())))
        .line("clock", slot.clock().map(Instant::toString).orElse("none"));
  }

  private static Tone.Cell tries(String whose, SlotReport.PinTries tries) {
    Tone tone =
        switch (tries) {
          case READY -> Tone.PLAIN;
          case NOT_SET, WAS_WRONG -> Tone.WARNING;
          case LAST_TRY, LOCKED -> Tone.BAD;
        };
    return tone.of(whose + tries.left());
  }

  private static String sessions(SlotReport slot) {
    return "open by this program: %s, at most: %s"
        .formatted(
            slot.sessionsOpen().isPresent() ? slot.sessionsOpen().getAsLong() : "not told",
            slot.sessionsMax().isPresent() ? slot.sessionsMax().getAsLong() : "no limit told");
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

  private static String bytes(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() + " bytes" : "not told";
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
