package io.hallmark.tools.ceremony.transcript;

/** Names of particulars that are read back from a transcript. */
public final class Facts {
  /** SHA-256 of the plan. */
  public static final String PLAN = "plan-sha256";

  /** The folder that the plan was read from. */
  public static final String PLAN_FOLDER = "plan-folder";

  /** Random bytes of this ceremony as hex; serial numbers derive from them. */
  public static final String NONCE = "nonce";

  /** Room on the disk, in bytes. */
  public static final String DISK_FREE = "disk-free-bytes";

  /** How many steps the plan has. */
  public static final String STEPS = "steps";

  /** The serial of the token. */
  public static final String SERIAL = "token-serial";

  /** The serial of the second token. */
  public static final String SECOND_SERIAL = "second-token-serial";

  /** The slot of the blank token that was initialised, and the serial that it had, if any. */
  public static final String BLANK_SLOT = "blank-slot";

  public static final String BLANK_SERIAL = "blank-serial";

  /** What a token is called. */
  public static final String TOKEN_LABEL = "token-label";

  /** Shares that belong together. */
  public static final String SHARE_SET = "share-set";

  /** The number of a share that was typed back. */
  public static final String SHARE = "share";

  /** The FIPS module that the program ran on; "off" where it ran on none. */
  public static final String FIPS = "fips";

  /** What a token tells of its own FIPS mode. */
  public static final String TOKEN_FIPS = "token-fips";

  /** {@link #TOKEN_FIPS} of a token that offers no mechanism that is not approved. */
  public static final String APPROVED_ONLY = "approved mechanisms only, as far as the token tells";

  /** How often a token's user PIN could be typed wrong when the token was found. */
  public static final String TRIES = "pin-tries-left";

  public static final String TOKEN_MODEL = "token-model";
  public static final String TOKEN_FIRMWARE = "token-firmware";

  /** SHA-256 of the first token's module, and of this program's jars. */
  public static final String MODULE_HASH = "module-sha256";

  public static final String SECOND_MODULE_HASH = "second-module-sha256";
  public static final String TOOL_HASH = "tool-sha256";

  /** The program that printed shares, and its SHA-256. */
  public static final String SHARE_PRINTER = "share-printer";

  public static final String SHARE_PRINTER_HASH = "share-printer-sha256";

  /** Name of the file that a step made, in the folder of outputs. */
  public static final String FILE = "file";

  /** SHA-256 of that file. */
  public static final String FILE_HASH = "file-sha256";

  /** Who typed. */
  public static final String OPERATOR = "operator";

  /** Before an approver's name: their approval. */
  public static final String APPROVAL_OF = "approval-of-";

  /** The label of the key that signs the transcript. */
  public static final String EVIDENCE_KEY = "evidence-key";

  /** A public key (SubjectPublicKeyInfo) as Base64. */
  public static final String PUBLIC_KEY = "public-key";

  /** How {@link #SIGNATURE} was made, in the JDK's words. */
  public static final String ALGORITHM = "signature-algorithm";

  /** The signature under the entries before, as Base64. */
  public static final String SIGNATURE = "signature";

  /** The program and its version. */
  public static final String TOOL = "tool";

  private Facts() {}
}
