package io.hallmark.hsm.cryptoki;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** CK_MECHANISM structures: type, parameter, length of the parameter, 8 bytes each. */
public final class Mechanisms {
  private static final int MECHANISM_BYTES = 24;
  private static final int PSS_PARAMETER_BYTES = 24;
  private static final int ECDH_PARAMETER_BYTES = 40;

  private Mechanisms() {}

  /** A mechanism without a parameter. */
  public static Memory plain(long type) {
    Memory memory = new Memory(MECHANISM_BYTES);
    memory.setLong(0, type);
    memory.setLong(8, 0);
    memory.setLong(16, 0);
    return memory;
  }

  /** CKM_ECDH1_DERIVE without a KDF (CK_ECDH1_DERIVE_PARAMS), the point behind it. */
  public static Memory ecdh(byte[] point) {
    int parameter = MECHANISM_BYTES;
    int pointAt = parameter + ECDH_PARAMETER_BYTES;
    Memory memory = new Memory((long) pointAt + point.length);
    memory.clear();
    memory.setLong(0, Ck.CKM_ECDH1_DERIVE);
    memory.setLong(8, Pointer.nativeValue(memory) + parameter);
    memory.setLong(16, ECDH_PARAMETER_BYTES);
    memory.setLong(parameter, Ck.CKD_NULL);
    // No shared data: length 0 and no pointer, at 8 and 16.
    memory.setLong(parameter + 24L, point.length);
    memory.setLong(parameter + 32L, Pointer.nativeValue(memory) + pointAt);
    memory.write(pointAt, point, 0, point.length);
    return memory;
  }

  /** CKM_RSA_PKCS_PSS with CK_RSA_PKCS_PSS_PARAMS behind it in the same memory. */
  public static Memory pss(long hash, long mgf, long saltBytes) {
    Memory memory = new Memory(MECHANISM_BYTES + PSS_PARAMETER_BYTES);
    memory.setLong(0, Ck.CKM_RSA_PKCS_PSS);
    memory.setLong(8, Pointer.nativeValue(memory) + MECHANISM_BYTES);
    memory.setLong(16, PSS_PARAMETER_BYTES);
    memory.setLong(24, hash);
    memory.setLong(32, mgf);
    memory.setLong(40, saltBytes);
    return memory;
  }
}
