package io.hallmark.hsm.cryptoki;

import static io.hallmark.hsm.cryptoki.CryptokiException.check;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;

/** What is done with key objects in a session apart from signing; rare, so it allocates. */
public final class KeyCalls {
  private static final int WRAPPED_BYTES_MAX = 8192;

  private KeyCalls() {}

  /** Makes a secret key by a mechanism without parameters. */
  public static long generate(CryptokiSession session, long mechanism, Template template)
      throws CryptokiException {
    try (Memory mechanismMemory = Mechanisms.plain(mechanism);
        Memory array = template.toNative();
        Memory key = new Memory(Long.BYTES)) {
      check(
          "C_GenerateKey",
          session
              .cryptoki()
              .generateKey(
                  session.handle(),
                  Pointer.nativeValue(mechanismMemory),
                  Pointer.nativeValue(array),
                  template.count(),
                  Pointer.nativeValue(key)));
      return key.getLong(0);
    } finally {
      Reference.reachabilityFence(template);
    }
  }

  /** A key, encrypted by another one by a mechanism without parameters. */
  public static byte[] wrap(CryptokiSession session, long mechanism, long wrappingKey, long key)
      throws CryptokiException {
    try (Memory mechanismMemory = Mechanisms.plain(mechanism);
        Memory wrapped = new Memory(WRAPPED_BYTES_MAX);
        Memory length = new Memory(Long.BYTES)) {
      length.setLong(0, WRAPPED_BYTES_MAX);
      check(
          "C_WrapKey",
          session
              .cryptoki()
              .wrapKey(
                  session.handle(),
                  Pointer.nativeValue(mechanismMemory),
                  wrappingKey,
                  key,
                  Pointer.nativeValue(wrapped),
                  Pointer.nativeValue(length)));
      return wrapped.getByteArray(0, (int) Math.min(WRAPPED_BYTES_MAX, length.getLong(0)));
    }
  }

  /** The object that an encrypted key becomes. */
  public static long unwrap(
      CryptokiSession session, long mechanism, long unwrappingKey, byte[] blob, Template template)
      throws CryptokiException {
    try (Memory mechanismMemory = Mechanisms.plain(mechanism);
        Memory wrapped = new Memory(Math.max(1, blob.length));
        Memory array = template.toNative();
        Memory key = new Memory(Long.BYTES)) {
      wrapped.write(0, blob, 0, blob.length);
      check(
          "C_UnwrapKey",
          session
              .cryptoki()
              .unwrapKey(
                  session.handle(),
                  Pointer.nativeValue(mechanismMemory),
                  unwrappingKey,
                  Pointer.nativeValue(wrapped),
                  blob.length,
                  Pointer.nativeValue(array),
                  template.count(),
                  Pointer.nativeValue(key)));
      return key.getLong(0);
    } finally {
      Reference.reachabilityFence(template);
    }
  }

  /** The secret that a private key and a point agree on, as an object. */
  public static long deriveByEcdh(
      CryptokiSession session, long privateKey, byte[] point, Template template)
      throws CryptokiException {
    try (Memory mechanism = Mechanisms.ecdh(point);
        Memory array = template.toNative();
        Memory key = new Memory(Long.BYTES)) {
      check(
          "C_DeriveKey",
          session
              .cryptoki()
              .deriveKey(
                  session.handle(),
                  Pointer.nativeValue(mechanism),
                  privateKey,
                  Pointer.nativeValue(array),
                  template.count(),
                  Pointer.nativeValue(key)));
      return key.getLong(0);
    } finally {
      Reference.reachabilityFence(template);
    }
  }

  /** Changes attributes of an object. */
  public static void set(CryptokiSession session, long object, Template template)
      throws CryptokiException {
    try (Memory array = template.toNative()) {
      check(
          "C_SetAttributeValue",
          session
              .cryptoki()
              .setAttributeValue(
                  session.handle(), object, Pointer.nativeValue(array), template.count()));
    } finally {
      Reference.reachabilityFence(template);
    }
  }

  /** Random bytes, at least one. */
  public static byte[] random(CryptokiSession session, int count) throws CryptokiException {
    try (Memory bytes = new Memory(count)) {
      check(
          "C_GenerateRandom",
          session.cryptoki().generateRandom(session.handle(), Pointer.nativeValue(bytes), count));
      return bytes.getByteArray(0, count);
    }
  }
}
