package io.hallmark.tools.ceremony.step;

import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.tools.ceremony.plan.Where;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.util.Map;
import java.util.TreeMap;

/** What is recorded of a token. */
final class TokenFacts {
  private TokenFacts() {}

  /** The name of the fact that says the serial of a token, from which it is found again. */
  static String serial(Where where) {
    return where == Where.FIRST ? Facts.SERIAL : Facts.SECOND_SERIAL;
  }

  static Map<String, String> of(Where where, TokenInfo info) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(serial(where), info.serial());
    facts.put(Facts.TOKEN_LABEL, info.label());
    facts.put(Facts.TOKEN_MODEL, info.model());
    facts.put("token-manufacturer", info.manufacturer());
    facts.put(Facts.TOKEN_FIRMWARE, info.firmware());
    return facts;
  }
}
