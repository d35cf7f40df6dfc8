package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.X509Certificates;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.draft.DraftBuilder;
import io.hallmark.certificates.issue.Issuance;
import io.hallmark.certificates.lint.CertificateLint;
import io.hallmark.certificates.lint.LintedDraft;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.request.CertificationRequest;
import io.hallmark.certificates.request.RequestDraft;
import io.hallmark.certificates.signing.SigningAlgorithm;
import io.hallmark.certificates.signing.TokenSigner;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.tools.ceremony.certificate.Authorities;
import io.hallmark.tools.ceremony.certificate.PlannedCertificates;
import io.hallmark.tools.ceremony.plan.CustodyStep;
import io.hallmark.tools.ceremony.plan.KeyTypes;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * Carries out one step, or finishes what an interruption left of it, and says what is to be
 * recorded. A step whose effects are there already is not repeated: they are checked and taken.
 */
final class StepWork implements Step.Cases<Map<String, String>, Exception> {
  /** SHA-256 of a key's SubjectPublicKeyInfo. */
  static final String KEY_HASH = "public-key-sha256";

  /** Who signs: so another implementation, the JVM's, verifies. */
  static final String TOKEN = "the ceremony's token";

  private final Course course;
  private final TokenDesk desk;
  private final Outputs outputs;
  private final Custody custody;
  private final int number;

  StepWork(Course course, TokenDesk desk, Outputs outputs, Custody custody, int number) {
    this.course = course;
    this.desk = desk;
    this.outputs = outputs;
    this.custody = custody;
    this.number = number;
  }

  /** What was done, by name. */
  Map<String, String> done(Step step) throws StoppedException, TerminalClosedException {
    try {
      return step.fold(this);
    } catch (CertificatesException e) {
      throw StoppedException.of(e);
    } catch (StoppedException | TerminalClosedException | RuntimeException e) {
      throw e;
    } catch (IOException e) {
      throw StoppedException.failed(
          Problem.of("a file cannot be read or written: " + e.getMessage())
              .remedy("look at the folder of the ceremony and at its disk, then resume"),
          e);
    } catch (Exception e) {
      throw new IllegalStateException("a step threw what no step throws", e);
    }
  }

  @Override
  public Map<String, String> initToken(Step.InitToken step) throws Exception {
    Optional<TokenInfo> left = desk.place().find();
    if (left.isPresent()) {
      desk.place().adopt(left.get());
    } else {
      desk.initialise();
    }
    return desk.place().facts(step.where());
  }

  @Override
  public Map<String, String> generateKey(Step.GenerateKey step) throws Exception {
    Optional<TokenKey> left =
        desk.keys().stream().filter(key -> key.id().equals(step.id())).findFirst();
    TokenKey key = left.isPresent() ? left.get() : desk.generate(step);
    if (!key.label().equals(step.key()) || key.spec() != step.spec()) {
      throw StoppedException.failed(
          Problem.of(
                  "the token's key with CKA_ID %s is labelled \"%s\" and of type %s"
                      .formatted(key.id(), key.label(), KeyTypes.name(key.spec())))
              .expecting("\"%s\", %s".formatted(step.key(), KeyTypes.name(step.spec())))
              .remedy("look at it with 'hallmark hsm keys'; it is not the one of this step"));
    }
    Map<String, String> facts = new TreeMap<>(attributes(step, key));
    facts.putAll(describe(key));
    return facts;
  }

  /** A key that is not what it must be is destroyed before anything can use it. */
  private Map<String, String> attributes(Step.GenerateKey step, TokenKey key)
      throws StoppedException, TerminalClosedException {
    KeyReadBack.Origin origin =
        step.backup() ? KeyReadBack.Origin.TO_BE_BACKED_UP : KeyReadBack.Origin.MADE_HERE;
    try {
      return desk.attributes(key.id(), origin);
    } catch (StoppedException e) {
      if (e.kind() != StoppedException.Kind.REFUSED) {
        throw e;
      }
      desk.destroy(key.id());
      throw StoppedException.refused(
          Problem.of(e.problem().what())
              .expecting(e.problem().expected())
              .remedy(
                  "\"%s\" was destroyed; look for what is wrong with the token"
                      .formatted(step.key())));
    }
  }

  @Override
  public Map<String, String> exportPublic(Step.ExportPublic step) throws Exception {
    TokenKey key = key(step.key());
    byte[] pem = Pem.encode(Pem.PUBLIC_KEY, key.publicKey().getEncoded(), course.isRehearsal());
    Map<String, String> facts = new TreeMap<>(describe(key));
    facts.putAll(written(step.output(), left -> Arrays.equals(left, pem), () -> pem));
    return facts;
  }

  @Override
  public Map<String, String> exportCsr(Step.ExportCsr step) throws Exception {
    TokenKey key = key(step.key());
    X500Principal subject = Marks.marked(step.subject(), course.isRehearsal());
    RequestDraft draft = RequestDraft.of(subject, key.publicKey(), List.of());
    Map<String, String> facts = new TreeMap<>(describe(key));
    facts.put("subject", subject.getName());
    facts.putAll(
        written(
            step.output(),
            left -> Arrays.equals(request(step.output(), left).content(), draft.content()),
            () -> {
              byte[] signature = sign(key, draft.content());
              byte[] der = draft.signed(signature, TOKEN).toByteArray();
              return Pem.encode(Pem.REQUEST, der, course.isRehearsal());
            }));
    return facts;
  }

  @Override
  public Map<String, String> issueCertificate(Step.IssueCertificate step) throws Exception {
    TokenKey key = key(step.key());
    X500Principal subject = Marks.marked(step.subject(), course.isRehearsal());
    DraftBuilder draft = own(PlannedCertificates.of(step, subject, key.publicKey()));
    if (step.issuer().isEmpty()) {
      return certificate(draft.build(), key, step.output());
    }
    return certificate(step.issuer().get(), draft, step.output());
  }

  @Override
  public Map<String, String> signCsr(Step.SignCsr step) throws Exception {
    CertificationRequest request = request(step.csr(), bytes(step.csr()));
    X500Principal subject = Marks.marked(step.subject(), course.isRehearsal());
    if (!request.subject().equals(step.subject()) && !request.subject().equals(subject)) {
      throw StoppedException.refused(
          Problem.of("request %s is for %s".formatted(step.csr(), request.subject().getName()))
              .expecting(subject.getName() + ", as the plan says")
              .remedy("ask for a request with that subject, or correct the plan"));
    }
    DraftBuilder draft = own(PlannedCertificates.of(step, subject, request.key()));
    return certificate(step.issuer(), draft, step.output());
  }

  @Override
  public Map<String, String> testSign(Step.TestSign step) throws Exception {
    TokenKey key = key(step.key());
    Map<String, String> facts = new TreeMap<>(describe(key));
    facts.putAll(TestSignature.make(desk, key).facts());
    return facts;
  }

  @Override
  public Map<String, String> inventory(Step.Inventory step) throws Exception {
    byte[] list =
        TokenInventory.of(desk.info(), desk.keys(), desk.wrappingKeys(), course.isRehearsal());
    return written(step.output(), left -> Arrays.equals(left, list), () -> list);
  }

  @Override
  public Map<String, String> custody(CustodyStep step) throws Exception {
    return step.foldCustody(custody);
  }

  /** With this ceremony's serial number, and its mark where it is a rehearsal. */
  private DraftBuilder own(DraftBuilder planned) {
    DraftBuilder draft = planned.serial(Serials.of(course.nonce(), number));
    return course.isRehearsal() ? draft.comment(Marks.NOTE) : draft;
  }

  /** By an issuer, below every authority above it. */
  private Map<String, String> certificate(Step.Issuer by, DraftBuilder draft, String file)
      throws StoppedException, TerminalClosedException, IOException {
    TokenKey issuerKey = key(by.key());
    List<Authorities.Authority> chain = new ArrayList<>();
    chain.add(authority(by.certificate()));
    for (String above : course.plan().above(by)) {
      chain.add(authority(above));
    }
    Optional<String> fault = Authorities.fault(chain);
    if (fault.isPresent()) {
      throw StoppedException.refused(
          Problem.of(fault.get()).expecting(Authorities.EXPECTED).remedy(Authorities.REMEDY));
    }
    List<X509Certificate> path = chain.stream().map(Authorities.Authority::certificate).toList();
    CertificateDraft below = draft.issuer(path.get(0)).build().below(path.subList(1, path.size()));
    return certificate(below, issuerKey, file);
  }

  private Map<String, String> certificate(CertificateDraft draft, TokenKey issuerKey, String file)
      throws StoppedException, TerminalClosedException, IOException {
    LintedDraft linted = CertificateLint.check(draft).orElseThrow();
    Issuance.requireSigner(linted, issuerKey.publicKey());
    TBSCertificate content = linted.draft().tbs();
    Map<String, String> facts = new TreeMap<>();
    facts.put("subject", DistinguishedNames.principal(content.getSubject()).getName());
    facts.put("issuer", DistinguishedNames.principal(content.getIssuer()).getName());
    facts.put("serial", content.getSerialNumber().getValue().toString(16));
    facts.put(KEY_HASH, Outputs.sha256(content.getSubjectPublicKeyInfo().getEncoded()));
    facts.putAll(
        written(
            file,
            left -> CertificateLint.accept(linted, pem(file, left), TOKEN) != null,
            () -> {
              byte[] signature = sign(issuerKey, linted.content());
              return Pem.encode(
                  Pem.CERTIFICATE,
                  encoded(Issuance.complete(linted, signature, TOKEN)),
                  course.isRehearsal());
            }));
    return facts;
  }

  private byte[] sign(TokenKey key, byte[] content)
      throws StoppedException, TerminalClosedException {
    SigningAlgorithm algorithm = SigningAlgorithm.of(key.publicKey());
    return desk.sign(key, TokenSigner.scheme(algorithm), content);
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  private Authorities.Authority authority(String file) throws StoppedException, IOException {
    X509Certificate certificate =
        X509Certificates.parse("issuer certificate " + file, pem(file, bytes(file)));
    return new Authorities.Authority(file, certificate, true);
  }

  /** A key of the token; the very one that this ceremony made, where it did. */
  private TokenKey key(String label) throws StoppedException, TerminalClosedException {
    return course.checked(desk.key(label));
  }

  private byte[] bytes(String file) throws StoppedException, IOException {
    return course.bytes(outputs, file);
  }

  private static CertificationRequest request(String file, byte[] text) throws StoppedException {
    byte[] der =
        Pem.decode(Pem.REQUEST, text)
            .orElseThrow(() -> StoppedException.failed(holdsNo(file, "request in PEM")));
    return CertificationRequest.parse("request " + file, der);
  }

  private static byte[] pem(String file, byte[] text) throws StoppedException {
    return Pem.decode(Pem.CERTIFICATE, text)
        .orElseThrow(() -> StoppedException.failed(holdsNo(file, "certificate in PEM")));
  }

  static Problem holdsNo(String file, String what) {
    return Problem.of("%s holds no %s".formatted(file, what))
        .expecting("a " + what)
        .remedy("name another file in the plan, or put the right one there");
  }

  private interface Making {
    byte[] make() throws StoppedException, TerminalClosedException;
  }

  private interface Recognition {
    boolean recognises(byte[] left) throws StoppedException, IOException;
  }

  /** Writes the file, unless an interruption came after it had been written. */
  private Map<String, String> written(String file, Recognition recognition, Making making)
      throws StoppedException, TerminalClosedException, IOException {
    byte[] content;
    if (outputs.exists(file)) {
      content = outputs.read(file);
      if (!recognition.recognises(content)) {
        throw StoppedException.failed(
            Problem.of(
                    "%s is there but is not what step %d makes"
                        .formatted(outputs.path(file), number))
                .remedy("move it away, then resume"));
      }
    } else {
      content = making.make();
      outputs.write(file, content);
    }
    return Map.of(Facts.FILE, outputs.name(file), Facts.FILE_HASH, Outputs.sha256(content));
  }

  private static String keyHash(TokenKey key) {
    return Outputs.sha256(key.publicKey().getEncoded());
  }

  private static Map<String, String> describe(TokenKey key) {
    return Map.of(
        "key",
        key.label(),
        "key-id",
        key.id().toString(),
        "key-type",
        KeyTypes.name(key.spec()),
        KEY_HASH,
        keyHash(key),
        Facts.PUBLIC_KEY,
        Base64.getEncoder().encodeToString(key.publicKey().getEncoded()));
  }
}
