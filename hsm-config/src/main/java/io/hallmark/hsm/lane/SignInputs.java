package io.hallmark.hsm.lane;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Mechanisms;
import io.hallmark.hsm.scheme.Curve;
import io.hallmark.hsm.scheme.DigestInfo;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** What C_SignInit and C_Sign are given: we hash, the token signs raw. Immutable. */
final class SignInputs {
  /** Kept for the life of the process: the token reads them at each C_SignInit. */
  private static final Map<SignatureScheme, Memory> MECHANISMS =
      new EnumMap<>(SignatureScheme.class);

  static {
    for (SignatureScheme scheme : SignatureScheme.values()) {
      MECHANISMS.put(scheme, mechanismOf(scheme));
    }
  }

  private SignInputs() {}

  /** Address of the CK_MECHANISM. */
  static long mechanism(SignatureScheme scheme) {
    return Pointer.nativeValue(MECHANISMS.get(scheme));
  }

  /** CK_MECHANISM_TYPE. */
  static long mechanismType(SignatureScheme scheme) {
    return MECHANISMS.get(scheme).getLong(0);
  }

  private static Memory mechanismOf(SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512 -> Mechanisms.plain(Ck.CKM_ECDSA);
      case ED25519 -> Mechanisms.plain(Ck.CKM_EDDSA);
      case RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 ->
          Mechanisms.plain(Ck.CKM_RSA_PKCS);
      case RSA_PSS_SHA256 -> Mechanisms.pss(Ck.CKM_SHA256, Ck.CKG_MGF1_SHA256, 32);
      case RSA_PSS_SHA384 -> Mechanisms.pss(Ck.CKM_SHA384, Ck.CKG_MGF1_SHA384, 48);
      case RSA_PSS_SHA512 -> Mechanisms.pss(Ck.CKM_SHA512, Ck.CKG_MGF1_SHA512, 64);
    };
  }

  /** What C_Sign is given for the task. */
  static byte[] of(SignTask task, KeySpec spec, LaneSession lane) {
    ByteBuffer content = task.content().duplicate();
    if (task.scheme() == SignatureScheme.ED25519) {
      return whole(content);
    }
    byte[] hash = task.digested() ? whole(content) : hash(content, task.scheme(), lane);
    return switch (task.scheme()) {
      case ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512 -> truncated(hash, spec);
      case RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 -> DigestInfo.of(hash);
      default -> hash;
    };
  }

  private static byte[] whole(ByteBuffer content) {
    byte[] whole = new byte[content.remaining()];
    content.get(whole);
    return whole;
  }

  private static byte[] hash(ByteBuffer content, SignatureScheme scheme, LaneSession lane) {
    MessageDigest digest = lane.digest(Schemes.hashName(scheme));
    digest.update(content);
    return digest.digest();
  }

  /** The leftmost bits, as many as the group's order has (FIPS 186-5 section 6.4.1). */
  private static byte[] truncated(byte[] hash, KeySpec spec) {
    int order = Curve.of(spec).orElseThrow().coordinateBytes();
    return hash.length > order ? Arrays.copyOf(hash, order) : hash;
  }
}
