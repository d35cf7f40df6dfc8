package io.hallmark.tools.ceremony.transcript;

/** Names of particulars that are read back from a transcript. */
public final class Facts {
  /** SHA-256 of the plan. */
  public static final String PLAN = "plan-sha256";

  /** The folder that the plan was read from. */
  public static final String PLAN_FOLDER = "plan-folder";

  /** Random bytes of this ceremony as hex; serial numbers derive from them. */
  public static final String NONCE = "nonce";

  /** How many steps the plan has. */
  public static final String STEPS = "steps";

  /** The serial of the token. */
  public static final String SERIAL = "token-serial";

  /** Name of the file that a step made, in the folder of outputs. */
  public static final String FILE = "file";

  /** SHA-256 of that file. */
  public static final String FILE_HASH = "file-sha256";

  private Facts() {}
}
