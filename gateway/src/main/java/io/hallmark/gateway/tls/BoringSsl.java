package io.hallmark.gateway.tls;

import io.netty.handler.ssl.OpenSsl;

/** Whether the native TLS library is there. */
public final class BoringSsl {
  private BoringSsl() {}

  /**
   * Only BoringSSL lets go of the thread while a key elsewhere signs, so nothing takes its place.
   *
   * @throws IllegalStateException if it does not load, with the reason
   */
  public static void require() {
    if (!OpenSsl.isAvailable()) {
      Throwable cause = OpenSsl.unavailabilityCause();
      throw new IllegalStateException(
          "BoringSSL (netty-tcnative-boringssl-static) does not load on %s %s (%s),"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), cause)
              + " expected 64-bit Linux or macOS; use a machine of these",
          cause);
    }
    if (!OpenSsl.versionString().startsWith("BoringSSL")) {
      throw new IllegalStateException(
          "the native TLS library is %s, expected BoringSSL; remove other netty-tcnative jars"
              .formatted(OpenSsl.versionString()));
    }
  }
}
