package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.tools.ceremony.plan.TokenDemands;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds a token against what the plan asks of it, before anything is done with it. */
final class TokenCheck {
  /** Cryptoki has no flag for FIPS mode: a token in it does not offer these. */
  private static final Map<Long, String> NOT_APPROVED =
      new TreeMap<>(
          Map.of(
              0x0003L, "CKM_RSA_X_509",
              0x0005L, "CKM_MD5_RSA_PKCS",
              0x0111L, "CKM_RC4",
              0x0122L, "CKM_DES_CBC",
              0x0210L, "CKM_MD5"));

  private TokenCheck() {}

  /** What is recorded of the check. */
  static Map<String, String> facts(Cryptoki cryptoki, TokenInfo info, TokenDemands demands)
      throws StoppedException, CryptokiException {
    require("model", demands.model(), info.model(), info);
    require("firmware", demands.firmware(), info.firmware(), info);
    List<Long> offered = Slots.mechanisms(cryptoki, info.slotId());
    List<String> wrong =
        NOT_APPROVED.entrySet().stream()
            .filter(mechanism -> offered.contains(mechanism.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (demands.fips() && !wrong.isEmpty()) {
      throw StoppedException.refused(
          Problem.of(
                  "token %s is not in FIPS mode: it offers %s, which is not approved"
                      .formatted(info.serial(), String.join(", ", wrong)))
              .expecting("fips: true, as the plan says")
              .remedy("switch the token over with its maker's tool"));
    }
    return Map.of(
        Facts.TOKEN_FIPS,
        wrong.isEmpty() ? Facts.APPROVED_ONLY : "no: it offers " + String.join(", ", wrong),
        Facts.TRIES,
        TriesLeft.ofUser(info).toString());
  }

  private static void require(String what, Optional<String> expected, String found, TokenInfo info)
      throws StoppedException {
    if (expected.isPresent() && !expected.get().equals(found)) {
      throw StoppedException.refused(
          Problem.of("token %s has %s \"%s\"".formatted(info.serial(), what, found))
              .expecting("\"%s\", as the plan says".formatted(expected.get()))
              .remedy("connect the right token, or correct the plan and have it approved"));
    }
  }
}
