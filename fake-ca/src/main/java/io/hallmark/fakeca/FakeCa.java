package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Pem;
import io.hallmark.certificates.SerialNumber;
import io.hallmark.certificates.Validity;
import io.hallmark.certificates.X509Certificates;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.draft.CrossCertification;
import io.hallmark.certificates.draft.DraftBuilder;
import io.hallmark.certificates.issue.Issuance;
import io.hallmark.certificates.lint.CertificateLint;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.certificates.request.CertificationRequest;
import io.hallmark.certificates.revocation.RevocationListDraft;
import io.hallmark.certificates.revocation.RevocationLists;
import io.hallmark.certificates.revocation.RevocationReason;
import io.hallmark.certificates.revocation.RevokedCertificate;
import io.hallmark.certificates.signing.CertificateSigner;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority for tests. Its key lies in a plain file, or in a token, and every
 * certificate it makes says that it is for tests only. It signs whatever is asked, as long as the
 * one who asks holds the private key: it checks no identity. Safe for concurrent use.
 *
 * <p>All methods throw {@link CertificatesException}, whose kind says what to do.
 */
public final class FakeCa implements AutoCloseable {
  /** In every certificate as its Netscape comment, which every viewer shows. */
  static final String COMMENT = "Made by a fake CA: for tests only";

  private final Home home;
  private final List<X509Certificate> chain;
  private final AuthorityKey key;
  private final Clock clock;
  private final Issued issued;

  private FakeCa(Home home, List<X509Certificate> chain, AuthorityKey key, Clock clock) {
    this.home = home;
    this.chain = List.copyOf(chain);
    this.key = key;
    this.clock = clock;
    this.issued = new Issued(home.issued());
  }

  /** Makes a new root CA with its files in {@code home}. Refuses a folder that holds a CA. */
  public static FakeCa create(Path home, FakeCaOptions options) {
    return new Founding(new Home(home), options, Clock.systemUTC()).root();
  }

  /** As {@link #create}, with a key that a token holds already. */
  public static FakeCa create(Path home, FakeCaOptions options, TokenKeyPlace place) {
    return new Founding(new Home(home), options, Clock.systemUTC()).root(place);
  }

  /** Makes a CA below this one, with its files in a folder of its own. */
  public FakeCa createIntermediate(Path folder, FakeCaOptions options) {
    return new Founding(new Home(folder), options, clock).below(this);
  }

  /** As {@link #createIntermediate}, with a key that a token holds already. */
  public FakeCa createIntermediate(Path folder, FakeCaOptions options, TokenKeyPlace place) {
    return new Founding(new Home(folder), options, clock).below(this, place);
  }

  static FakeCa of(Home home, List<X509Certificate> chain, AuthorityKey key, Clock clock) {
    return new FakeCa(home, chain, key, clock);
  }

  /** Opens the CA whose files are in {@code home}. */
  public static FakeCa open(Path folder) {
    Home home = new Home(folder);
    if (!Files.exists(home.certificate())
        || (!Files.exists(home.key()) && !Files.exists(home.token()))) {
      throw CertificatesException.badInput(
          "folder %s holds no fake CA, expected %s and %s or %s; make one with create-ca"
              .formatted(
                  folder,
                  home.certificate().getFileName(),
                  home.key().getFileName(),
                  home.token().getFileName()));
    }
    List<X509Certificate> chain = new ArrayList<>(certificates(home.certificate()));
    if (Files.exists(home.parents())) {
      chain.addAll(certificates(home.parents()));
    }
    return new FakeCa(home, chain, AuthorityKey.open(home, chain.get(0)), Clock.systemUTC());
  }

  private static List<X509Certificate> certificates(Path file) {
    return X509Certificates.chain(file.toString(), Home.read(file));
  }

  /** The CA's own certificate. Of a root it is the trust root of all that is issued. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** From its own certificate to its root's. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The CA's own certificate as PEM. */
  public String certificatePem() {
    return pem(List.of(certificate()));
  }

  /**
   * Signs a request, subject and alternative names as asked.
   *
   * @param pkcs10 DER (RFC 2986); refused unless signed by the key it is for
   * @param days how long the certificate is valid, 1 to 3650, and not longer than the CA's own
   * @return the chain, leaf first, the root last
   */
  public List<X509Certificate> signCsr(byte[] pkcs10, Profile profile, int days) {
    return signCsr(pkcs10, profile.certificate(), days);
  }

  /** As {@link #signCsr(byte[], Profile, int)}, by a profile of the caller's own. */
  public List<X509Certificate> signCsr(byte[] pkcs10, CertificateProfile profile, int days) {
    Days.check(days);
    CertificationRequest request = CertificationRequest.parse("the request", pkcs10);
    return issue(
        CertificateDraft.of(profile)
            .subject(request.subject())
            .key(request.key())
            .names(request.names())
            .validity(validity(days)));
  }

  /** Makes a key and a certificate for it. The key is kept nowhere but in the answer. */
  public CertifiedKey createCertificate(CertificateSpec spec) {
    return createCertificate(spec, spec.profile().certificate());
  }

  /** As {@link #createCertificate(CertificateSpec)}, by a profile of the caller's own. */
  public CertifiedKey createCertificate(CertificateSpec spec, CertificateProfile profile) {
    X500Principal subject = subject(spec.subject());
    List<AlternativeName> names =
        Stream.concat(
                spec.dnsNames().stream().map(AlternativeName::dns),
                spec.ipAddresses().stream().map(AlternativeName::ip))
            .toList();
    KeyPair pair = spec.key().generate();
    return new CertifiedKey(
        pair.getPrivate(),
        issue(
            CertificateDraft.of(profile)
                .subject(subject)
                .key(pair.getPublic())
                .names(names)
                .validity(validity(spec.days()))));
  }

  /** A distinguished name, or a plain name, which becomes its common name. */
  private static X500Principal subject(String name) {
    return DistinguishedNames.parse(
        name.contains("=") ? name : "CN=\"" + name.replace("\"", "\\\"") + "\"");
  }

  /**
   * Certifies another authority's key and name, with its path length and name constraints.
   *
   * @param theirs its own certificate, self-signed
   * @param days not longer than either authority's own certificate
   */
  public X509Certificate crossCertify(X509Certificate theirs, int days) {
    Days.check(days);
    Validity within = validity(days);
    Instant from = theirs.getNotBefore().toInstant();
    CertificateDraft draft =
        CrossCertification.of(
            FakeProfiles.read(FakeProfiles.CROSS),
            theirs,
            certificate(),
            new Validity(
                from.isAfter(within.notBefore()) ? from : within.notBefore(), within.notAfter()),
            key.serials().next());
    X509Certificate cross = signed(draft);
    home.issued().keep(number -> pem(List.of(cross)));
    return cross;
  }

  /**
   * Takes a certificate back.
   *
   * @param serial of one that this CA issued
   */
  public RevokedCertificate revoke(BigInteger serial, RevocationReason reason) {
    if (issued.find(serial).isEmpty()) {
      throw CertificatesException.badInput(
          "%s has issued no certificate with serial number %s, expected one of its folder issued"
              .formatted(home.folder(), serial.toString(16)));
    }
    RevokedCertificate revoked =
        new RevokedCertificate(new SerialNumber(serial), clock.instant(), reason);
    revocations().add(revoked);
    return revoked;
  }

  /** What became of a certificate: known to this CA or not. */
  boolean hasIssued(BigInteger serial) {
    return issued.find(serial).isPresent();
  }

  Revocations revocations() {
    return new Revocations(home.revoked());
  }

  /**
   * Issues a certificate revocation list, with a number that is one higher than the last one's.
   *
   * @param days until the next one is there at the latest
   */
  public X509CRL issueList(int days) {
    Days.check(days);
    List<X509CRL> made = new ArrayList<>();
    home.lists()
        .keep(
            number -> {
              X509CRL list =
                  RevocationListDraft.of(
                          certificate(),
                          BigInteger.valueOf(number),
                          Validity.of(clock.instant(), Duration.ofDays(days)),
                          revocations().all())
                      .sign(key.signer());
              made.add(list);
              return RevocationLists.pem(list);
            });
    return made.get(made.size() - 1);
  }

  /** The chain as PEM, as servers and {@code membership.identities} want it. */
  public static String pem(List<X509Certificate> chain) {
    return Pem.certificates(chain);
  }

  /** Signs a draft as this CA, and keeps a copy. */
  List<X509Certificate> issue(DraftBuilder draft) {
    draft.serial(key.serials().next()).issuer(certificate()).comment(COMMENT);
    home.optional(home.crlUrl()).map(String::strip).ifPresent(draft::crlAt);
    home.optional(home.ocspUrl()).map(String::strip).ifPresent(draft::ocspAt);
    X509Certificate leaf = signed(draft.build());
    home.issued().keep(number -> pem(List.of(leaf)));
    return Stream.concat(Stream.of(leaf), chain.stream()).toList();
  }

  private X509Certificate signed(CertificateDraft draft) {
    CertificateDraft below = draft.below(chain.subList(1, chain.size()));
    return Issuance.issue(CertificateLint.check(below).orElseThrow(), key.signer());
  }

  /** A draft for a CA below this one. */
  DraftBuilder below(String name, PublicKey publicKey, FakeCaOptions options) {
    return CertificateDraft.of(FakeProfiles.read(FakeProfiles.INTERMEDIATE))
        .subject(Founding.subject(name))
        .key(publicKey)
        .validity(validity(options.days()))
        .pathLength(OptionalInt.of(options.pathLength()));
  }

  Validity validity(int days) {
    return Days.from(clock, days, certificate());
  }

  CertificateSigner signer() {
    return key.signer();
  }

  Home home() {
    return home;
  }

  Clock clock() {
    return clock;
  }

  /** Lets go of the token, where the key is in one. Idempotent. */
  @Override
  public void close() {
    key.closing().run();
  }

  /** Its folder and subject. */
  @Override
  public String toString() {
    return "FakeCa[%s, %s]".formatted(home.folder(), certificate().getSubjectX500Principal());
  }
}
