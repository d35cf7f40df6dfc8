package io.hallmark.hsm.sunpkcs11;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.lane.Connection;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.time.Clock;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Opens tokens through the JDK's SunPKCS11 provider. It signs; finding the token, the one login and
 * key generation are the binding's, which tells their errors apart.
 */
public final class SunEngine {
  private SunEngine() {}

  /** As {@link io.hallmark.hsm.token.Tokens#open}. */
  public static Token open(TokenConfig config) throws TokenOpenException {
    Connection connection = Connection.open(config, UnaryOperator.identity());
    try {
      // The provider never gives a module back, so it must stay initialised for it.
      connection.module().keepInitialised();
      Provider provider = provider(config, connection.info().slotId());
      KeyStore keys = keyStore(config, provider);
      return new SunToken(config, connection, provider, keys, Clock.systemUTC());
    } catch (TokenOpenException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A provider for one slot, from its configuration in line (a leading "--"). */
  static Provider provider(TokenConfig config, long slot) throws TokenOpenException {
    Provider base = Security.getProvider("SunPKCS11");
    if (base == null) {
      throw new TokenOpenException.ModuleMissing(
          "this JDK has no SunPKCS11 provider; use engine cryptoki", null);
    }
    String text =
        "--name=%s\nlibrary=%s\nslot=%d\n"
            .formatted(config.name(), quoted(config.module().toString()), slot);
    try {
      return base.configure(text);
    } catch (ProviderException | IllegalArgumentException e) {
      throw new TokenOpenException.DeviceFailed(
          "token " + config.name() + ": SunPKCS11 does not take the module", 0, e);
    }
  }

  private static String quoted(String path) {
    return "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static KeyStore keyStore(TokenConfig config, Provider provider)
      throws TokenOpenException {
    try (Pin pin = config.pin().read()) {
      char[] chars = chars(pin);
      try {
        KeyStore keys = KeyStore.getInstance("PKCS11", provider);
        // The token is logged in already, so the provider makes no second attempt.
        keys.load(null, chars);
        return keys;
      } finally {
        Arrays.fill(chars, '\0');
      }
    } catch (PinUnavailableException e) {
      throw new TokenOpenException.PinMissing("token " + config.name() + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException | IOException e) {
      throw new TokenOpenException.DeviceFailed(
          "token " + config.name() + ": SunPKCS11 does not open it", 0, e);
    }
  }

  private static char[] chars(Pin pin) {
    byte[] bytes = pin.copyUtf8();
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    char[] chars = new char[decoded.remaining()];
    decoded.get(chars);
    decoded.clear();
    decoded.put(new char[decoded.capacity()]);
    Arrays.fill(bytes, (byte) 0);
    return chars;
  }
}
