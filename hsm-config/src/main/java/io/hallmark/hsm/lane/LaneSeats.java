package io.hallmark.hsm.lane;

/** Sessions of a token. A lane of a hardware slot waits for most of its time, and says so. */
record LaneSeats(Connection connection) implements Seats<LaneSession> {
  @Override
  public LaneSession make() {
    return new LaneSession(connection);
  }

  @Override
  public void begun() {
    if (connection.isHardware()) {
      TimeSlice.shorten();
    }
  }

  @Override
  public void drop(LaneSession seat) {
    seat.drop();
  }
}
