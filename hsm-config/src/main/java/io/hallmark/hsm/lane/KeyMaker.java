package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.scheme.PublicKeys;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes key pairs whose private part never leaves the token, and believes it only after reading the
 * attributes back. Called while searching, see {@link Connection#writing}.
 */
public final class KeyMaker {
  private static final byte[] EXPONENT_65537 = {1, 0, 1};

  /** What a private key must say of itself (PKCS#11 v3.1 section 4.9). */
  private static final Map<String, Expected> EXPECTED =
      Map.of(
          "CKA_TOKEN", new Expected(Ck.CKA_TOKEN, true),
          "CKA_PRIVATE", new Expected(Ck.CKA_PRIVATE, true),
          "CKA_SIGN", new Expected(Ck.CKA_SIGN, true),
          "CKA_DECRYPT", new Expected(Ck.CKA_DECRYPT, false),
          "CKA_UNWRAP", new Expected(Ck.CKA_UNWRAP, false),
          "CKA_LOCAL", new Expected(Ck.CKA_LOCAL, true),
          "CKA_SENSITIVE", new Expected(Ck.CKA_SENSITIVE, true),
          "CKA_ALWAYS_SENSITIVE", new Expected(Ck.CKA_ALWAYS_SENSITIVE, true),
          "CKA_EXTRACTABLE", new Expected(Ck.CKA_EXTRACTABLE, false),
          "CKA_NEVER_EXTRACTABLE", new Expected(Ck.CKA_NEVER_EXTRACTABLE, true));

  private record Expected(long attribute, boolean value) {}

  private KeyMaker() {}

  /** Makes the pair, or refuses where the CKA_ID is taken. */
  public static TokenResult<TokenKey> make(CryptokiSession session, GenerateTask task)
      throws CryptokiException {
    if (KeyObjects.exists(session, task.key())) {
      return refused(
          ErrorClass.CALLER, "a key with CKA_ID " + task.key() + " exists; nothing was made");
    }
    CryptokiSession.Pair pair = generate(session, task);
    List<String> wrong = wrongAttributes(session, pair.privateKey());
    if (!wrong.isEmpty()) {
      destroy(session, pair);
      return refused(
          ErrorClass.TOKEN,
          "the token made a key with wrong %s; it was destroyed"
              .formatted(String.join(", ", wrong)));
    }
    Optional<TokenKey> key = KeyObjects.read(session, pair.privateKey(), task.key());
    if (key.isEmpty()) {
      destroy(session, pair);
      return refused(
          ErrorClass.TOKEN, "the token made a key without a readable public part; destroyed");
    }
    return new TokenResult.Done<>(key.get());
  }

  private static TokenResult<TokenKey> refused(ErrorClass errorClass, String detail) {
    return new TokenResult.Refused<>(new TokenFault(errorClass, 0, detail));
  }

  private static void destroy(CryptokiSession session, CryptokiSession.Pair pair)
      throws CryptokiException {
    session.destroy(pair.privateKey());
    session.destroy(pair.publicKey());
  }

  private static List<String> wrongAttributes(CryptokiSession session, long handle)
      throws CryptokiException {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Expected> entry : EXPECTED.entrySet()) {
      Expected expected = entry.getValue();
      if (session.flag(handle, expected.attribute()) != expected.value()) {
        wrong.add(entry.getKey());
      }
    }
    return wrong;
  }

  private static CryptokiSession.Pair generate(CryptokiSession session, GenerateTask task)
      throws CryptokiException {
    return switch (task.spec()) {
      case EC_P256 -> ec(session, task, Ck.CKM_EC_KEY_PAIR_GEN, PublicKeys.P256_PARAMS);
      case EC_P384 -> ec(session, task, Ck.CKM_EC_KEY_PAIR_GEN, PublicKeys.P384_PARAMS);
      case ED25519 -> edwards(session, task);
      case RSA_2048, RSA_3072, RSA_4096 -> rsa(session, task);
    };
  }

  private static CryptokiSession.Pair ec(
      CryptokiSession session, GenerateTask task, long mechanism, byte[] params)
      throws CryptokiException {
    Template publicKey = publicTemplate(task).add(Ck.CKA_EC_PARAMS, params);
    return session.generate(mechanism, publicKey, privateTemplate(task));
  }

  /** The curve by its name, as v3.0 says; by its OID where the token knows no names. */
  private static CryptokiSession.Pair edwards(CryptokiSession session, GenerateTask task)
      throws CryptokiException {
    long mechanism = Ck.CKM_EC_EDWARDS_KEY_PAIR_GEN;
    try {
      return ec(session, task, mechanism, PublicKeys.ED25519_NAME_PARAMS);
    } catch (CryptokiException e) {
      if (e.code() != Ckr.CURVE_NOT_SUPPORTED
          && e.code() != Ckr.DOMAIN_PARAMS_INVALID
          && e.code() != Ckr.ATTRIBUTE_VALUE_INVALID) {
        throw e;
      }
      return ec(session, task, mechanism, PublicKeys.ED25519_OID_PARAMS);
    }
  }

  private static CryptokiSession.Pair rsa(CryptokiSession session, GenerateTask task)
      throws CryptokiException {
    long bits =
        task.spec() == KeySpec.RSA_2048 ? 2048 : task.spec() == KeySpec.RSA_3072 ? 3072 : 4096;
    Template publicKey =
        publicTemplate(task)
            .add(Ck.CKA_MODULUS_BITS, bits)
            .add(Ck.CKA_PUBLIC_EXPONENT, EXPONENT_65537);
    return session.generate(Ck.CKM_RSA_PKCS_KEY_PAIR_GEN, publicKey, privateTemplate(task));
  }

  private static Template publicTemplate(GenerateTask task) {
    return new Template()
        .add(Ck.CKA_TOKEN, true)
        .add(Ck.CKA_PRIVATE, false)
        .add(Ck.CKA_VERIFY, true)
        .add(Ck.CKA_ENCRYPT, false)
        .add(Ck.CKA_WRAP, false)
        .add(Ck.CKA_ID, task.key().toByteArray())
        .add(Ck.CKA_LABEL, task.label());
  }

  /** Signing and nothing else; some tokens allow every use that is not denied. */
  private static Template privateTemplate(GenerateTask task) {
    return new Template()
        .add(Ck.CKA_TOKEN, true)
        .add(Ck.CKA_PRIVATE, true)
        .add(Ck.CKA_SENSITIVE, true)
        .add(Ck.CKA_EXTRACTABLE, false)
        .add(Ck.CKA_SIGN, true)
        .add(Ck.CKA_DECRYPT, false)
        .add(Ck.CKA_UNWRAP, false)
        .add(Ck.CKA_DERIVE, false)
        .add(Ck.CKA_ID, task.key().toByteArray())
        .add(Ck.CKA_LABEL, task.label());
  }
}
