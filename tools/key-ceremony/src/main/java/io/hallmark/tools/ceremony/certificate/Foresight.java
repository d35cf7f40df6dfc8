package io.hallmark.tools.ceremony.certificate;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Pem;
import io.hallmark.certificates.X509Certificates;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.draft.DraftBuilder;
import io.hallmark.certificates.lint.CertificateLint;
import io.hallmark.certificates.lint.Finding;
import io.hallmark.certificates.lint.LintResult;
import io.hallmark.certificates.lint.LintedDraft;
import io.hallmark.certificates.request.CertificationRequest;
import io.hallmark.tools.ceremony.plan.CustodyStep;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanException;
import io.hallmark.tools.ceremony.plan.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;

/**
 * The door: finds out before a ceremony what it would be found wanting for in it. Each certificate
 * is drafted as it will be, with a key of the planned type in the place of the one that is not made
 * yet, and held against the same rules. Not foreseen: what depends on keys that a token holds
 * before. Confined to one thread.
 */
public final class Foresight {
  private final Plan plan;
  private final PlanPlaces places;
  private final StandInKeys keys;
  private final Map<String, X509Certificate> certificates = new HashMap<>();
  private final Map<String, PublicKey> requests = new HashMap<>();

  private Foresight(Plan plan, Path file) {
    this.plan = plan;
    this.places = new PlanPlaces(plan, file);
    this.keys = new StandInKeys(plan);
  }

  /**
   * Reads a plan that is to be run, with certificates that can be issued.
   *
   * @throws PlanException with every fault of the plan, or of its certificates, and their places
   */
  public static Plan read(Path file) throws PlanException {
    Plan plan = Plan.read(file);
    Foresight foresight = new Foresight(plan, file);
    for (int i = 0; i < plan.steps().size(); i++) {
      foresight.look(i, plan.steps().get(i));
      foresight.lookForRestore(i, plan.steps().get(i));
    }
    PlanException.throwIfAny(foresight.places.faults());
    return plan;
  }

  /** A backup that was never restored is none, and the custodians are never together so soon. */
  private void lookForRestore(int index, Step step) {
    if (step instanceof CustodyStep.SplitBackupKey split
        && plan.steps().stream()
            .noneMatch(
                each ->
                    each instanceof CustodyStep.RestoreKey restore
                        && restore.commitments().equals(split.output()))) {
      places.add(
          index,
          "file",
          "no step restores a key by its shares",
          "a restore-key with commitments: %s in the same plan".formatted(split.output()),
          "back a key up and restore it, onto a secondToken if there is one");
    }
  }

  private void look(int index, Step step) {
    if (step instanceof Step.ExportCsr export) {
      requests.put(export.output(), keys.of(export.key()));
    }
    if (step instanceof Step.IssueCertificate issue) {
      DraftBuilder draft = PlannedCertificates.of(issue, issue.subject(), keys.of(issue.key()));
      look(index, draft, issue.issuer(), issue.output());
    }
    if (step instanceof Step.SignCsr sign) {
      request(index, sign)
          .ifPresent(
              key ->
                  look(
                      index,
                      PlannedCertificates.of(sign, sign.subject(), key),
                      Optional.of(sign.issuer()),
                      sign.output()));
    }
  }

  private void look(int index, DraftBuilder draft, Optional<Step.Issuer> by, String output) {
    List<X509Certificate> above = List.of();
    if (by.isPresent()) {
      Optional<X509Certificate> issuer = issuer(index, by.get());
      if (issuer.isEmpty()) {
        return; // What is wrong with it is a fault already.
      }
      Optional<List<X509Certificate>> known = above(index, by.get(), issuer.get());
      if (known.isEmpty()) {
        return;
      }
      draft.issuer(issuer.get());
      above = known.get();
    }
    CertificateDraft built = draft.build().below(above);
    CertificateLint.check(built)
        .fold(
            new LintResult.Cases<Void>() {
              @Override
              public Void passed(LintedDraft linted) {
                return null;
              }

              @Override
              public Void rejected(List<Finding> findings) {
                findings.forEach(finding -> places.add(index, finding));
                return null;
              }
            });
    certificates.put(output, X509Certificates.parse(output, unsigned(built)));
  }

  private Optional<X509Certificate> issuer(int index, Step.Issuer by) {
    Optional<X509Certificate> issuer = Optional.ofNullable(certificates.get(by.certificate()));
    if (issuer.isEmpty()) {
      issuer = certificate(index, "issuerCertificate", by.certificate());
    }
    boolean made =
        plan.steps().stream().anyMatch(step -> step.makes().filter(by.key()::equals).isPresent());
    if (issuer.isPresent()
        && made
        && !Arrays.equals(
            issuer.get().getPublicKey().getEncoded(), keys.of(by.key()).getEncoded())) {
      places.add(
          index,
          "issuerKey",
          "it is another key than that of %s".formatted(by.certificate()),
          "the key whose certificate issuerCertificate is",
          "name the key and the certificate that belong together");
      return Optional.empty();
    }
    return issuer;
  }

  /** The authorities above an issuer, nearest first; empty where a fault was told. */
  private Optional<List<X509Certificate>> above(int index, Step.Issuer by, X509Certificate issuer) {
    String key = by.chain().isEmpty() ? "issuerCertificate" : "issuerChain";
    List<Authorities.Authority> chain = new ArrayList<>();
    chain.add(authority(by.certificate(), issuer));
    for (String file : plan.above(by)) {
      Optional<X509Certificate> above =
          Optional.ofNullable(certificates.get(file)).or(() -> certificate(index, key, file));
      if (above.isEmpty()) {
        return Optional.empty();
      }
      chain.add(authority(file, above.get()));
    }
    Optional<String> fault = Authorities.fault(chain);
    if (fault.isPresent()) {
      places.add(index, key, fault.get(), Authorities.EXPECTED, Authorities.REMEDY);
      return Optional.empty();
    }
    return Optional.of(chain.stream().skip(1).map(Authorities.Authority::certificate).toList());
  }

  private Authorities.Authority authority(String file, X509Certificate certificate) {
    return new Authorities.Authority(file, certificate, !certificates.containsKey(file));
  }

  private Optional<X509Certificate> certificate(int index, String key, String file) {
    Optional<String> pem = input(file);
    if (pem.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(X509Certificates.chain(file, pem.get()).get(0));
    } catch (CertificatesException e) {
      places.add(
          index,
          key,
          e.getMessage(),
          "a certificate in PEM",
          "put the issuer's certificate there, with its sha256 under inputs");
      return Optional.empty();
    }
  }

  private Optional<PublicKey> request(int index, Step.SignCsr step) {
    if (requests.containsKey(step.csr())) {
      return Optional.of(requests.get(step.csr()));
    }
    try {
      byte[] der = Pem.decodeAll(step.csr(), input(step.csr()).orElse(""), Pem.REQUEST).get(0);
      CertificationRequest request = CertificationRequest.parse("request " + step.csr(), der);
      if (request.subject().equals(step.subject())) {
        return Optional.of(request.key());
      }
      places.add(
          index,
          "subject",
          "the request is for %s".formatted(request.subject().getName()),
          "the subject of the request",
          "ask for a request with the plan's subject, or correct the plan");
    } catch (CertificatesException e) {
      places.add(
          index,
          "csr",
          e.getMessage(),
          "a certification request in PEM that its key has signed",
          "ask for it again");
    }
    return Optional.empty();
  }

  private Optional<String> input(String file) {
    try {
      Path path = plan.inputFolder().resolve(file);
      return Files.isRegularFile(path)
          ? Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // The plan's reader has read it for its hash just now.
    }
  }

  /** With nothing where the signature goes, so that it can stand for an issuer's certificate. */
  private static byte[] unsigned(CertificateDraft draft) {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(draft.tbs());
    parts.add(draft.tbs().getSignature());
    parts.add(new DERBitString(new byte[1]));
    try {
      return new DERSequence(parts).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a certificate cannot be encoded", e);
    }
  }
}
