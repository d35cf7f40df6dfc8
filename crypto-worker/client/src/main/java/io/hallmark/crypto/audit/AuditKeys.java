package io.hallmark.crypto.audit;

import java.security.PublicKey;
import java.util.List;

/** Public keys that heads are verified with. */
@FunctionalInterface
public interface AuditKeys {
  /** None: heads are counted and not believed. */
  AuditKeys NONE = name -> List.of();

  /** The keys that may have signed for {@code name}, which is {@code tenant/alias}. */
  List<PublicKey> of(String name);
}
