package io.hallmark.hsm.cryptoki;

/**
 * The functions of a PKCS#11 module (v3.1 section 5) that we use, as they are: addresses and
 * CK_ULONGs as longs, the result a CK_RV. Each is named as in the standard without {@code C_}. Safe
 * for concurrent use after {@code initialize} with CKF_OS_LOCKING_OK.
 *
 * <p>Everything above this works on the interface, so that a test can count calls or make one fail
 * at exactly this boundary.
 */
public interface Cryptoki {
  long initialize(long arguments);

  long finalizeModule(long reserved);

  long getInfo(long info);

  long getSlotList(byte tokenPresent, long slots, long count);

  long getSlotInfo(long slot, long info);

  long getTokenInfo(long slot, long info);

  long getMechanismList(long slot, long mechanisms, long count);

  long getMechanismInfo(long slot, long mechanism, long info);

  long initToken(long slot, long pin, long pinLength, long label);

  long initPIN(long session, long pin, long pinLength);

  long setPIN(long session, long oldPin, long oldLength, long newPin, long newLength);

  long openSession(long slot, long flags, long application, long notify, long session);

  long closeSession(long session);

  long closeAllSessions(long slot);

  long getSessionInfo(long session, long info);

  long login(long session, long userType, long pin, long pinLength);

  long logout(long session);

  long createObject(long session, long template, long count, long object);

  long destroyObject(long session, long object);

  long getAttributeValue(long session, long object, long template, long count);

  long setAttributeValue(long session, long object, long template, long count);

  long findObjectsInit(long session, long template, long count);

  long findObjects(long session, long objects, long objectsMax, long count);

  long findObjectsFinal(long session);

  long generateKeyPair(
      long session,
      long mechanism,
      long publicTemplate,
      long publicCount,
      long privateTemplate,
      long privateCount,
      long publicKey,
      long privateKey);

  long generateKey(long session, long mechanism, long template, long count, long key);

  long wrapKey(
      long session, long mechanism, long wrappingKey, long key, long wrapped, long wrappedLength);

  long unwrapKey(
      long session,
      long mechanism,
      long unwrappingKey,
      long wrapped,
      long wrappedLength,
      long template,
      long count,
      long key);

  long deriveKey(long session, long mechanism, long baseKey, long template, long count, long key);

  long generateRandom(long session, long random, long length);

  long signInit(long session, long mechanism, long key);

  long sign(long session, long data, long dataLength, long signature, long signatureLength);
}
