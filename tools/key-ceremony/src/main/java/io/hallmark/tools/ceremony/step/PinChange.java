package io.hallmark.tools.ceremony.step;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.pin.Pin;
import java.util.Arrays;

/** Sets the PIN of one role anew (C_SetPIN, PKCS#11 v3.1 section 5.6.7). */
final class PinChange {
  private PinChange() {}

  /**
   * Logs in once with {@code old}, and sets {@code fresh} only after that.
   *
   * @param role {@link Ck#CKU_USER} or {@link Ck#CKU_SO}; nobody may be logged in in this process
   */
  static void change(CryptokiModule module, long slot, long role, Pin old, Pin fresh)
      throws CryptokiException {
    try (CryptokiSession session = CryptokiSession.open(module.cryptoki(), slot, true)) {
      CryptokiException.check("C_Login", session.login(role, old));
      try {
        set(module, session, old, fresh);
      } finally {
        session.logout();
      }
    }
  }

  private static void set(CryptokiModule module, CryptokiSession session, Pin old, Pin fresh)
      throws CryptokiException {
    byte[] before = old.copyUtf8();
    byte[] after = fresh.copyUtf8();
    try (Memory from = new Memory(before.length);
        Memory to = new Memory(after.length)) {
      from.write(0, before, 0, before.length);
      to.write(0, after, 0, after.length);
      long code =
          module
              .cryptoki()
              .setPIN(
                  session.handle(),
                  Pointer.nativeValue(from),
                  before.length,
                  Pointer.nativeValue(to),
                  after.length);
      from.clear();
      to.clear();
      CryptokiException.check("C_SetPIN", code);
    } finally {
      Arrays.fill(before, (byte) 0);
      Arrays.fill(after, (byte) 0);
    }
  }
}
