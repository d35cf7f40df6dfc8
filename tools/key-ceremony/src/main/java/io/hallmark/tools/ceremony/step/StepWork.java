package io.hallmark.tools.ceremony.step;

import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.tools.ceremony.plan.KeyTypes;
import io.hallmark.tools.ceremony.plan.PlanInput;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;

/**
 * Carries out one step, or finishes what an interruption left of it, and says what is to be
 * recorded. A step whose effects are there already is not repeated: they are checked and taken.
 */
final class StepWork implements Step.Cases<Map<String, String>, Exception> {
  /** SHA-256 of a key's SubjectPublicKeyInfo. */
  static final String KEY_HASH = "public-key-sha256";

  /** What a test signature covers; no protocol signs what begins like this. */
  private static final String TEST_PREFIX = "hallmark key ceremony, test signature\0";

  private static final int TEST_BYTES = 32;

  private final Course course;
  private final TokenDesk desk;
  private final Outputs outputs;
  private final int number;

  StepWork(Course course, TokenDesk desk, Outputs outputs, int number) {
    this.course = course;
    this.desk = desk;
    this.outputs = outputs;
    this.number = number;
  }

  /** What was done, by name. */
  Map<String, String> done(Step step) throws StoppedException, TerminalClosedException {
    try {
      return step.fold(this);
    } catch (StoppedException | TerminalClosedException | RuntimeException e) {
      throw e;
    } catch (IOException e) {
      throw StoppedException.failed("a file cannot be read or written: " + e.getMessage(), e);
    } catch (Exception e) {
      throw new IllegalStateException("a step threw what no step throws", e);
    }
  }

  @Override
  public Map<String, String> initToken(Step.InitToken step) throws Exception {
    Optional<TokenInfo> left = desk.find();
    TokenInfo info = left.isPresent() ? desk.adopt(left.get()) : desk.initialise();
    return Map.of(
        Facts.SERIAL,
        info.serial(),
        "token-label",
        info.label(),
        "token-model",
        info.model(),
        "token-manufacturer",
        info.manufacturer(),
        "token-firmware",
        info.firmware());
  }

  @Override
  public Map<String, String> generateKey(Step.GenerateKey step) throws Exception {
    Optional<TokenKey> left =
        desk.keys().stream().filter(key -> key.id().equals(step.id())).findFirst();
    TokenKey key = left.isPresent() ? left.get() : desk.generate(step);
    if (!key.label().equals(step.key()) || key.spec() != step.spec()) {
      throw StoppedException.failed(
          "the token's key with CKA_ID %s is labelled \"%s\" and of type %s, expected \"%s\", %s"
              .formatted(
                  key.id(),
                  key.label(),
                  KeyTypes.name(key.spec()),
                  step.key(),
                  KeyTypes.name(step.spec())));
    }
    Map<String, String> facts = new TreeMap<>(desk.attributes(key.id()));
    facts.putAll(describe(key));
    return facts;
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
    Signing signing = Signing.of(key.spec());
    X500Principal subject = Marks.marked(step.subject(), course.isRehearsal());
    byte[] content = Request.content(subject, key.publicKey(), signing);
    Map<String, String> facts = new TreeMap<>(describe(key));
    facts.put("subject", subject.getName());
    facts.putAll(
        written(
            step.output(),
            left -> Arrays.equals(request(step.output(), left).content(), content),
            () -> {
              byte[] signature = desk.sign(key, signing.scheme(), content);
              byte[] der = Request.signed(subject, key.publicKey(), signing, signature);
              Request.parse("the request just made", der);
              return Pem.encode(Pem.REQUEST, der, course.isRehearsal());
            }));
    return facts;
  }

  @Override
  public Map<String, String> issueCertificate(Step.IssueCertificate step) throws Exception {
    TokenKey key = key(step.key());
    X500Principal subject = Marks.marked(step.subject(), course.isRehearsal());
    if (step.issuer().isPresent()) {
      TokenKey issuerKey = key(step.issuer().get().key());
      X509Certificate issuer =
          issuer(step.issuer().get(), issuerKey, step.validity(), step.pathLength());
      return certificate(
          draft(issuer, subject, key.publicKey(), step.validity(), step.pathLength()),
          issuerKey,
          Optional.of(issuer),
          step.output());
    }
    CertificateDraft draft =
        new CertificateDraft(
            subject,
            new AuthorityKeyIdentifier(CertificateDraft.identifier(key.publicKey())),
            CertificateDraft.serial(course.nonce(), number),
            subject,
            key.publicKey(),
            step.validity(),
            step.pathLength(),
            course.isRehearsal());
    return certificate(draft, key, Optional.empty(), step.output());
  }

  @Override
  public Map<String, String> signCsr(Step.SignCsr step) throws Exception {
    Request request = request(step.csr(), bytes(step.csr()));
    X500Principal subject = Marks.marked(step.subject(), course.isRehearsal());
    if (!request.subject().equals(step.subject()) && !request.subject().equals(subject)) {
      throw StoppedException.refused(
          "request %s is for %s, the plan says %s"
              .formatted(step.csr(), request.subject().getName(), subject.getName()));
    }
    TokenKey issuerKey = key(step.issuer().key());
    X509Certificate issuer = issuer(step.issuer(), issuerKey, step.validity(), step.pathLength());
    return certificate(
        draft(issuer, subject, request.key(), step.validity(), step.pathLength()),
        issuerKey,
        Optional.of(issuer),
        step.output());
  }

  @Override
  public Map<String, String> testSign(Step.TestSign step) throws Exception {
    TokenKey key = key(step.key());
    Signing signing = Signing.of(key.spec());
    byte[] prefix = TEST_PREFIX.getBytes(StandardCharsets.US_ASCII);
    byte[] content = Arrays.copyOf(prefix, prefix.length + TEST_BYTES);
    byte[] random = new byte[TEST_BYTES];
    new SecureRandom().nextBytes(random);
    System.arraycopy(random, 0, content, prefix.length, TEST_BYTES);
    byte[] signature = desk.sign(key, signing.scheme(), content);
    if (!signing.verifies(key.publicKey(), content, signature)) {
      throw StoppedException.failed(
          "the test signature of \"%s\" does not verify".formatted(step.key()));
    }
    Map<String, String> facts = new TreeMap<>(describe(key));
    facts.put("scheme", signing.scheme().name());
    facts.put("content", HexFormat.of().formatHex(content));
    facts.put("signature", Base64.getEncoder().encodeToString(signature));
    return facts;
  }

  @Override
  public Map<String, String> inventory(Step.Inventory step) throws Exception {
    byte[] list = TokenInventory.of(desk.info(), desk.keys(), course.isRehearsal());
    return written(step.output(), left -> Arrays.equals(left, list), () -> list);
  }

  private CertificateDraft draft(
      X509Certificate issuer,
      X500Principal subject,
      PublicKey key,
      Step.Validity validity,
      OptionalInt pathLength) {
    return new CertificateDraft(
        issuer.getSubjectX500Principal(),
        CertificateDraft.authority(issuer),
        CertificateDraft.serial(course.nonce(), number),
        subject,
        key,
        validity,
        pathLength,
        course.isRehearsal());
  }

  private Map<String, String> certificate(
      CertificateDraft draft, TokenKey issuerKey, Optional<X509Certificate> issuer, String file)
      throws StoppedException, TerminalClosedException, IOException {
    Signing signing = Signing.of(issuerKey.spec());
    byte[] asked = draft.content(signing);
    Map<String, String> facts = new TreeMap<>();
    facts.put("subject", draft.subject().getName());
    facts.put("issuer", draft.issuer().getName());
    facts.put("serial", draft.serial().toString(16));
    facts.put(KEY_HASH, Outputs.sha256(draft.key().getEncoded()));
    facts.putAll(
        written(
            file,
            left -> {
              checkCertificate(pem(file, left), asked, issuerKey, issuer);
              return true;
            },
            () -> {
              byte[] der = draft.signed(signing, desk.sign(issuerKey, signing.scheme(), asked));
              checkCertificate(der, asked, issuerKey, issuer);
              return Pem.encode(Pem.CERTIFICATE, der, course.isRehearsal());
            }));
    return facts;
  }

  private static void checkCertificate(
      byte[] der, byte[] asked, TokenKey issuerKey, Optional<X509Certificate> issuer)
      throws StoppedException {
    X509Certificate signed = CertificateLint.parse("what the token signed", der);
    CertificateLint.checkSigned(signed, asked, issuerKey.publicKey(), issuer.orElse(signed));
  }

  private X509Certificate issuer(
      Step.Issuer by, TokenKey key, Step.Validity validity, OptionalInt pathLength)
      throws StoppedException, IOException {
    String what = "issuer certificate " + by.certificate();
    X509Certificate issuer =
        CertificateLint.parse(what, pem(by.certificate(), bytes(by.certificate())));
    CertificateLint.checkIssuer(what, issuer, key.publicKey(), validity, pathLength);
    return issuer;
  }

  /** A key of the token; the very one that this ceremony made, where it did. */
  private TokenKey key(String label) throws StoppedException, TerminalClosedException {
    TokenKey key = desk.key(label);
    Optional<String> recorded = course.recordedKey(label);
    if (recorded.isPresent() && !recorded.get().equals(keyHash(key))) {
      throw StoppedException.refused(
          "the token's key \"%s\" is not the one that this ceremony made".formatted(label));
    }
    return key;
  }

  /** The content of an input or of an earlier output, as recorded. */
  private byte[] bytes(String file) throws StoppedException, IOException {
    for (PlanInput input : course.plan().inputs()) {
      if (input.file().equals(file)) {
        byte[] content = Files.readAllBytes(course.plan().inputFolder().resolve(file));
        return unchanged(file, content, Optional.of(input.sha256()));
      }
    }
    return unchanged(file, outputs.read(file), course.recordedOutput(outputs.name(file)));
  }

  private static byte[] unchanged(String file, byte[] content, Optional<String> sha256)
      throws StoppedException {
    if (sha256.filter(Outputs.sha256(content)::equals).isEmpty()) {
      throw StoppedException.refused(file + " was changed during the ceremony");
    }
    return content;
  }

  private static Request request(String file, byte[] text) throws StoppedException {
    byte[] der =
        Pem.decode(Pem.REQUEST, text)
            .orElseThrow(() -> StoppedException.failed(file + " holds no request in PEM"));
    return Request.parse("request " + file, der);
  }

  private static byte[] pem(String file, byte[] text) throws StoppedException {
    return Pem.decode(Pem.CERTIFICATE, text)
        .orElseThrow(() -> StoppedException.failed(file + " holds no certificate in PEM"));
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
            "%s is there but is not what step %d makes; move it away, then resume"
                .formatted(outputs.path(file), number));
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
