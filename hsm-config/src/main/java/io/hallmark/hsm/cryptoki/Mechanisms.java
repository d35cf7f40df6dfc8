package io.hallmark.hsm.cryptoki;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** CK_MECHANISM structures: type, parameter, length of the parameter, 8 bytes each. */
public final class Mechanisms {
  private static final int MECHANISM_BYTES = 24;
  private static final int PSS_PARAMETER_BYTES = 24;

  private Mechanisms() {}

  /** A mechanism without a parameter. */
  public static Memory plain(long type) {
    Memory memory = new Memory(MECHANISM_BYTES);
    memory.setLong(0, type);
    memory.setLong(8, 0);
    memory.setLong(16, 0);
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
