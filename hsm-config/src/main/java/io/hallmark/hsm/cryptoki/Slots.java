package io.hallmark.hsm.cryptoki;

import static io.hallmark.hsm.cryptoki.CryptokiException.check;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.token.MechanismInfo;
import io.hallmark.hsm.token.TokenInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The slots of a module and the tokens in them. */
public final class Slots {
  private static final int SLOTS_MAX = 4096;
  private static final int SLOT_INFO_BYTES = 112;

  /**
   * Where CK_SLOT_INFO has its flags: after the description, 64 bytes, and the manufacturer, 32.
   */
  public static final int SLOT_FLAGS = 96;

  private static final int TOKEN_INFO_BYTES = 256;
  private static final int MECHANISM_INFO_BYTES = 24;
  private static final int MECHANISMS_MAX = 4096;

  private Slots() {}

  /** Tokens present, initialised or not; a slot whose token cannot be asked is left out. */
  public static List<TokenInfo> tokens(Cryptoki cryptoki) throws CryptokiException {
    List<TokenInfo> tokens = new ArrayList<>();
    for (long slot : present(cryptoki)) {
      try {
        tokens.add(token(cryptoki, slot));
      } catch (CryptokiException e) {
        if (e.code() != Ckr.TOKEN_NOT_PRESENT && e.code() != Ckr.TOKEN_NOT_RECOGNIZED) {
          throw e;
        }
      }
    }
    return tokens;
  }

  private static long[] present(Cryptoki cryptoki) throws CryptokiException {
    try (Memory count = new Memory(Long.BYTES)) {
      count.setLong(0, 0);
      byte yes = 1;
      check("C_GetSlotList", cryptoki.getSlotList(yes, 0, Pointer.nativeValue(count)));
      int slots = (int) Math.min(SLOTS_MAX, count.getLong(0));
      if (slots == 0) {
        return new long[0];
      }
      try (Memory list = new Memory((long) slots * Long.BYTES)) {
        count.setLong(0, slots);
        check(
            "C_GetSlotList",
            cryptoki.getSlotList(yes, Pointer.nativeValue(list), Pointer.nativeValue(count)));
        return list.getLongArray(0, (int) Math.min(slots, count.getLong(0)));
      }
    }
  }

  /** CKF_HW_SLOT of the slot's CK_SLOT_INFO; false for software, and where the module fails. */
  public static boolean isHardware(Cryptoki cryptoki, long slot) {
    try (Memory info = new Memory(SLOT_INFO_BYTES)) {
      info.clear();
      return cryptoki.getSlotInfo(slot, Pointer.nativeValue(info)) == Ckr.OK
          && (info.getLong(SLOT_FLAGS) & Ck.CKF_HW_SLOT) != 0;
    }
  }

  /** CK_TOKEN_INFO of the token in a slot. */
  public static TokenInfo token(Cryptoki cryptoki, long slot) throws CryptokiException {
    try (Memory info = new Memory(TOKEN_INFO_BYTES)) {
      info.clear();
      check("C_GetTokenInfo", cryptoki.getTokenInfo(slot, Pointer.nativeValue(info)));
      long sessionsMax = info.getLong(104);
      // After ten CK_ULONGs at 96: hardware version at 184, firmware version at 186.
      String firmware = (info.getByte(186) & 0xff) + "." + (info.getByte(187) & 0xff);
      return new TokenInfo(
          slot,
          text(info, 80, 16),
          text(info, 0, 32),
          text(info, 32, 32),
          text(info, 64, 16),
          firmware,
          info.getLong(96),
          sessionsMax == Ck.UNAVAILABLE ? 0 : (int) Math.min(Integer.MAX_VALUE, sessionsMax));
    }
  }

  /**
   * What changes of CK_TOKEN_INFO while a token is used; {@link Ck#UNAVAILABLE} where it does not
   * say.
   */
  public record Room(long sessionsOpen, long freePublicBytes, long freePrivateBytes) {}

  public static Room room(Cryptoki cryptoki, long slot) throws CryptokiException {
    try (Memory info = new Memory(TOKEN_INFO_BYTES)) {
      info.clear();
      check("C_GetTokenInfo", cryptoki.getTokenInfo(slot, Pointer.nativeValue(info)));
      return new Room(info.getLong(112), info.getLong(160), info.getLong(176));
    }
  }

  /** CK_MECHANISM_INFO. */
  public static MechanismInfo mechanism(Cryptoki cryptoki, long slot, long type)
      throws CryptokiException {
    try (Memory info = new Memory(MECHANISM_INFO_BYTES)) {
      info.clear();
      check("C_GetMechanismInfo", cryptoki.getMechanismInfo(slot, type, Pointer.nativeValue(info)));
      return new MechanismInfo(type, info.getLong(0), info.getLong(8), info.getLong(16));
    }
  }

  private static String text(Memory memory, long offset, int length) {
    return new String(memory.getByteArray(offset, length), StandardCharsets.UTF_8).stripTrailing();
  }

  /** Mechanism types that the token offers. */
  public static List<Long> mechanisms(Cryptoki cryptoki, long slot) throws CryptokiException {
    try (Memory count = new Memory(Long.BYTES);
        Memory list = new Memory((long) MECHANISMS_MAX * Long.BYTES)) {
      count.setLong(0, MECHANISMS_MAX);
      check(
          "C_GetMechanismList",
          cryptoki.getMechanismList(slot, Pointer.nativeValue(list), Pointer.nativeValue(count)));
      List<Long> mechanisms = new ArrayList<>();
      for (long mechanism : list.getLongArray(0, (int) count.getLong(0))) {
        mechanisms.add(mechanism);
      }
      return mechanisms;
    }
  }
}
