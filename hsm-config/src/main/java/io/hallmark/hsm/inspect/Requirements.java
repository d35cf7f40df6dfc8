package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.file.TokenConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a token against what a crypto worker needs of it: by what it tells, and by sessions that
 * are opened, random bytes that are drawn and a throw-away key that is wrapped. Stores nothing.
 */
public final class Requirements {
  private static final Duration CLOCK_OFF_MAX = Duration.ofMinutes(1);
  private static final long FREE_BYTES_MIN = 64 * 1024;

  private Requirements() {}

  /** Each requirement with what was found. */
  public static List<Requirement> of(TokenConfig config, OpenedToken opened, Instant now)
      throws CryptokiException {
    SlotReport slot = opened.slot();
    Offered offered = new Offered(ModuleReader.mechanisms(opened.cryptoki(), slot.slot()));
    List<Requirement> all = new ArrayList<>();
    all.add(Requirement.met("login", opened.token().state().reason()));
    all.add(SessionProbe.of(opened, config, slot));
    all.addAll(KeyKinds.of(offered, config.engine()));
    try (CryptokiSession session = opened.session(!slot.has(TokenFlags.WRITE_PROTECTED))) {
      all.add(EngineLimits.wrapping(config.engine(), WrapProbe.of(session, offered)));
      all.add(RandomProbe.of(session));
      all.addAll(EngineLimits.of(config.engine(), session));
    }
    all.add(tokenClock(slot, now));
    all.add(HostClock.at(now));
    all.addAll(told(slot));
    return List.copyOf(all);
  }

  /** What the token tells about PIN tries and memory. */
  private static List<Requirement> told(SlotReport slot) {
    List<Requirement> told = new ArrayList<>();
    told.add(pinTries(slot));
    told.add(memory(slot));
    if (slot.has(TokenFlags.WRITE_PROTECTED)) {
      told.add(
          Requirement.advice("writable", "write-protected", "no key can be made in this token"));
    }
    return told;
  }

  static Requirement tokenClock(SlotReport slot, Instant now) {
    String name = "clock of the token";
    if (slot.clock().isEmpty()) {
      return Requirement.met(name, "none; the host's is used");
    }
    Duration off = Duration.between(slot.clock().get(), now).abs();
    String found = "%s, %d s from the host's".formatted(slot.clock().get(), off.toSeconds());
    return off.compareTo(CLOCK_OFF_MAX) <= 0
        ? Requirement.met(name, found)
        : Requirement.advice(name, found, "set the clocks of the device and the host (NTP)");
  }

  private static Requirement pinTries(SlotReport slot) {
    return switch (slot.userPin()) {
      case READY -> Requirement.met("PIN tries", slot.userPin().left());
      case WAS_WRONG ->
          Requirement.advice("PIN tries", slot.userPin().left(), "look who tries PINs");
      default ->
          Requirement.unmet(
              "PIN tries",
              slot.userPin().left(),
              "have the security officer set the user PIN anew");
    };
  }

  private static Requirement memory(SlotReport slot) {
    if (slot.freePrivateBytes().isEmpty()) {
      return Requirement.met("memory", "the token does not say");
    }
    long free = slot.freePrivateBytes().getAsLong();
    return free < FREE_BYTES_MIN
        ? Requirement.advice(
            "memory", free + " bytes free", "destroy keys that nobody uses, or wrap them")
        : Requirement.met("memory", free + " bytes free");
  }
}
