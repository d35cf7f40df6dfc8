package io.hallmark.link.routing;

/** Where a message goes. Immutable. */
public sealed interface Route {
  <R> R fold(Cases<R> cases);

  /** One answer for each case; a new case breaks every caller at compile time. */
  interface Cases<R> {
    /** To an organisation elsewhere, in a lane. */
    R peer();

    /** To an identity of this very cluster. */
    R local();

    /** Nowhere, ever. */
    R rejected(String reason);
  }

  record Peer() implements Route {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.peer();
    }
  }

  record Local() implements Route {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.local();
    }
  }

  /**
   * Nowhere, ever.
   *
   * @param reason in words, for the receipt
   */
  record Rejected(String reason) implements Route {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.rejected(reason);
    }
  }
}
