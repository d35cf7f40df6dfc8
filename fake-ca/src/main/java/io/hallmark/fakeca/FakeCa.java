package io.hallmark.fakeca;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * A certificate authority for tests. Its key lies in a plain file, and every certificate it makes
 * says that it is for tests only. It signs whatever is asked, as long as the one who asks holds the
 * private key: it checks no identity. Safe for concurrent use.
 *
 * <p>All methods throw {@link FakeCaException}, whose kind says what to do.
 */
public final class FakeCa {
  private final Home home;
  private final X509Certificate certificate;
  private final PrivateKey key;
  private final Clock clock;
  private final CertificateMaker maker = new CertificateMaker();

  private FakeCa(Home home, X509Certificate certificate, PrivateKey key, Clock clock) {
    this.home = home;
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
  }

  /** Makes a new CA with its files in {@code home}. Refuses a folder that holds a CA already. */
  public static FakeCa create(Path home, FakeCaOptions options) {
    return create(home, options, Clock.systemUTC());
  }

  static FakeCa create(Path folder, FakeCaOptions options, Clock clock) {
    Home home = new Home(folder);
    home.prepare();
    KeyPair pair = options.key().generate();
    X509Certificate certificate =
        new CertificateMaker()
            .authority(
                authorityName(options.name()),
                pair.getPublic(),
                pair.getPrivate(),
                Validity.days(clock, options.days()));
    Home.writeSecret(home.key(), Pem.privateKey(pair.getPrivate()));
    Home.writePublic(home.certificate(), Pem.certificates(List.of(certificate)));
    return new FakeCa(home, certificate, pair.getPrivate(), clock);
  }

  private static X500Name authorityName(String name) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, "Hallmark")
        .addRDN(BCStyle.OU, "for tests only")
        .addRDN(BCStyle.CN, name + " (for tests only)")
        .build();
  }

  /** Opens the CA whose files are in {@code home}. */
  public static FakeCa open(Path home) {
    return open(home, Clock.systemUTC());
  }

  private static FakeCa open(Path folder, Clock clock) {
    Home home = new Home(folder);
    if (!Files.exists(home.key()) || !Files.exists(home.certificate())) {
      throw FakeCaException.badInput(
          "folder %s holds no fake CA (%s and %s); make one with create-ca"
              .formatted(folder, home.key().getFileName(), home.certificate().getFileName()));
    }
    String keyFile = home.key().toString();
    String certificateFile = home.certificate().toString();
    byte[] pkcs8 = Pem.decode(keyFile, "PRIVATE KEY", Home.read(home.key()));
    byte[] der = Pem.decode(certificateFile, "CERTIFICATE", Home.read(home.certificate()));
    return new FakeCa(
        home, Pem.certificate(certificateFile, der), Pem.privateKey(keyFile, pkcs8), clock);
  }

  /** The CA's own certificate: the trust root of all that it issues. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The CA's own certificate as PEM. */
  public String certificatePem() {
    return Pem.certificates(List.of(certificate));
  }

  /**
   * Signs a request, subject and alternative names as asked.
   *
   * @param pkcs10 DER (RFC 2986); refused unless signed by the key it is for
   * @param days how long the certificate is valid, 1 to 3650, and not longer than the CA's own
   * @return the chain, leaf first, the CA last
   */
  public List<X509Certificate> signCsr(byte[] pkcs10, Profile profile, int days) {
    Validity.checkDays(days);
    return issue(CertificationRequest.parse(pkcs10), profile, days);
  }

  /** Makes a key and a certificate for it. The key is kept nowhere but in the answer. */
  public CertifiedKey createCertificate(CertificateSpec spec) {
    X500Name subject = CertificateMaker.name(subject(spec.subject()));
    KeyPair pair = spec.key().generate();
    // The key was made here, so nobody needs to prove that they hold it.
    CertificationRequest request =
        new CertificationRequest(
            subject, pair.getPublic(), AlternativeNames.of(spec.dnsNames(), spec.ipAddresses()));
    return new CertifiedKey(pair.getPrivate(), issue(request, spec.profile(), spec.days()));
  }

  /** The chain as PEM, as servers and {@code membership.identities} want it. */
  public static String pem(List<X509Certificate> chain) {
    return Pem.certificates(chain);
  }

  private List<X509Certificate> issue(CertificationRequest request, Profile profile, int days) {
    X509Certificate leaf =
        maker.leaf(certificate, key, request, profile, Validity.days(clock, days));
    home.keep(Pem.certificates(List.of(leaf)));
    return List.of(leaf, certificate);
  }

  private static X500Principal subject(String name) {
    try {
      return name.contains("=")
          ? new X500Principal(name)
          : new X500Principal(
              new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build().getEncoded());
    } catch (IllegalArgumentException | java.io.IOException e) {
      throw FakeCaException.badInput(
          "subject \"%s\" is not a distinguished name such as O=Alice,L=Zurich,C=CH"
              .formatted(name),
          e);
    }
  }

  /** Its folder and subject. */
  @Override
  public String toString() {
    return "FakeCa[%s, %s]".formatted(home.folder(), certificate.getSubjectX500Principal());
  }
}
