package io.hallmark.tools.ceremony.step;

import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlannedToken;
import io.hallmark.tools.ceremony.plan.Where;
import io.hallmark.tools.ceremony.terminal.Terminal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tokens of a ceremony. Confined to one thread. */
final class Desks implements AutoCloseable {
  private final Map<Where, TokenDesk> desks = new EnumMap<>(Where.class);

  Desks(Course course, Optional<Path> rehearsalConfiguration, Terminal terminal, Machine machine) {
    Plan plan = course.plan();
    for (Where where : Where.values()) {
      Optional<PlannedToken> planned = plan.token(where);
      planned
          .map(token -> rehearsalConfiguration.map(at -> Rehearsal.token(token, at)).orElse(token))
          .ifPresent(
              token ->
                  desks.put(
                      where,
                      new TokenDesk(
                          token, plan.pinParts(), course.serial(where), terminal, machine)));
    }
  }

  /** The token of a step; the plan was checked to have it. */
  TokenDesk at(Where where) {
    return desks.get(where);
  }

  /** Those that the plan has. */
  Set<Where> all() {
    return desks.keySet();
  }

  @Override
  public void close() {
    desks.values().forEach(TokenDesk::close);
  }
}
