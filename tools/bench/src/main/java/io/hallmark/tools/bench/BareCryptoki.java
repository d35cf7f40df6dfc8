package io.hallmark.tools.bench;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * The yardstick: the handful of Cryptoki functions that a signing loop needs, bound straight to the
 * module's symbols, without any of our code. Safe for concurrent use where the module is; buffers
 * belong to {@link BareSigner}.
 */
final class BareCryptoki {
  private static final long CKR_OK = 0x0;
  private static final long CKR_USER_ALREADY_LOGGED_IN = 0x100;
  private static final long CKR_ALREADY_INITIALIZED = 0x191;
  private static final long CKF_OS_LOCKING_OK = 0x2;
  private static final long CKF_SERIAL_SESSION = 0x4;
  private static final long CKU_USER = 1;
  private static final long CKA_CLASS = 0x0;
  private static final long CKA_ID = 0x102;
  private static final long CKO_PRIVATE_KEY = 0x3;
  private static final int ULONG_BYTES = NativeLong.SIZE;

  private BareCryptoki() {}

  static native NativeLong C_Initialize(Pointer arguments);

  static native NativeLong C_OpenSession(
      NativeLong slot, NativeLong flags, Pointer application, Pointer notify, Pointer session);

  static native NativeLong C_CloseSession(NativeLong session);

  static native NativeLong C_Login(
      NativeLong session, NativeLong user, Pointer pin, NativeLong pinBytes);

  static native NativeLong C_FindObjectsInit(
      NativeLong session, Pointer template, NativeLong attributes);

  static native NativeLong C_FindObjects(
      NativeLong session, Pointer objects, NativeLong most, Pointer found);

  static native NativeLong C_FindObjectsFinal(NativeLong session);

  static native NativeLong C_SignInit(NativeLong session, Pointer mechanism, NativeLong key);

  static native NativeLong C_Sign(
      NativeLong session, Pointer data, NativeLong dataBytes, Pointer signature, Pointer length);

  /**
   * Binds the functions and initialises the module, unless something in this process already has.
   */
  static void load(Path module) {
    Native.register(BareCryptoki.class, NativeLibrary.getInstance(module.toString()));
    // CK_C_INITIALIZE_ARGS: four mutex callbacks, flags, reserved.
    Memory arguments = new Memory(6L * ULONG_BYTES);
    arguments.clear();
    arguments.setNativeLong(4L * ULONG_BYTES, new NativeLong(CKF_OS_LOCKING_OK));
    check("C_Initialize", C_Initialize(arguments), CKR_ALREADY_INITIALIZED);
  }

  static NativeLong openSession(long slot) {
    Memory session = new Memory(ULONG_BYTES);
    check(
        "C_OpenSession",
        C_OpenSession(
            new NativeLong(slot), new NativeLong(CKF_SERIAL_SESSION), null, null, session),
        CKR_OK);
    return session.getNativeLong(0);
  }

  static void login(NativeLong session, byte[] pin) {
    Memory bytes = new Memory(pin.length);
    bytes.write(0, pin, 0, pin.length);
    NativeLong outcome =
        C_Login(session, new NativeLong(CKU_USER), bytes, new NativeLong(pin.length));
    bytes.clear();
    check("C_Login", outcome, CKR_USER_ALREADY_LOGGED_IN);
  }

  /** The handle of the private key with that CKA_ID. */
  static NativeLong findPrivateKey(NativeLong session, byte[] id) {
    Memory privateKey = new Memory(ULONG_BYTES);
    privateKey.setNativeLong(0, new NativeLong(CKO_PRIVATE_KEY));
    Memory idBytes = new Memory(id.length);
    idBytes.write(0, id, 0, id.length);
    Memory template = new Memory(6L * ULONG_BYTES);
    attribute(template, 0, CKA_CLASS, privateKey);
    attribute(template, 3L * ULONG_BYTES, CKA_ID, idBytes);
    check("C_FindObjectsInit", C_FindObjectsInit(session, template, new NativeLong(2)), CKR_OK);
    Memory object = new Memory(ULONG_BYTES);
    Memory count = new Memory(ULONG_BYTES);
    check("C_FindObjects", C_FindObjects(session, object, new NativeLong(1), count), CKR_OK);
    check("C_FindObjectsFinal", C_FindObjectsFinal(session), CKR_OK);
    if (count.getNativeLong(0).longValue() != 1) {
      throw new IllegalStateException("the token has no private key with the bench's CKA_ID");
    }
    return object.getNativeLong(0);
  }

  private static void attribute(Memory template, long offset, long type, Memory value) {
    template.setNativeLong(offset, new NativeLong(type));
    template.setPointer(offset + ULONG_BYTES, value);
    template.setNativeLong(offset + 2L * ULONG_BYTES, new NativeLong(value.size()));
  }

  static void check(String call, NativeLong outcome, long alsoFine) {
    long code = outcome.longValue();
    if (code != CKR_OK && code != alsoFine) {
      throw new IllegalStateException("%s answered 0x%x".formatted(call, code));
    }
  }
}
