package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.lane.WrapRoundTrip;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.WrapMechanism;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a token wraps keys, by its list and by doing it. */
final class WrapProbe {
  private static final String NAME = "wrapping";
  private static final String KEEP =
      "keep to keys that lie in the token; wrapped keys will be refused";
  private static final long BOTH = Ck.CKF_WRAP | Ck.CKF_UNWRAP;

  private WrapProbe() {}

  static Requirement of(CryptokiSession session, Offered offered) {
    Set<Long> wrapping =
        offered.all().stream()
            .filter(m -> (m.flags() & BOTH) == BOTH)
            .map(m -> m.type())
            .collect(Collectors.toSet());
    Optional<WrapMechanism> best = WrapMechanism.best(wrapping);
    if (best.isEmpty() || !offered.has(Ck.CKM_AES_KEY_GEN, Ck.CKF_GENERATE, 0)) {
      return Requirement.advice(
          NAME, "neither CKM_AES_KEY_WRAP_KWP nor CKM_AES_KEY_WRAP_PAD with AES keys", KEEP);
    }
    String name = MechanismNames.name(best.get().type());
    Optional<KeySpec> spec = offered.cheapestKey();
    if (spec.isEmpty()) {
      return Requirement.advice(NAME, name + ", and no kind of key to try it with", KEEP);
    }
    String tried = name + " with a throw-away " + KeyKinds.name(spec.get()) + " key";
    try {
      return WrapRoundTrip.run(session, best.get(), spec.get())
          .map(wrong -> Requirement.advice(NAME, tried + ": " + wrong, KEEP))
          .orElseGet(() -> Requirement.met(NAME, tried + ": there and back"));
    } catch (CryptokiException e) {
      return Requirement.advice(NAME, tried + ": " + e.getMessage(), KEEP);
    }
  }
}
