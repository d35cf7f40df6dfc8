package io.hallmark.hsm.cryptoki;

import static io.hallmark.hsm.cryptoki.CryptokiException.check;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.pin.Pin;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A session and what is done in it apart from signing. Allocates as it goes, so it is for the
 * operations that are rare. Confined to one thread at a time, as sessions are.
 */
public final class CryptokiSession implements AutoCloseable {
  private static final int SESSION_INFO_BYTES = 32;
  private static final int FIND_BATCH = 64;
  private static final int OBJECTS_MAX = 100_000;
  private static final long VALUE_BYTES_MAX = 1 << 20;

  private final Cryptoki cryptoki;
  private final long handle;

  private CryptokiSession(Cryptoki cryptoki, long handle) {
    this.cryptoki = cryptoki;
    this.handle = handle;
  }

  /** Opens a session on the slot; {@code writable} where token objects are to be made. */
  public static CryptokiSession open(Cryptoki cryptoki, long slot, boolean writable)
      throws CryptokiException {
    try (Memory handle = new Memory(Long.BYTES)) {
      handle.setLong(0, 0);
      long flags = Ck.CKF_SERIAL_SESSION | (writable ? Ck.CKF_RW_SESSION : 0);
      check("C_OpenSession", cryptoki.openSession(slot, flags, 0, 0, Pointer.nativeValue(handle)));
      return new CryptokiSession(cryptoki, handle.getLong(0));
    }
  }

  Cryptoki cryptoki() {
    return cryptoki;
  }

  public long handle() {
    return handle;
  }

  /** One C_Login; its return code, whatever it is. */
  public long login(long userType, Pin pin) {
    byte[] bytes = pin.copyUtf8();
    try (Memory memory = new Memory(bytes.length)) {
      memory.write(0, bytes, 0, bytes.length);
      long code = cryptoki.login(handle, userType, Pointer.nativeValue(memory), bytes.length);
      memory.clear();
      return code;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  public long logout() {
    return cryptoki.logout(handle);
  }

  /** CK_SESSION_INFO's state: who is logged in. */
  public long state() throws CryptokiException {
    try (Memory info = new Memory(SESSION_INFO_BYTES)) {
      check("C_GetSessionInfo", cryptoki.getSessionInfo(handle, Pointer.nativeValue(info)));
      return info.getLong(8);
    }
  }

  /** Sets the user PIN; needs a login as security officer. */
  public void initPin(Pin pin) throws CryptokiException {
    byte[] bytes = pin.copyUtf8();
    try (Memory memory = new Memory(bytes.length)) {
      memory.write(0, bytes, 0, bytes.length);
      long code = cryptoki.initPIN(handle, Pointer.nativeValue(memory), bytes.length);
      memory.clear();
      check("C_InitPIN", code);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Changes the PIN of who is logged in; the user's, where nobody is. */
  public void setPin(Pin old, Pin next) throws CryptokiException {
    byte[] oldBytes = old.copyUtf8();
    byte[] nextBytes = next.copyUtf8();
    try (Memory oldMemory = new Memory(oldBytes.length);
        Memory nextMemory = new Memory(nextBytes.length)) {
      oldMemory.write(0, oldBytes, 0, oldBytes.length);
      nextMemory.write(0, nextBytes, 0, nextBytes.length);
      long code =
          cryptoki.setPIN(
              handle,
              Pointer.nativeValue(oldMemory),
              oldBytes.length,
              Pointer.nativeValue(nextMemory),
              nextBytes.length);
      oldMemory.clear();
      nextMemory.clear();
      check("C_SetPIN", code);
    } finally {
      Arrays.fill(oldBytes, (byte) 0);
      Arrays.fill(nextBytes, (byte) 0);
    }
  }

  /** Handles of the objects that have all attributes of the template, up to {@code limit}. */
  public List<Long> find(Template template, int limit) throws CryptokiException {
    try (Memory array = template.toNative()) {
      check(
          "C_FindObjectsInit",
          cryptoki.findObjectsInit(handle, Pointer.nativeValue(array), template.count()));
    } finally {
      Reference.reachabilityFence(template);
    }
    try {
      return found(Math.min(limit, OBJECTS_MAX));
    } finally {
      cryptoki.findObjectsFinal(handle);
    }
  }

  private List<Long> found(int limit) throws CryptokiException {
    List<Long> objects = new ArrayList<>();
    try (Memory batch = new Memory((long) FIND_BATCH * Long.BYTES);
        Memory count = new Memory(Long.BYTES)) {
      while (objects.size() < limit) {
        long wanted = Math.min(FIND_BATCH, limit - objects.size());
        check(
            "C_FindObjects",
            cryptoki.findObjects(
                handle, Pointer.nativeValue(batch), wanted, Pointer.nativeValue(count)));
        long got = count.getLong(0);
        if (got <= 0) {
          break;
        }
        for (long object : batch.getLongArray(0, (int) got)) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  /** The attribute's value; empty where the object has none or does not reveal it. */
  public Optional<byte[]> attribute(long object, long type) throws CryptokiException {
    try (Memory query = new Memory(24)) {
      query.setLong(0, type);
      query.setLong(8, 0);
      query.setLong(16, 0);
      if (!answered(cryptoki.getAttributeValue(handle, object, Pointer.nativeValue(query), 1))) {
        return Optional.empty();
      }
      long length = query.getLong(16);
      if (length == Ck.UNAVAILABLE || length < 0 || length > VALUE_BYTES_MAX) {
        return Optional.empty();
      }
      if (length == 0) {
        return Optional.of(new byte[0]);
      }
      try (Memory value = new Memory(length)) {
        query.setLong(8, Pointer.nativeValue(value));
        if (!answered(cryptoki.getAttributeValue(handle, object, Pointer.nativeValue(query), 1))) {
          return Optional.empty();
        }
        return Optional.of(value.getByteArray(0, (int) Math.min(length, query.getLong(16))));
      }
    }
  }

  private static boolean answered(long code) throws CryptokiException {
    if (code == Ckr.ATTRIBUTE_TYPE_INVALID || code == 0x11 /* CKR_ATTRIBUTE_SENSITIVE */) {
      return false;
    }
    check("C_GetAttributeValue", code);
    return true;
  }

  /** The attribute as a CK_BBOOL; false where there is none. */
  public boolean flag(long object, long type) throws CryptokiException {
    return attribute(object, type).filter(v -> v.length == 1 && v[0] != 0).isPresent();
  }

  /** The attribute as a CK_ULONG; {@link Ck#UNAVAILABLE} where there is none. */
  public long number(long object, long type) throws CryptokiException {
    Optional<byte[]> value = attribute(object, type).filter(v -> v.length == Long.BYTES);
    return value
        .map(v -> ByteBuffer.wrap(v).order(ByteOrder.nativeOrder()).getLong())
        .orElse(Ck.UNAVAILABLE);
  }

  /** A key pair's handles. */
  public record Pair(long publicKey, long privateKey) {}

  /** Makes a key pair by a mechanism without parameters. */
  public Pair generate(long mechanism, Template publicKey, Template privateKey)
      throws CryptokiException {
    try (Memory mechanismMemory = Mechanisms.plain(mechanism);
        Memory publicArray = publicKey.toNative();
        Memory privateArray = privateKey.toNative();
        Memory handles = new Memory(16)) {
      check(
          "C_GenerateKeyPair",
          cryptoki.generateKeyPair(
              handle,
              Pointer.nativeValue(mechanismMemory),
              Pointer.nativeValue(publicArray),
              publicKey.count(),
              Pointer.nativeValue(privateArray),
              privateKey.count(),
              Pointer.nativeValue(handles),
              Pointer.nativeValue(handles) + 8));
      return new Pair(handles.getLong(0), handles.getLong(8));
    } finally {
      Reference.reachabilityFence(publicKey);
      Reference.reachabilityFence(privateKey);
    }
  }

  /** Makes an object. */
  public long create(Template template) throws CryptokiException {
    try (Memory array = template.toNative();
        Memory object = new Memory(Long.BYTES)) {
      check(
          "C_CreateObject",
          cryptoki.createObject(
              handle, Pointer.nativeValue(array), template.count(), Pointer.nativeValue(object)));
      return object.getLong(0);
    } finally {
      Reference.reachabilityFence(template);
    }
  }

  public void destroy(long object) throws CryptokiException {
    check("C_DestroyObject", cryptoki.destroyObject(handle, object));
  }

  /** Closes the session; what the module answers does not matter any more. */
  @Override
  public void close() {
    cryptoki.closeSession(handle);
  }
}
