package io.hallmark.tools.bench;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;

/**
 * One session that signs a 32-byte digest with CKM_ECDSA, over and over. Confined to one thread.
 */
final class BareSigner implements AutoCloseable {
  private static final long CKM_ECDSA = 0x1041;
  private static final int SIGNATURE_BYTES_MAX = 256;

  private final NativeLong session;
  private final NativeLong key;
  private final Memory mechanism = new Memory(3L * NativeLong.SIZE);
  private final Memory digest = new Memory(32);
  private final Memory signature = new Memory(SIGNATURE_BYTES_MAX);
  private final Memory length = new Memory(NativeLong.SIZE);

  BareSigner(long slot, byte[] keyId) {
    session = BareCryptoki.openSession(slot);
    key = BareCryptoki.findPrivateKey(session, keyId);
    mechanism.clear();
    mechanism.setNativeLong(0, new NativeLong(CKM_ECDSA));
  }

  /** Signs {@code hash} and returns how many bytes the signature has. */
  int sign(byte[] hash) {
    digest.write(0, hash, 0, hash.length);
    BareCryptoki.check("C_SignInit", BareCryptoki.C_SignInit(session, mechanism, key), 0);
    length.setNativeLong(0, new NativeLong(SIGNATURE_BYTES_MAX));
    BareCryptoki.check(
        "C_Sign",
        BareCryptoki.C_Sign(session, digest, new NativeLong(hash.length), signature, length),
        0);
    return length.getNativeLong(0).intValue();
  }

  @Override
  public void close() {
    BareCryptoki.C_CloseSession(session);
  }
}
