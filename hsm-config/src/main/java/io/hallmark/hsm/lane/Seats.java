package io.hallmark.hsm.lane;

/**
 * Where lanes get what they work with, and leave it. Safe for concurrent use.
 *
 * @param <S> a seat
 */
public interface Seats<S> {
  /** For a new lane; must not block. */
  S make();

  /** Called first on each lane's own thread. */
  default void begun() {}

  /** Called last on each lane's own thread. */
  void drop(S seat);
}
