package io.hallmark.certificates.lint;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;

/** A TBSCertificate with parts exchanged, for what no builder makes. */
final class EditedTbs {
  static final int VERSION = 0;
  static final int SERIAL = 1;
  static final int SIGNATURE = 2;
  static final int ISSUER = 3;
  static final int VALIDITY = 4;
  static final int SUBJECT = 5;
  static final int KEY = 6;
  private static final int EXTENSIONS = 7;
  private static final int EXTENSIONS_TAG = 3;

  private final List<ASN1Encodable> parts = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();

  EditedTbs(TBSCertificate tbs) {
    ASN1Sequence.getInstance(tbs.toASN1Primitive()).forEach(parts::add);
    for (ASN1ObjectIdentifier oid : tbs.getExtensions().getExtensionOIDs()) {
      extensions.add(tbs.getExtensions().getExtension(oid));
    }
  }

  EditedTbs with(int part, ASN1Encodable value) {
    parts.set(part, value);
    return this;
  }

  EditedTbs without(ASN1ObjectIdentifier oid) {
    extensions.removeIf(extension -> extension.getExtnId().equals(oid));
    return this;
  }

  EditedTbs with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) throws Exception {
    without(oid);
    extensions.add(
        new Extension(
            oid, critical, new DEROctetString(value.toASN1Primitive().getEncoded("DER"))));
    return this;
  }

  TBSCertificate build() {
    ASN1EncodableVector all = new ASN1EncodableVector();
    parts.subList(0, EXTENSIONS).forEach(all::add);
    all.add(
        new DERTaggedObject(
            true, EXTENSIONS_TAG, new Extensions(extensions.toArray(Extension[]::new))));
    return TBSCertificate.getInstance(new DERSequence(all));
  }
}
