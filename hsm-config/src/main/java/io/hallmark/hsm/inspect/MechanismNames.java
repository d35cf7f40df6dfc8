package io.hallmark.hsm.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Mechanisms by their names in pkcs11t.h (PKCS#11 v3.1), and what we use them for. */
public final class MechanismNames {
  /** A wrapping mechanism, by type. */
  static final long AES_KEY_WRAP = 0x2109;

  static final long AES_KEY_WRAP_PAD = 0x210A;
  static final long AES_KEY_WRAP_KWP = 0x210B;

  private static final String NAMES =
      """
      0 RSA_PKCS_KEY_PAIR_GEN
      1 RSA_PKCS
      3 RSA_X_509
      5 MD5_RSA_PKCS
      6 SHA1_RSA_PKCS
      9 RSA_PKCS_OAEP
      d RSA_PKCS_PSS
      e SHA1_RSA_PKCS_PSS
      10 DSA_KEY_PAIR_GEN
      11 DSA
      12 DSA_SHA1
      13 DSA_SHA224
      14 DSA_SHA256
      15 DSA_SHA384
      16 DSA_SHA512
      20 DH_PKCS_KEY_PAIR_GEN
      21 DH_PKCS_DERIVE
      40 SHA256_RSA_PKCS
      41 SHA384_RSA_PKCS
      42 SHA512_RSA_PKCS
      43 SHA256_RSA_PKCS_PSS
      44 SHA384_RSA_PKCS_PSS
      45 SHA512_RSA_PKCS_PSS
      46 SHA224_RSA_PKCS
      47 SHA224_RSA_PKCS_PSS
      120 DES_KEY_GEN
      121 DES_ECB
      122 DES_CBC
      125 DES_CBC_PAD
      130 DES2_KEY_GEN
      131 DES3_KEY_GEN
      132 DES3_ECB
      133 DES3_CBC
      136 DES3_CBC_PAD
      138 DES3_CMAC
      210 MD5
      211 MD5_HMAC
      220 SHA_1
      221 SHA_1_HMAC
      250 SHA256
      251 SHA256_HMAC
      255 SHA224
      256 SHA224_HMAC
      260 SHA384
      261 SHA384_HMAC
      270 SHA512
      271 SHA512_HMAC
      350 GENERIC_SECRET_KEY_GEN
      360 CONCATENATE_BASE_AND_KEY
      362 CONCATENATE_BASE_AND_DATA
      363 CONCATENATE_DATA_AND_BASE
      1040 EC_KEY_PAIR_GEN
      1041 ECDSA
      1042 ECDSA_SHA1
      1043 ECDSA_SHA224
      1044 ECDSA_SHA256
      1045 ECDSA_SHA384
      1046 ECDSA_SHA512
      1050 ECDH1_DERIVE
      1051 ECDH1_COFACTOR_DERIVE
      1055 EC_EDWARDS_KEY_PAIR_GEN
      1056 EC_MONTGOMERY_KEY_PAIR_GEN
      1057 EDDSA
      1080 AES_KEY_GEN
      1081 AES_ECB
      1082 AES_CBC
      1085 AES_CBC_PAD
      1086 AES_CTR
      1087 AES_GCM
      108a AES_CMAC
      1100 DES_ECB_ENCRYPT_DATA
      1101 DES_CBC_ENCRYPT_DATA
      1102 DES3_ECB_ENCRYPT_DATA
      1103 DES3_CBC_ENCRYPT_DATA
      1104 AES_ECB_ENCRYPT_DATA
      1105 AES_CBC_ENCRYPT_DATA
      2000 DSA_PARAMETER_GEN
      2001 DH_PKCS_PARAMETER_GEN
      2109 AES_KEY_WRAP
      210a AES_KEY_WRAP_PAD
      210b AES_KEY_WRAP_KWP
      """;

  private static final Map<Long, String> BY_TYPE = new HashMap<>();

  private static final Set<Long> WRAPPING =
      Set.of(AES_KEY_WRAP, AES_KEY_WRAP_PAD, AES_KEY_WRAP_KWP);

  private static final Map<Long, String> OURS =
      new TreeMap<>(
          Map.of(
              0x0L, "makes RSA keys",
              0x1L, "RSA signatures, PKCS#1 v1.5",
              0xDL, "RSA signatures, PSS",
              0x1040L, "makes EC keys",
              0x1041L, "ECDSA signatures",
              0x1050L, "agreement on a secret",
              0x1055L, "makes Ed25519 keys",
              0x1057L, "Ed25519 signatures",
              0x1080L, "makes wrapping keys"));

  static {
    NAMES
        .lines()
        .map(line -> List.of(line.split(" ", 2)))
        .forEach(entry -> BY_TYPE.put(Long.parseLong(entry.get(0), 16), entry.get(1)));
  }

  private MechanismNames() {}

  /** {@code CKM_ECDSA}; the number where it is a vendor's own. */
  public static String name(long type) {
    String name = BY_TYPE.get(type);
    return name == null ? "0x" + Long.toHexString(type) : "CKM_" + name;
  }

  /** What we use it for; empty where we do not. */
  public static String use(long type) {
    return WRAPPING.contains(type) ? "wraps keys" : OURS.getOrDefault(type, "");
  }

  /** Those that we use where a token has them, wrapping apart, of which one will do. */
  public static Set<Long> ours() {
    return Set.copyOf(OURS.keySet());
  }

  /** How it is used, as in {@code sign, verify}. */
  public static String uses(long flags) {
    return String.join(", ", TokenFlags.ofMechanism(flags));
  }
}
