package io.hallmark.hsm.inspect;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.token.MechanismInfo;
import io.hallmark.hsm.token.TokenInfo;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks a module what it says about its slots and mechanisms; needs no PIN. */
public final class ModuleReader {
  private static final int SLOTS_MAX = 4096;
  private static final int SLOT_INFO_BYTES = 112;
  private static final int TOKEN_INFO_BYTES = 256;
  private static final int MECHANISM_INFO_BYTES = 24;
  private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  private ModuleReader() {}

  /** Every slot, those without a token too. */
  public static List<SlotReport> slots(Cryptoki cryptoki) throws CryptokiException {
    List<SlotReport> reports = new ArrayList<>();
    for (long slot : ids(cryptoki)) {
      reports.add(slot(cryptoki, slot));
    }
    return reports;
  }

  private static long[] ids(Cryptoki cryptoki) throws CryptokiException {
    try (Memory count = new Memory(Long.BYTES)) {
      count.setLong(0, 0);
      byte emptyOnesToo = 0;
      CryptokiException.check(
          "C_GetSlotList", cryptoki.getSlotList(emptyOnesToo, 0, Pointer.nativeValue(count)));
      int slots = (int) Math.min(SLOTS_MAX, count.getLong(0));
      if (slots == 0) {
        return new long[0];
      }
      try (Memory list = new Memory((long) slots * Long.BYTES)) {
        count.setLong(0, slots);
        CryptokiException.check(
            "C_GetSlotList",
            cryptoki.getSlotList(
                emptyOnesToo, Pointer.nativeValue(list), Pointer.nativeValue(count)));
        return list.getLongArray(0, (int) Math.min(slots, count.getLong(0)));
      }
    }
  }

  public static SlotReport slot(Cryptoki cryptoki, long slot) throws CryptokiException {
    try (Memory slotInfo = new Memory(SLOT_INFO_BYTES);
        Memory tokenInfo = new Memory(TOKEN_INFO_BYTES)) {
      slotInfo.clear();
      tokenInfo.clear();
      CryptokiException.check(
          "C_GetSlotInfo", cryptoki.getSlotInfo(slot, Pointer.nativeValue(slotInfo)));
      String description = text(slotInfo, 0, 64);
      long code = cryptoki.getTokenInfo(slot, Pointer.nativeValue(tokenInfo));
      if (code == Ckr.TOKEN_NOT_PRESENT || code == Ckr.TOKEN_NOT_RECOGNIZED) {
        OptionalLong none = OptionalLong.empty();
        return new SlotReport(
            slot, description, Optional.empty(), none, none, none, none, Optional.empty());
      }
      CryptokiException.check("C_GetTokenInfo", code);
      TokenInfo token = Slots.token(cryptoki, slot);
      // Ten CK_ULONGs from 104: sessions, read-write sessions, PIN lengths, memory.
      return new SlotReport(
          slot,
          description,
          Optional.of(token),
          number(tokenInfo, 112),
          limit(tokenInfo, 104),
          number(tokenInfo, 160),
          number(tokenInfo, 176),
          (token.flags() & TokenFlags.CLOCK_ON_TOKEN) == 0
              ? Optional.empty()
              : clock(text(tokenInfo, 188, 16)));
    }
  }

  private static String text(Memory memory, long offset, int length) {
    return new String(memory.getByteArray(offset, length), StandardCharsets.UTF_8).stripTrailing();
  }

  private static OptionalLong number(Memory memory, long offset) {
    long number = memory.getLong(offset);
    return number == Ck.UNAVAILABLE ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** CK_EFFECTIVELY_INFINITE is 0. */
  private static OptionalLong limit(Memory memory, long offset) {
    long number = memory.getLong(offset);
    return number == 0 ? OptionalLong.empty() : number(memory, offset);
  }

  /** CK_TOKEN_INFO's utcTime, YYYYMMDDhhmmss00. */
  private static Optional<Instant> clock(String text) {
    try {
      return text.length() < 14
          ? Optional.empty()
          : Optional.of(
              LocalDateTime.parse(text.substring(0, 14), UTC_TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty(); // Not a time, so the token does not say.
    }
  }

  /** What a token can do, by its type's number. */
  public static List<MechanismInfo> mechanisms(Cryptoki cryptoki, long slot)
      throws CryptokiException {
    List<MechanismInfo> mechanisms = new ArrayList<>();
    try (Memory info = new Memory(MECHANISM_INFO_BYTES)) {
      for (long type : Slots.mechanisms(cryptoki, slot)) {
        info.clear();
        CryptokiException.check(
            "C_GetMechanismInfo", cryptoki.getMechanismInfo(slot, type, Pointer.nativeValue(info)));
        mechanisms.add(new MechanismInfo(type, info.getLong(0), info.getLong(8), info.getLong(16)));
      }
    }
    mechanisms.sort(Comparator.comparingLong(MechanismInfo::type));
    return mechanisms;
  }
}
