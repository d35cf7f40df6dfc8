package io.hallmark.certificates.lint;

import io.hallmark.certificates.TestHierarchy;
import io.hallmark.certificates.TestKeys;
import io.hallmark.certificates.Validity;
import io.hallmark.certificates.catalogue.Profiles;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.draft.DraftBuilder;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.name.NameConstraints;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Drafts that are good but for one thing, by the rule that it breaks and, after a blank, how. */
final class BrokenDrafts {
  static final TestHierarchy MADE = TestHierarchy.of(TestKeys.P256);
  static final KeyPair KEY = TestKeys.P256.make();

  private final Map<String, Draft> broken = new LinkedHashMap<>();

  /** Makes a draft. */
  interface Draft {
    CertificateDraft make() throws Exception;
  }

  private interface Edit {
    EditedTbs on(EditedTbs tbs) throws Exception;
  }

  private BrokenDrafts() {
    basics();
    names();
    keys();
    usages();
    alternativeNames();
    extensions();
    issuers();
  }

  static Map<String, Draft> all() {
    return new BrokenDrafts().broken;
  }

  static String rule(String name) {
    return name.split(" ", 2)[0];
  }

  private void basics() {
    broken.put("version-3", () -> new EditedDraft(MADE.server(KEY).build()).noExtensions());
    edit("serial-positive", tbs -> tbs.with(EditedTbs.SERIAL, new ASN1Integer(0)));
    edit(
        "serial-length",
        tbs -> tbs.with(EditedTbs.SERIAL, new ASN1Integer(BigInteger.ONE.shiftLeft(159))));
    edit("serial-random", tbs -> tbs.with(EditedTbs.SERIAL, new ASN1Integer(4711)));
    edit(
        "validity-order",
        validity(new DERUTCTime("270101000000Z"), new DERUTCTime("261201000000Z")));
    edit(
        "validity-encoding",
        validity(new DERUTCTime("2612010000Z"), new DERUTCTime("270101000000Z")));
    edit(
        "validity-encoding early",
        validity(new DERUTCTime("261201000000Z"), new DERGeneralizedTime("20270101000000Z")));
    draft(
        "validity-within-issuer",
        d -> d.validity(Validity.of(TestHierarchy.NOW.minusSeconds(1), Duration.ofDays(30))));
    draft("validity-length", d -> d.validity(Validity.of(TestHierarchy.NOW, Duration.ofDays(399))));
  }

  private void names() {
    broken.put(
        "subject-present",
        () -> new EditedDraft(TestHierarchy.issuing(KEY, MADE.root()).build()).subject("").draft());
    edit("subject-encoding", subject(BCStyle.O, new DERT61String("Alice")));
    edit("subject-length", subject(BCStyle.O, new DERUTF8String("a".repeat(65))));
    edit("subject-country", subject(BCStyle.C, new DERUTF8String("ch")));
    edit("subject-meaning", subject(BCStyle.O, new DERUTF8String("-")));
    edit("subject-meaning blank", subject(BCStyle.O, new DERUTF8String(" Alice")));
    draft("subject-single", d -> d.subject(name("O=Alice,O=Bob")));
    draft("subject-single multi-valued", d -> d.subject(name("O=Alice+OU=Bob")));
    draft("subject-of-profile", d -> d.subject(name("EMAILADDRESS=a@alice.test")));
  }

  private void keys() {
    edit("key-kind", key(new AlgorithmIdentifier(X9ObjectIdentifiers.id_dsa), new byte[] {5, 0}));
    broken.put("key-of-profile", () -> TestHierarchy.root(TestKeys.rsaPair(2048)).build());
    edit(
        "key-encoding",
        key(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), rsa(65_537)));
    broken.put("rsa-modulus-length", () -> MADE.server(TestKeys.rsaPair(1024)).build());
    edit("rsa-exponent", key(rsaAlgorithm(), rsa(3)));
    edit("rsa-modulus-factors", key(rsaAlgorithm(), rsa(65_537)));
    edit("ec-point", point(1));
    edit("ec-point compressed", point(0));
    draft("key-not-issuers", d -> d.key(MADE.issuing().getPublicKey()));
  }

  private void usages() {
    edit("basic-constraints", tbs -> tbs.without(Extension.basicConstraints));
    edit(
        "basic-constraints authority",
        tbs -> tbs.with(Extension.basicConstraints, true, new BasicConstraints(true)));
    edit(
        "path-length-place",
        tbs -> tbs.with(Extension.basicConstraints, true, new BasicConstraints(1)));
    broken.put(
        "path-length-of-profile",
        () ->
            new CertificateDraft(
                Profiles.parse("p", Profiles.builtInText("issuing-ca") + "path-length-max: 3\n"),
                TestHierarchy.issuing(KEY, MADE.root()).pathLength(OptionalInt.of(4)).build().tbs(),
                Optional.of(MADE.root())));
    edit(
        "key-usage-critical",
        tbs -> tbs.with(Extension.keyUsage, false, new KeyUsage(KeyUsage.digitalSignature)));
    edit(
        "key-usage-authority",
        tbs -> tbs.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)));
    edit(
        "key-usage-fits-key",
        tbs -> tbs.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment)));
    edit("key-usage-of-profile", tbs -> tbs.with(Extension.keyUsage, true, new KeyUsage(0xc0)));
    edit(
        "extended-key-usage-any",
        tbs ->
            tbs.with(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)));
    broken.put(
        "extended-key-usage-root",
        () ->
            new EditedDraft(TestHierarchy.root(KEY).build())
                .tbs(
                    tbs ->
                        tbs.with(
                            Extension.extendedKeyUsage,
                            false,
                            new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)))
                .draft());
    edit("extended-key-usage-of-profile", tbs -> tbs.without(Extension.extendedKeyUsage));
  }

  private void alternativeNames() {
    draft("names-present", d -> d.names(List.of()));
    draft(
        "names-of-profile",
        d -> d.names(List.of(new AlternativeName(AlternativeName.Kind.EMAIL, "a@alice.test"))));
    edit(
        "names-critical",
        tbs ->
            tbs.with(
                Extension.subjectAlternativeName,
                true,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "gateway.alice.test"))));
    dns("names-unique", "a.test", "A.test");
    dns("dns-name-syntax", "under_score.test");
    dns("dns-name-syntax dot", "alice.test.");
    dns("dns-name-syntax label", "a".repeat(64) + ".test");
    dns("dns-name-wildcard", "*.test");
    dns("dns-name-wildcard middle", "a.*.alice.test");
    dns("dns-name-wildcard part", "a*.alice.test");
    dns("dns-name-no-address", "192.0.2.1");
    edit(
        "ip-address-octets",
        tbs ->
            tbs.with(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                    new GeneralName(
                        GeneralName.iPAddress, new DEROctetString(new byte[] {1, 2, 3})))));
    dns("common-name-among-names", "other.alice.test");
  }

  private void extensions() {
    broken.put("extensions-unique", () -> new EditedDraft(MADE.server(KEY).build()).noExtensions());
    edit(
        "extensions-critical",
        tbs -> tbs.with(new ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE));
    draft("name-constraints", d -> d.nameConstraints(NameConstraints.dns(List.of("a"), List.of())));
    edit(
        "policies-of-profile",
        tbs ->
            tbs.with(
                Extension.certificatePolicies,
                false,
                new DERSequence(new DERSequence(new ASN1ObjectIdentifier("1.2.3.4")))));
    draft("crl-address", d -> d.crlAt("ldap://ca.alice.test/crl"));
    draft("ocsp-address", d -> d.ocspAt("https://ca.alice.test/ocsp"));
  }

  private void issuers() {
    edit("issuer-name", tbs -> tbs.with(EditedTbs.ISSUER, new X500Name("CN=Mallory")));
    broken.put(
        "issuer-may-sign",
        () ->
            MADE.server(KEY)
                .issuer(TestHierarchy.issue(MADE.server(TestKeys.P256.make()), MADE.issuingKey()))
                .build());
    broken.put("issuer-path-length", () -> TestHierarchy.issuing(KEY, MADE.issuing()).build());
    broken.put("issuer-name-constraints", this::outsideOfConstraints);
    edit("subject-key-identifier", tbs -> tbs.without(Extension.subjectKeyIdentifier));
    edit("authority-key-identifier", tbs -> tbs.without(Extension.authorityKeyIdentifier));
    edit(
        "authority-key-identifier-only",
        tbs ->
            tbs.with(
                Extension.authorityKeyIdentifier,
                false,
                new AuthorityKeyIdentifier(
                    new byte[20],
                    new GeneralNames(new GeneralName(new X500Name("CN=x"))),
                    BigInteger.ONE)));
    edit(
        "signature-algorithm",
        tbs ->
            tbs.with(
                EditedTbs.SIGNATURE,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.sha1WithRSAEncryption)));
    edit(
        "signature-fits-key",
        tbs ->
            tbs.with(
                EditedTbs.SIGNATURE,
                new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384)));
  }

  private CertificateDraft outsideOfConstraints() {
    KeyPair key = TestKeys.P256.make();
    var constrained =
        TestHierarchy.issue(
            TestHierarchy.issuing(key, MADE.root())
                .nameConstraints(NameConstraints.dns(List.of("bob.test"), List.of())),
            MADE.rootKey());
    return MADE.server(KEY).issuer(constrained).build();
  }

  private void edit(String name, Edit edit) {
    broken.put(name, () -> edited(edit));
  }

  private void draft(String name, UnaryOperator<DraftBuilder> change) {
    broken.put(name, () -> change.apply(MADE.server(KEY)).build());
  }

  private void dns(String name, String... dnsNames) {
    draft(name, d -> d.names(List.of(dnsNames).stream().map(AlternativeName::dns).toList()));
  }

  private static CertificateDraft edited(Edit edit) throws Exception {
    return new EditedDraft(MADE.server(KEY).build()).tbs(edit).draft();
  }

  private static X500Principal name(String text) {
    return DistinguishedNames.parse(text);
  }

  private static Edit validity(ASN1Primitive from, ASN1Primitive to) {
    return tbs -> tbs.with(EditedTbs.VALIDITY, new DERSequence(new ASN1Encodable[] {from, to}));
  }

  private static Edit subject(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return tbs ->
        tbs.with(
            EditedTbs.SUBJECT,
            new X500Name(new RDN[] {new RDN(new AttributeTypeAndValue(type, value))}));
  }

  private static Edit key(AlgorithmIdentifier algorithm, byte[] bits) {
    return tbs ->
        tbs.with(
            EditedTbs.KEY,
            new DERSequence(new ASN1Encodable[] {algorithm, new DERBitString(bits)}));
  }

  private static AlgorithmIdentifier rsaAlgorithm() {
    return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
  }

  /** 2048 bits, divisible by 3. */
  private static byte[] rsa(long exponent) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE);
    while (modulus.mod(BigInteger.valueOf(3)).signum() != 0) {
      modulus = modulus.add(BigInteger.TWO);
    }
    try {
      return new RSAPublicKey(modulus, BigInteger.valueOf(exponent)).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key's point with one octet changed. */
  private static Edit point(int at) {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(KEY.getPublic().getEncoded());
    byte[] octets = info.getPublicKeyData().getBytes();
    octets[at] ^= 0x01;
    return key(info.getAlgorithm(), octets);
  }

  /** A draft whose content was changed after it was built. */
  private record EditedDraft(CertificateDraft draft) {
    EditedDraft tbs(Edit edit) throws Exception {
      return new EditedDraft(
          new CertificateDraft(
              draft.profile(), edit.on(new EditedTbs(draft.tbs())).build(), draft.issuer()));
    }

    EditedDraft subject(String name) throws Exception {
      return tbs(
          tbs ->
              name.isEmpty()
                  ? tbs.with(EditedTbs.SUBJECT, new DERSequence())
                  : tbs.with(EditedTbs.SUBJECT, new DERSequence(new DERSet())));
    }

    CertificateDraft noExtensions() {
      ASN1EncodableVector parts = new ASN1EncodableVector();
      var all = ASN1Sequence.getInstance(draft.tbs().toASN1Primitive());
      parts.add(new DERTaggedObject(0, new ASN1Integer(1)));
      for (int i = 1; i < 7; i++) {
        parts.add(all.getObjectAt(i));
      }
      return new CertificateDraft(
          draft.profile(), TBSCertificate.getInstance(new DERSequence(parts)), draft.issuer());
    }
  }
}
