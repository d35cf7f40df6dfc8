package io.hallmark.fakeca;

import io.hallmark.certificates.Pem;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.issue.Issuance;
import io.hallmark.certificates.lint.CertificateLint;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.signing.JcaSigner;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** Makes CAs: their keys, their certificates, their folders. */
record Founding(Home home, FakeCaOptions options, Clock clock) {
  static X500Principal subject(String name) {
    return DistinguishedNames.principal(
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, "Hallmark")
            .addRDN(BCStyle.OU, "for tests only")
            .addRDN(BCStyle.CN, name + " (for tests only)")
            .build());
  }

  FakeCa root() {
    home.prepare();
    KeyPair pair = options.key().generate();
    return kept(pair, rooted(AuthorityKey.inMemory(JcaSigner.of(pair))));
  }

  FakeCa root(TokenKeyPlace place) {
    home.prepare();
    return kept(place, rooted(AuthorityKey.inToken(place.open())));
  }

  FakeCa below(FakeCa parent) {
    home.prepare();
    KeyPair pair = options.key().generate();
    return kept(pair, issued(parent, AuthorityKey.inMemory(JcaSigner.of(pair))));
  }

  FakeCa below(FakeCa parent, TokenKeyPlace place) {
    home.prepare();
    return kept(place, issued(parent, AuthorityKey.inToken(place.open())));
  }

  /** A CA that is in no folder yet. */
  private FakeCa rooted(AuthorityKey key) {
    try {
      CertificateDraft draft =
          CertificateDraft.of(FakeProfiles.read(FakeProfiles.ROOT))
              .subject(subject(options.name()))
              .key(key.signer().publicKey())
              .serial(key.serials().next())
              .validity(Days.from(clock, options.days()))
              .pathLength(OptionalInt.of(options.pathLength()))
              .comment(FakeCa.COMMENT)
              .build();
      X509Certificate root =
          Issuance.issue(CertificateLint.check(draft).orElseThrow(), key.signer());
      return FakeCa.of(home, List.of(root), key, clock);
    } catch (RuntimeException e) {
      key.closing().run();
      throw e;
    }
  }

  private FakeCa issued(FakeCa parent, AuthorityKey key) {
    try {
      List<X509Certificate> chain =
          parent.issue(parent.below(options.name(), key.signer().publicKey(), options));
      return FakeCa.of(home, chain, key, clock);
    } catch (RuntimeException e) {
      key.closing().run();
      throw e;
    }
  }

  private FakeCa kept(KeyPair pair, FakeCa made) {
    NewFiles.writeSecret(home.key(), Pem.encode(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()));
    return kept(made);
  }

  private FakeCa kept(TokenKeyPlace place, FakeCa made) {
    home.keep(place);
    return kept(made);
  }

  private FakeCa kept(FakeCa made) {
    NewFiles.writePublic(home.certificate(), made.certificatePem());
    if (made.chain().size() > 1) {
      List<X509Certificate> parents = made.chain().subList(1, made.chain().size());
      NewFiles.writePublic(home.parents(), Pem.certificates(parents));
    }
    options.crlUrl().ifPresent(url -> NewFiles.writePublic(home.crlUrl(), url + "\n"));
    options.ocspUrl().ifPresent(url -> NewFiles.writePublic(home.ocspUrl(), url + "\n"));
    return made;
  }
}
