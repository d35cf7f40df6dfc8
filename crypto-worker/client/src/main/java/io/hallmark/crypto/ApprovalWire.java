package io.hallmark.crypto;

import io.hallmark.messaging.wire.crypto.WireApproval;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/** Between approvals and the wire's records, both ways. */
public final class ApprovalWire {
  private ApprovalWire() {}

  public static WireApproval wire(Approval approval) {
    return new WireApproval(
        approval.operator(),
        ByteBuffer.wrap(HexFormat.of().parseHex(approval.commandHash())),
        ByteBuffer.wrap(HexFormat.of().parseHex(approval.nonce())),
        approval.expiresAt().toEpochMilli(),
        ByteBuffer.wrap(approval.signature().toByteArray()));
  }

  /**
   * The record's approval.
   *
   * @throws IllegalArgumentException where it is malformed
   */
  public static Approval approval(WireApproval wire) {
    return new Approval(
        wire.getOperator(),
        HexFormat.of().formatHex(bytes(wire.getCommandHash())),
        HexFormat.of().formatHex(bytes(wire.getNonce())),
        Instant.ofEpochMilli(wire.getExpiresAt()),
        Signature.of(bytes(wire.getSignature())));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
