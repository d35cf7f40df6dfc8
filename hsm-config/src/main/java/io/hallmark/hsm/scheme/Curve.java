package io.hallmark.hsm.scheme;

import io.hallmark.hsm.token.KeySpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The curves that we know, and how PKCS#11 and X.509 write them. */
public enum Curve {
  P256(
      KeySpec.EC_P256,
      65,
      "3059301306072a8648ce3d020106082a8648ce3d030107034200",
      "06082a8648ce3d030107"),
  P384(KeySpec.EC_P384, 97, "3076301006072a8648ce3d020106052b81040022036200", "06052b81040022"),
  P521(
      KeySpec.EC_P521, 133, "30819b301006072a8648ce3d020106052b8104002303818600", "06052b81040023"),
  SECP256K1(
      KeySpec.EC_SECP256K1, 65, "3056301006072a8648ce3d020106052b8104000a034200", "06052b8104000a"),
  /** By its name (PKCS#11 v3.1 section 6.3.5), or by the OID of RFC 8410, which some want. */
  EDWARDS25519(
      KeySpec.ED25519,
      32,
      "302a300506032b6570032100",
      "130c656477617264733235353139",
      "06032b6570");

  private final KeySpec spec;
  private final int pointBytes;
  private final String spkiPrefix;
  private final String params;
  private final String otherParams;

  Curve(KeySpec spec, int pointBytes, String spkiPrefix, String params) {
    this(spec, pointBytes, spkiPrefix, params, "");
  }

  Curve(KeySpec spec, int pointBytes, String spkiPrefix, String params, String otherParams) {
    this.spec = spec;
    this.pointBytes = pointBytes;
    this.spkiPrefix = spkiPrefix;
    this.params = params;
    this.otherParams = otherParams;
  }

  public KeySpec spec() {
    return spec;
  }

  /** Length of an uncompressed point. */
  public int pointBytes() {
    return pointBytes;
  }

  /** Length of a coordinate, and of an ECDSA r or s. */
  public int coordinateBytes() {
    return pointBytes / 2;
  }

  /** CKA_EC_PARAMS, the standard's way. */
  public byte[] params() {
    return HexFormat.of().parseHex(params);
  }

  /** CKA_EC_PARAMS as some tokens want it instead. */
  public Optional<byte[]> otherParams() {
    return otherParams.isEmpty()
        ? Optional.empty()
        : Optional.of(HexFormat.of().parseHex(otherParams));
  }

  /** A SubjectPublicKeyInfo (RFC 5480, RFC 8410) around the last bytes of {@code ending}. */
  byte[] subjectPublicKeyInfo(byte[] ending) {
    byte[] prefix = HexFormat.of().parseHex(spkiPrefix);
    return ByteBuffer.allocate(prefix.length + pointBytes)
        .put(prefix)
        .put(ending, ending.length - pointBytes, pointBytes)
        .array();
  }

  /** The curve of a kind of key, where it has one. */
  public static Optional<Curve> of(KeySpec spec) {
    return Arrays.stream(values()).filter(curve -> curve.spec == spec).findFirst();
  }

  /** The curve that CKA_EC_PARAMS names, where it is one of ours. */
  public static Optional<Curve> ofParams(byte[] ecParams) {
    String hex = HexFormat.of().formatHex(ecParams);
    return Arrays.stream(values())
        .filter(curve -> hex.equals(curve.params) || hex.equals(curve.otherParams))
        .findFirst();
  }
}
