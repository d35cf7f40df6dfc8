package io.hallmark.tools.bench;

import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.token.TokenInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;

/** The JDK's own PKCS#11 provider on the same token, without any of our code between. */
final class SunSigners {
  private final Provider provider;
  private final PrivateKey key;

  private SunSigners(Provider provider, PrivateKey key) {
    this.provider = provider;
    this.key = key;
  }

  /**
   * Opens the provider and makes a key that lies in the token, as the other contenders' key does.
   */
  static SunSigners open(BenchToken token, TokenInfo info, Pin pin) throws Exception {
    Path configuration = token.folder().resolve("sunpkcs11.cfg");
    Files.writeString(
        configuration,
        """
        name = bench
        library = %s
        slot = %d
        attributes(generate, CKO_PRIVATE_KEY, *) = { CKA_TOKEN = true CKA_SENSITIVE = true CKA_EXTRACTABLE = false }
        """
            .formatted(token.config().module(), info.slotId()));
    Provider provider = Security.getProvider("SunPKCS11").configure(configuration.toString());
    ((AuthProvider) provider).login(null, callbacks -> answer(callbacks, pin));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    return new SunSigners(provider, pair.getPrivate());
  }

  private static void answer(Callback[] callbacks, Pin pin) {
    for (Callback callback : callbacks) {
      if (callback instanceof PasswordCallback question) {
        question.setPassword(new String(pin.copyUtf8(), StandardCharsets.UTF_8).toCharArray());
      }
    }
  }

  /**
   * Signs contents as an application would, and as our Token does: one Signature object a thread,
   * initialised each time, the content hashed outside the token.
   */
  ClosedLoop.Caller caller(byte[] content) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA", provider);
    return () -> {
      signature.initSign(key);
      signature.update(content);
      signature.sign();
    };
  }
}
