package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes acts of administration to the log. */
public final class LoggedAdministration implements AdministrationJournal {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedAdministration.class);

  @Override
  public void command(String caller, Object command, CryptoResult<KeyReply> outcome) {
    LOG.info(
        "caller {}: {}: {}",
        caller,
        command.getClass().getSimpleName(),
        inWords(outcome, LoggedAdministration::inWords));
  }

  @Override
  public void act(String what, KeyName key, CryptoResult<?> outcome) {
    LOG.info("{} {}: {}", what, key, inWords(outcome, value -> "done"));
  }

  private static String inWords(KeyReply reply) {
    return reply.getKey() == null
        ? "done"
        : "done, " + reply.getKey().getTenant() + "/" + reply.getKey().getAlias();
  }

  private static <T> String inWords(CryptoResult<T> outcome, Function<? super T, String> done) {
    return outcome.fold(
        new CryptoResult.Cases<>() {
          @Override
          public String done(T value) {
            return done.apply(value);
          }

          @Override
          public String refused(Refusal refusal) {
            return refusal.reason() + ", " + refusal.detail();
          }

          @Override
          public String unavailable(Duration retryAfter) {
            return "unavailable";
          }
        });
  }
}
