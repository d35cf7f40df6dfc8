package io.hallmark.link.handshake;

import io.hallmark.link.session.FrameRoute;
import io.hallmark.link.session.LaneAddress;

/** Numbers and bounds of the handshake messages. */
final class Wire {
  static final int VERSION = 1;

  static final int HELLO = 1;
  static final int ANSWER = 2;
  static final int FINISH = 3;

  static final int NONCE_BYTES = 32;
  static final int MAC_BYTES = 32;
  static final int SUITES_MAX = 8;
  static final int GROUP_BYTES_MAX = FrameRoute.GROUP_BYTES_MAX;
  static final int IDENTITY_BYTES_MAX = FrameRoute.IDENTITY_BYTES_MAX;
  static final int LANE_BYTES_MAX = 2 + LaneAddress.CLUSTER_BYTES_MAX + 16 + 4;
  static final int SHARE_BYTES_MAX = 65;
  static final int KEM_KEY_BYTES = 1184;
  static final int KEM_CIPHERTEXT_BYTES = 1088;
  static final int KEY_ID_BYTES = 64;
  static final int SIGNATURE_BYTES_MAX = 1024;
  static final int SEALED_BYTES_MAX = 4096;

  /** No handshake message is longer. */
  static final int MESSAGE_BYTES_MAX = 8192;

  private Wire() {}
}
