package io.hallmark.certificates.draft;

import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.NameConstraints;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.certificates.profile.KeyPurpose;
import io.hallmark.certificates.profile.KeyUse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** The extensions of a draft (RFC 5280 section 4.2). Confined to one thread. */
final class DraftExtras {
  List<AlternativeName> names = List.of();
  OptionalInt pathLength = OptionalInt.empty();
  Optional<NameConstraints> nameConstraints = Optional.empty();
  Optional<String> comment = Optional.empty();
  Optional<String> crlUrl = Optional.empty();
  Optional<String> ocspUrl = Optional.empty();
  Optional<byte[]> keyIdentifier = Optional.empty();

  /**
   * All of them.
   *
   * @param identifier of the subject's key, by our method
   * @param named whether there is a subject; the alternative names are critical where there is none
   */
  Extensions extensions(
      CertificateProfile profile,
      byte[] identifier,
      Optional<X509Certificate> issuer,
      boolean named) {
    byte[] own = keyIdentifier.orElse(identifier);
    byte[] by = issuer.map(KeyIdentifiers::of).orElse(own);
    ExtensionsGenerator all = new ExtensionsGenerator();
    try {
      usage(all, profile);
      all.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(own));
      all.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(by));
      if (!names.isEmpty()) {
        all.addExtension(Extension.subjectAlternativeName, !named, AlternativeName.asn1(names));
      }
      if (nameConstraints.isPresent()) {
        all.addExtension(Extension.nameConstraints, true, nameConstraints.get().asn1());
      }
      places(all);
      if (comment.isPresent()) {
        all.addExtension(
            MiscObjectIdentifiers.netscapeCertComment, false, new DERIA5String(comment.get()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("an extension cannot be encoded", e);
    }
    return all.generate();
  }

  private void usage(ExtensionsGenerator all, CertificateProfile profile) throws IOException {
    all.addExtension(Extension.basicConstraints, true, basicConstraints(profile));
    all.addExtension(Extension.keyUsage, true, KeyUse.asn1(profile.keyUses()));
    if (!profile.purposes().isEmpty()) {
      all.addExtension(Extension.extendedKeyUsage, false, KeyPurpose.asn1(profile.purposes()));
    }
    if (profile.purposes().contains(KeyPurpose.OCSP_SIGNING)) {
      // RFC 6960 section 4.2.2.2.1: nobody is to ask the responder about itself.
      all.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
    }
    if (!profile.policies().isEmpty()) {
      all.addExtension(
          Extension.certificatePolicies,
          false,
          new CertificatePolicies(
              profile.policies().stream()
                  .map(oid -> new PolicyInformation(new ASN1ObjectIdentifier(oid)))
                  .toArray(PolicyInformation[]::new)));
    }
  }

  private BasicConstraints basicConstraints(CertificateProfile profile) {
    if (!profile.authority()) {
      return new BasicConstraints(false);
    }
    return pathLength.isPresent()
        ? new BasicConstraints(pathLength.getAsInt())
        : new BasicConstraints(true);
  }

  private void places(ExtensionsGenerator all) throws IOException {
    if (crlUrl.isPresent()) {
      all.addExtension(
          Extension.cRLDistributionPoints,
          false,
          new CRLDistPoint(
              new DistributionPoint[] {
                new DistributionPoint(
                    new DistributionPointName(new GeneralNames(uri(crlUrl.get()))), null, null)
              }));
    }
    if (ocspUrl.isPresent()) {
      all.addExtension(
          Extension.authorityInfoAccess,
          false,
          new AuthorityInformationAccess(
              new AccessDescription(AccessDescription.id_ad_ocsp, uri(ocspUrl.get()))));
    }
  }

  private static GeneralName uri(String url) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, url);
  }
}
