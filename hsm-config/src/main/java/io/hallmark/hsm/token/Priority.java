package io.hallmark.hsm.token;

/** What goes first where a lane has a choice, in this order. */
public enum Priority {
  TLS,
  SESSION,
  APPLICATION,
  ADMINISTRATION
}
