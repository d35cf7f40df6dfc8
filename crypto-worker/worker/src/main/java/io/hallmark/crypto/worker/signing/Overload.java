package io.hallmark.crypto.worker.signing;

import java.time.Duration;

/**
 * For how long requests may wait for a token, and when those come back that may not. Two laws, both
 * functions of the time given and of what happened; no threads, no timers. Not safe for concurrent
 * use; {@link Admission} guards it.
 *
 * <p><b>The wait.</b> A burst may queue for {@code waitMax}: it will be over soon, and to turn it
 * away would cost everybody more. Where somebody is turned away again and again for {@link
 * #PATIENCE_NANOS}, it is no burst: a queue that stays does nothing for the rate, which is the
 * token's, and is only time that everybody waits. From then on the queue is held at what covers the
 * unevenness of the bus, {@link #STANDING_NANOS_MIN} or half of an answer's time, until nobody had
 * to be turned away for {@link #CALM_NANOS}. That is for those who have something waiting already:
 * whoever has nothing may wait as in a burst, or a tenant that asks now and then would pay for the
 * others' flood. How uneven the bus is nobody knows beforehand: where the queue ran dry while
 * others were being turned away it was held too short, and is allowed {@link #RAISE} times that
 * until this is forgotten.
 *
 * <p><b>The return.</b> All who are turned away would come back together if they were told the same
 * time. They stand in a queue of the mind instead: each is told when it would be its turn if the
 * token did nothing else. Clients wait for one to two times as long, so that a little less is told,
 * {@link #RETURNING_SHARE}: then they are offered at the token's rate, however many they are.
 */
final class Overload {
  static final long PATIENCE_NANOS = Duration.ofMillis(100).toNanos();
  static final long CALM_NANOS = Duration.ofMillis(100).toNanos();
  static final double STANDING_NANOS_MIN = Duration.ofMillis(3).toNanos();
  static final double STANDING_ANSWERS = 0.5;

  /** Of what the queue may be while it stays, each time that it ran dry. */
  static final double RAISE = 1.5;

  /** A queue that ran dry is dry for all that come back in this time; it counts once. */
  static final long RAISE_EVERY_NANOS = Duration.ofMillis(10).toNanos();

  /** What was learned fades to a third of it in this time. */
  static final double FORGET_NANOS = Duration.ofSeconds(5).toNanos();

  /** A token that takes long has a queue of a few answers' time, whatever the setting. */
  static final double BURST_ANSWERS = 2;

  static final double RETURNING_SHARE = 1.5;
  static final Duration RETURN_MIN = Duration.ofMillis(5);
  static final Duration RETURN_MAX = Duration.ofMillis(500);

  private final double waitMaxNanos;
  private boolean everTurnedAway;
  private long turnedAwayNanos;
  private long sinceNanos; // Since when there was never so long without one as to be calm.
  private double learned = 1; // Times what the queue may be while it stays.
  private long learnedNanos;
  private double returningNanos; // How long the token has to do with those that come back.

  Overload(Duration waitMax) {
    this.waitMaxNanos = waitMax.toNanos();
  }

  /** Whether requests were turned away for so long, and still are, that it is no burst. */
  boolean isOn(long nowNanos) {
    return !isCalm(nowNanos) && turnedAwayNanos - sinceNanos >= PATIENCE_NANOS;
  }

  private boolean isCalm(long nowNanos) {
    return !everTurnedAway || nowNanos - turnedAwayNanos >= CALM_NANOS;
  }

  /**
   * For how long a request that is offered now may wait for its turn.
   *
   * @param answerNanos what the token takes for one
   * @param first whether its tenant has nothing waiting
   */
  double waitMaxNanos(long nowNanos, double answerNanos, boolean first) {
    double burst = Math.max(waitMaxNanos, BURST_ANSWERS * answerNanos);
    return isOn(nowNanos) && !first ? Math.min(burst, standingNanos(nowNanos, answerNanos)) : burst;
  }

  private double standingNanos(long nowNanos, double answerNanos) {
    return leastStandingNanos(answerNanos) * stillLearned(nowNanos);
  }

  private static double leastStandingNanos(double answerNanos) {
    return Math.max(STANDING_NANOS_MIN, STANDING_ANSWERS * answerNanos);
  }

  /** What is left of {@link #learned}. */
  private double stillLearned(long nowNanos) {
    return 1 + (learned - 1) * Math.exp(-Math.max(0, nowNanos - learnedNanos) / FORGET_NANOS);
  }

  /** A token had nothing to do: where others are being turned away, the queue was too short. */
  void ranDry(long nowNanos, double answerNanos) {
    if (isOn(nowNanos) && (learned == 1 || nowNanos - learnedNanos >= RAISE_EVERY_NANOS)) {
      double most = Math.max(1, waitMaxNanos / leastStandingNanos(answerNanos));
      learned = Math.min(RAISE * stillLearned(nowNanos), most);
      learnedNanos = nowNanos;
    }
  }

  /**
   * A request would have to wait for longer: when to offer it again.
   *
   * @param perRequestNanos the token's time for one, over all of its lanes
   */
  Duration turnAway(long nowNanos, double perRequestNanos) {
    if (isCalm(nowNanos)) {
      sinceNanos = nowNanos;
    }
    if (everTurnedAway) {
      returningNanos = Math.max(0.0, returningNanos - (nowNanos - turnedAwayNanos));
    }
    everTurnedAway = true;
    turnedAwayNanos = nowNanos;
    returningNanos =
        Math.min((double) RETURN_MAX.toNanos(), returningNanos + perRequestNanos / RETURNING_SHARE);
    return bounded(returningNanos);
  }

  /** The given time, but neither so short that it is spent on the bus nor longer than a request. */
  static Duration bounded(double nanos) {
    Duration wait = Duration.ofNanos((long) nanos);
    if (wait.compareTo(RETURN_MIN) < 0) {
      return RETURN_MIN;
    }
    return wait.compareTo(RETURN_MAX) > 0 ? RETURN_MAX : wait;
  }
}
