package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.token.TokenCapabilities;
import io.hallmark.hsm.token.TokenInfo;
import java.util.OptionalLong;

/** What a token can do, asked anew. Called inside. */
final class Capabilities {
  private Capabilities() {}

  static TokenCapabilities read(Connection connection) throws CryptokiException {
    TokenInfo info = connection.info();
    Offer offer = Offer.read(connection.cryptoki(), info.slotId());
    Slots.Room room = Slots.room(connection.cryptoki(), info.slotId());
    return new TokenCapabilities(
        info.model(),
        info.firmware(),
        offer.keySpecs(),
        offer.schemes(),
        offer.agreements(),
        offer.wrapping(),
        said(room.sessionsOpen()),
        info.sessionsMax() == 0 ? OptionalLong.empty() : OptionalLong.of(info.sessionsMax()),
        said(room.freePublicBytes()),
        said(room.freePrivateBytes()),
        offer.mechanisms());
  }

  private static OptionalLong said(long number) {
    return number == Ck.UNAVAILABLE ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
