package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.security.auth.x500.X500Principal;

/** One step of a plan. Immutable. Keys are named by their label, files by their name. */
public sealed interface Step
    permits Step.InitToken,
        Step.GenerateKey,
        Step.ExportPublic,
        Step.ExportCsr,
        Step.IssueCertificate,
        Step.SignCsr,
        Step.TestSign,
        Step.Inventory,
        CustodyStep {
  /** What the step is called in a plan. */
  String kind();

  /** What it acts on, a label or a file. */
  String object();

  /** What will happen, in one sentence. */
  String description();

  /** The file it makes. */
  default Optional<String> file() {
    return Optional.empty();
  }

  /** Which token it acts on. */
  default Where where() {
    return Where.FIRST;
  }

  /** The key pair it puts into the plan's token, by its label. */
  default Optional<String> makes() {
    return Optional.empty();
  }

  /** The key of the plan's token that is no more afterwards, by its label. */
  default Optional<String> destroys() {
    return Optional.empty();
  }

  /** Who signs the certificate that it makes; empty where it makes none, or a root's. */
  default Optional<Issuer> signedBy() {
    return Optional.empty();
  }

  /** What the operator types, exactly, before it begins. */
  default String words() {
    return kind() + " " + object();
  }

  <R, E extends Exception> R fold(Cases<R, E> cases) throws E;

  /** One answer for each kind of step. */
  interface Cases<R, E extends Exception> {
    R initToken(InitToken step) throws E;

    R generateKey(GenerateKey step) throws E;

    R exportPublic(ExportPublic step) throws E;

    R exportCsr(ExportCsr step) throws E;

    R issueCertificate(IssueCertificate step) throws E;

    R signCsr(SignCsr step) throws E;

    R testSign(TestSign step) throws E;

    R inventory(Inventory step) throws E;

    R custody(CustodyStep step) throws E;
  }

  /** Initialises the plan's token and sets its PINs. */
  record InitToken(Where where, String label) implements Step {
    @Override
    public String kind() {
      return "init-token";
    }

    @Override
    public String object() {
      return label;
    }

    @Override
    public String description() {
      return "initialise the first blank token of its module as \"%s\" and set both its PINs"
          .formatted(label);
    }

    @Override
    public <R, E extends Exception> R fold(Cases<R, E> cases) throws E {
      return cases.initToken(this);
    }
  }

  /** Makes a key pair in the token. */
  record GenerateKey(String key, KeyId id, KeySpec spec, boolean backup) implements Step {
    @Override
    public Optional<String> makes() {
      return Optional.of(key);
    }

    @Override
    public String kind() {
      return "generate-key";
    }

    @Override
    public String object() {
      return key;
    }

    @Override
    public String description() {
      return "make a key pair %s labelled \"%s\" with CKA_ID %s, which can %s"
          .formatted(
              KeyTypes.name(spec),
              key,
              id,
              backup ? "leave the token wrapped, for a backup" : "never leave the token");
    }

    @Override
    public <R, E extends Exception> R fold(Cases<R, E> cases) throws E {
      return cases.generateKey(this);
    }
  }

  /** Writes a public key as PEM. */
  record ExportPublic(String key, String output) implements Step {
    @Override
    public String kind() {
      return "export-public";
    }

    @Override
    public String object() {
      return output;
    }

    @Override
    public String description() {
      return "write the public key of \"%s\" to %s".formatted(key, output);
    }

    @Override
    public Optional<String> file() {
      return Optional.of(output);
    }

    @Override
    public <R, E extends Exception> R fold(Cases<R, E> cases) throws E {
      return cases.exportPublic(this);
    }
  }

  /** Writes a PKCS#10 request signed by the key. */
  record ExportCsr(String key, X500Principal subject, String output) implements Step {
    @Override
    public String kind() {
      return "export-csr";
    }

    @Override
    public String object() {
      return output;
    }

    @Override
    public String description() {
      return "write a certification request of \"%s\" for %s to %s"
          .formatted(key, subject.getName(), output);
    }

    @Override
    public Optional<String> file() {
      return Optional.of(output);
    }

    @Override
    public <R, E extends Exception> R fold(Cases<R, E> cases) throws E {
      return cases.exportCsr(this);
    }
  }

  /** Certificates' validity, whole seconds. */
  record Validity(Instant notBefore, Instant notAfter) {
    public Validity {
      if (!notBefore.isBefore(notAfter)) {
        throw new IllegalArgumentException("notAfter must be later than notBefore");
      }
    }
  }

  /**
   * Who signs.
   *
   * @param key of the token
   * @param certificate the file with its certificate
   * @param chain files with the certificates above it, nearest first, where the plan names them
   */
  record Issuer(String key, String certificate, List<String> chain) {
    public Issuer {
      chain = List.copyOf(chain);
    }

    private String described() {
      return "\"%s\" (%s%s)"
          .formatted(
              key, certificate, chain.isEmpty() ? "" : ", below " + String.join(", ", chain));
    }
  }

  /** Writes a CA certificate for a key of the token; self-signed where there is no issuer. */
  record IssueCertificate(
      String key,
      X500Principal subject,
      Validity validity,
      OptionalInt pathLength,
      Optional<Issuer> issuer,
      String output)
      implements Step {
    @Override
    public String kind() {
      return "issue-certificate";
    }

    @Override
    public String object() {
      return output;
    }

    @Override
    public String description() {
      return "%s for %s, key \"%s\", path length %s, valid from %s to %s, to %s"
          .formatted(
              issuer
                  .map(by -> "sign an intermediate CA certificate by %s".formatted(by.described()))
                  .orElse("sign a root CA certificate by itself"),
              subject.getName(),
              key,
              pathLength.isPresent() ? String.valueOf(pathLength.getAsInt()) : "without limit",
              validity.notBefore(),
              validity.notAfter(),
              output);
    }

    @Override
    public Optional<String> file() {
      return Optional.of(output);
    }

    @Override
    public Optional<Issuer> signedBy() {
      return issuer;
    }

    @Override
    public <R, E extends Exception> R fold(Cases<R, E> cases) throws E {
      return cases.issueCertificate(this);
    }
  }

  /** Writes an intermediate CA certificate for the key of a request. */
  record SignCsr(
      String csr,
      X500Principal subject,
      Validity validity,
      OptionalInt pathLength,
      Issuer issuer,
      String output)
      implements Step {
    @Override
    public String kind() {
      return "sign-csr";
    }

    @Override
    public String object() {
      return output;
    }

    @Override
    public String description() {
      return ("sign an intermediate CA certificate by %s for the key of request %s, whose subject"
              + " must be %s, path length %s, valid from %s to %s, to %s")
          .formatted(
              issuer.described(),
              csr,
              subject.getName(),
              pathLength.isPresent() ? String.valueOf(pathLength.getAsInt()) : "without limit",
              validity.notBefore(),
              validity.notAfter(),
              output);
    }

    @Override
    public Optional<String> file() {
      return Optional.of(output);
    }

    @Override
    public Optional<Issuer> signedBy() {
      return Optional.of(issuer);
    }

    @Override
    public <R, E extends Exception> R fold(Cases<R, E> cases) throws E {
      return cases.signCsr(this);
    }
  }

  /** Signs random bytes and verifies the signature. */
  record TestSign(Where where, String key) implements Step {
    @Override
    public String kind() {
      return "test-sign";
    }

    @Override
    public String object() {
      return key;
    }

    @Override
    public String description() {
      return "sign 32 random bytes with \"%s\" of the %s token and verify outside of it"
          .formatted(key, where.written());
    }

    @Override
    public <R, E extends Exception> R fold(Cases<R, E> cases) throws E {
      return cases.testSign(this);
    }
  }

  /** Writes what keys the token holds. */
  record Inventory(Where where, String output) implements Step {
    @Override
    public String kind() {
      return "inventory";
    }

    @Override
    public String object() {
      return output;
    }

    @Override
    public String description() {
      return "write a list of all keys in the %s token to %s".formatted(where.written(), output);
    }

    @Override
    public Optional<String> file() {
      return Optional.of(output);
    }

    @Override
    public <R, E extends Exception> R fold(Cases<R, E> cases) throws E {
      return cases.inventory(this);
    }
  }
}
