package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.file.TokenConfig;
import java.util.ArrayList;
import java.util.List;

/** Opens as many sessions as a worker would, beside those that the token's lanes hold. */
final class SessionProbe {
  private static final String NAME = "sessions";
  private static final int LANES_DEFAULT = 16;

  /** One for the login, which is never closed before the last lane's. */
  private static final int BESIDE_LANES = 1;

  private SessionProbe() {}

  static Requirement of(OpenedToken opened, TokenConfig config, SlotReport slot) {
    int held = opened.token().vitals().sessions();
    int wanted = config.lanes().orElse(LANES_DEFAULT) + BESIDE_LANES;
    List<CryptokiSession> more = new ArrayList<>();
    String end = "";
    try {
      // At least one: where the lanes hold all that are allowed, nothing can be done beside them.
      while (more.size() < Math.max(1, wanted - held)) {
        more.add(opened.session(false));
      }
    } catch (CryptokiException e) {
      end = e.getMessage();
    } finally {
      more.forEach(CryptokiSession::close);
    }
    return judged(config, slot, held + more.size(), end);
  }

  /**
   * By how many were open at once.
   *
   * @param end why there were no more; empty where no more were wanted
   */
  static Requirement judged(TokenConfig config, SlotReport slot, int open, String end) {
    String told =
        slot.sessionsMax().isPresent()
            ? "the token tells a limit of " + slot.sessionsMax().getAsLong()
            : "the token tells no limit";
    String found =
        "%d open at once%s; %s".formatted(open, end.isEmpty() ? "" : ", then " + end, told);
    int needed = config.lanes().orElse(1) + BESIDE_LANES;
    if (open < needed) {
      return Requirement.unmet(
          NAME,
          found,
          "%d are needed; set lanes to %d or less, or have the device allow more"
              .formatted(needed, Math.max(1, open - BESIDE_LANES)));
    }
    return end.isEmpty()
        ? Requirement.met(NAME, found)
        : Requirement.advice(
            NAME, found, "close other programs that use the token, or lower lanes in the HSM file");
  }
}
