package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.CryptoResult;
import java.time.Instant;
import java.util.List;

/** Which approvals were used, in the whole cluster and for as long as they could be used again. */
public interface ApprovalLedger {
  /**
   * Uses approvals up. True where this was their first use; false where one of them was used
   * before. Unavailable where the bus is away: nothing may be done then.
   */
  CryptoResult<Boolean> spend(List<Approval> approvals, Instant deadline)
      throws InterruptedException;
}
