package io.hallmark.crypto.worker.policy;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Who approves dangerous commands, and how many of them it takes. Immutable.
 *
 * @param required approvals for each class of command; a class that is not named can't be approved
 *     at all, and 0 says that commands of it need none
 * @param operators their public keys, by name
 * @param lifeMax an approval that is good for longer is refused
 */
public record ApprovalRules(
    Map<CommandClass, Integer> required, Map<String, PublicKey> operators, Duration lifeMax) {
  public static final Duration LIFE_MAX_DEFAULT = Duration.ofDays(7);

  /** Of a worker that was told nothing: dangerous commands are refused. */
  public static final ApprovalRules NONE = new ApprovalRules(Map.of(), Map.of(), LIFE_MAX_DEFAULT);

  public ApprovalRules {
    required = Map.copyOf(required);
    operators = Map.copyOf(operators);
    if (lifeMax.isZero() || lifeMax.isNegative()) {
      throw new IllegalArgumentException("approvals.lifeMax must be more than 0, got " + lifeMax);
    }
    for (Map.Entry<CommandClass, Integer> entry : required.entrySet()) {
      int count = entry.getValue();
      if (count < 0 || count > operators.size()) {
        throw new IllegalArgumentException(
            "approvals.required.%s must be 0 to %d, the number of operators, got %d"
                .formatted(entry.getKey().id(), operators.size(), count));
      }
    }
  }

  /** How many approvals a command of this class needs; empty: it is refused whatever there is. */
  Optional<Integer> needed(CommandClass kind) {
    return Optional.ofNullable(required.get(kind));
  }
}
