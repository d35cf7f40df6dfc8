package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenCapabilities;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListTokens;
import io.hallmark.messaging.wire.crypto.TokenRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Carries out {@code ListTokens}. */
final class TokenCommands {
  private static final String PREFIX = "token ";

  private final TokenPool tokens;
  private final TokenWait tokenWait;

  TokenCommands(TokenPool tokens, Clock clock) {
    this.tokens = tokens;
    this.tokenWait = new TokenWait(clock);
  }

  CryptoResult<KeyReply> list(ListTokens command, Instant deadline) throws InterruptedException {
    List<TokenRecord> records = new ArrayList<>();
    for (Map.Entry<String, String> state : tokens.states().entrySet()) {
      String name = state.getKey().substring(PREFIX.length());
      Optional<Token> usable =
          tokens.usable().stream().filter(token -> token.name().equals(name)).findFirst();
      records.add(
          usable.isPresent()
              ? record(usable.get(), state.getValue(), deadline)
              : TokenRecord.newBuilder()
                  .setName(name)
                  .setUsable(false)
                  .setReason(state.getValue())
                  .build());
    }
    return new CryptoResult.Done<>(KeyReply.newBuilder().setTokens(records).build());
  }

  private TokenRecord record(Token token, String state, Instant deadline)
      throws InterruptedException {
    TokenRecord.Builder record =
        TokenRecord.newBuilder()
            .setName(token.name())
            .setUsable(true)
            .setReason(state)
            .setModel(token.info().model())
            .setSerial(token.info().serial());
    CryptoResult<TokenCapabilities> asked =
        tokenWait.await(token.capabilities().thenApply(TokenAnswers::toCaller), deadline);
    if (asked instanceof CryptoResult.Done<TokenCapabilities> done) {
      record.setSpecs(done.value().keySpecs().stream().map(Enum::name).sorted().toList());
      record.setCapabilities(words(done.value()));
    }
    return record.build();
  }

  private static List<String> words(TokenCapabilities capabilities) {
    return Stream.of(
            capabilities.schemes().stream().map(scheme -> "SIGN_" + scheme),
            capabilities.agreements().stream().map(spec -> "AGREE_" + spec),
            capabilities.wrapping().stream().map(mechanism -> "WRAP_" + mechanism))
        .flatMap(all -> all)
        .sorted()
        .toList();
  }
}
