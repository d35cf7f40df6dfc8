package io.hallmark.hsm.cryptoki;

/**
 * Cryptoki by JNA direct mapping: every argument is a primitive, so a call costs a fraction of a
 * microsecond and allocates nothing.
 *
 * <p>JNA binds a class's native methods to one library, therefore {@link NativeLoader} defines this
 * class anew for each module.
 */
final class NativeCryptoki implements Cryptoki {
  @Override
  public native long initialize(long arguments);

  @Override
  public native long finalizeModule(long reserved);

  @Override
  public native long getInfo(long info);

  @Override
  public native long getSlotList(byte tokenPresent, long slots, long count);

  @Override
  public native long getSlotInfo(long slot, long info);

  @Override
  public native long getTokenInfo(long slot, long info);

  @Override
  public native long getMechanismList(long slot, long mechanisms, long count);

  @Override
  public native long getMechanismInfo(long slot, long mechanism, long info);

  @Override
  public native long initToken(long slot, long pin, long pinLength, long label);

  @Override
  public native long initPIN(long session, long pin, long pinLength);

  @Override
  public native long setPIN(long session, long oldPin, long oldLength, long newPin, long newLength);

  @Override
  public native long openSession(
      long slot, long flags, long application, long notify, long session);

  @Override
  public native long closeSession(long session);

  @Override
  public native long closeAllSessions(long slot);

  @Override
  public native long getSessionInfo(long session, long info);

  @Override
  public native long login(long session, long userType, long pin, long pinLength);

  @Override
  public native long logout(long session);

  @Override
  public native long createObject(long session, long template, long count, long object);

  @Override
  public native long destroyObject(long session, long object);

  @Override
  public native long getAttributeValue(long session, long object, long template, long count);

  @Override
  public native long setAttributeValue(long session, long object, long template, long count);

  @Override
  public native long findObjectsInit(long session, long template, long count);

  @Override
  public native long findObjects(long session, long objects, long objectsMax, long count);

  @Override
  public native long findObjectsFinal(long session);

  @Override
  public native long generateKeyPair(
      long session,
      long mechanism,
      long publicTemplate,
      long publicCount,
      long privateTemplate,
      long privateCount,
      long publicKey,
      long privateKey);

  @Override
  public native long generateKey(long session, long mechanism, long template, long count, long key);

  @Override
  public native long wrapKey(
      long session, long mechanism, long wrappingKey, long key, long wrapped, long wrappedLength);

  @Override
  public native long unwrapKey(
      long session,
      long mechanism,
      long unwrappingKey,
      long wrapped,
      long wrappedLength,
      long template,
      long count,
      long key);

  @Override
  public native long deriveKey(
      long session, long mechanism, long baseKey, long template, long count, long key);

  @Override
  public native long generateRandom(long session, long random, long length);

  @Override
  public native long signInit(long session, long mechanism, long key);

  @Override
  public native long sign(
      long session, long data, long dataLength, long signature, long signatureLength);
}
