package io.hallmark.crypto;

/** Whether a key may be used. */
public enum KeyState {
  ENABLED,
  /** Signs nothing until it is enabled again. */
  DISABLED,
  /** Signs nothing and is destroyed on a date, unless that is undone before. */
  PENDING_DELETION
}
