package io.hallmark.certificates.fips;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.bouncycastle.crypto.fips.FipsStatus;
import org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider;

/**
 * Runs this process on Bouncy Castle's FIPS module in approved-only mode: its provider is the only
 * one left, so whatever asks the Java Cryptography Architecture for an algorithm gets the module's
 * or none. Tokens sign as ever: a token is a module of its own. Safe for concurrent use.
 *
 * <p>There is no way back: the module reads its mode once, when it is loaded.
 */
public final class FipsMode {
  private static final String APPROVED_ONLY = "org.bouncycastle.fips.approved_only";
  private static final String DRBG = "DEFAULT";

  private static volatile FipsState state = FipsState.OFF;

  /** What a program is told to run in the mode by. */
  public static final String FLAG = "--fips";

  private FipsMode() {}

  /**
   * Enters the mode where the arguments of a program ask for it, before it looks at any of them.
   */
  public static void enterIfAsked(String... arguments) {
    if (Arrays.asList(arguments).contains(FLAG)) {
      FipsState unused = enter();
    }
  }

  /**
   * Enters the mode and checks that it holds. Call it first in {@code main}: objects made before
   * keep the provider they were made by. Takes the seconds of the module's self-tests.
   *
   * @throws IllegalStateException where the module is not in approved-only mode or not sound
   */
  public static synchronized FipsState enter() {
    if (!state.active()) {
      System.setProperty(APPROVED_ONLY, "true");
      Provider module = new BouncyCastleFipsProvider();
      Security.insertProviderAt(module, 1);
      seed(module);
      for (Provider other : Security.getProviders()) {
        if (!other.getName().equals(module.getName())) {
          Security.removeProvider(other.getName());
        }
      }
      check();
      state = new FipsState(true, module.getInfo());
    }
    return state;
  }

  /** Whether this process is in the mode, and by what. */
  public static FipsState state() {
    return state;
  }

  /**
   * The generator takes its seed from the operating system by way of the JDK, while it is there.
   */
  private static void seed(Provider module) {
    try {
      SecureRandom.getInstance(DRBG, module).nextBytes(new byte[1]);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the FIPS module has no generator " + DRBG, e);
    }
  }

  private static void check() {
    if (!CryptoServicesRegistrar.isInApprovedOnlyMode()) {
      throw new IllegalStateException(
          "the FIPS module is not in approved-only mode: it was loaded before FipsMode.enter()");
    }
    if (!FipsStatus.isReady()) {
      throw new IllegalStateException(
          "the FIPS module is not ready: " + FipsStatus.getStatusMessage());
    }
    if (Security.getProviders().length != 1 || offersMd5()) {
      throw new IllegalStateException("another provider than the FIPS module's is in use");
    }
  }

  private static boolean offersMd5() {
    try {
      MessageDigest.getInstance("MD5");
      return true;
    } catch (NoSuchAlgorithmException e) {
      return false; // As it must be: MD5 is approved for nothing.
    }
  }
}
