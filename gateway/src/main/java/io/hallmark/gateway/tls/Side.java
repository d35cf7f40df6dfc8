package io.hallmark.gateway.tls;

/** Which end of a handshake is ours. */
public enum Side {
  SERVER("server"),
  CLIENT("client");

  private final String id;

  Side(String id) {
    this.id = id;
  }

  /** As it stands in metrics. */
  public String id() {
    return id;
  }
}
