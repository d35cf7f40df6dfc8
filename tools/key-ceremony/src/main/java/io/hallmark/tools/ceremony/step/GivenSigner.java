package io.hallmark.tools.ceremony.step;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/**
 * Puts a signature that is there already under what Bouncy Castle builds. What is to be signed is
 * built once with no signature, shown to the checks, signed by the token, and then built again.
 */
final class GivenSigner implements ContentSigner {
  private final AlgorithmIdentifier identifier;
  private final byte[] signature;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  GivenSigner(AlgorithmIdentifier identifier, byte[] signature) {
    this.identifier = identifier;
    this.signature = signature.clone();
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return identifier;
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    return signature.clone();
  }

  /** What was to be signed. */
  byte[] content() {
    return content.toByteArray();
  }
}
