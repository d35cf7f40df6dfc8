package io.hallmark.link.delivery;

import io.hallmark.link.lane.ReceiverLimits;
import io.hallmark.link.lane.SenderLimits;

/**
 * How messages are delivered.
 *
 * @param sender bounds of each lane that sends
 * @param receiver bounds of each lane that receives
 * @param unacknowledgedBytesMax beyond this a partition of {@code p2p.out} is not read on until
 *     half of it is acknowledged; bounds the memory a partition takes
 * @param receipts which receipts are written
 */
public record DeliverySettings(
    SenderLimits sender,
    ReceiverLimits receiver,
    long unacknowledgedBytesMax,
    ReceiptPolicy receipts) {
  public DeliverySettings {
    if (unacknowledgedBytesMax < sender.windowBytes()) {
      throw new IllegalArgumentException(
          "unacknowledged bytes must be at least the window of a lane, %d, got %d"
              .formatted(sender.windowBytes(), unacknowledgedBytesMax));
    }
  }
}
