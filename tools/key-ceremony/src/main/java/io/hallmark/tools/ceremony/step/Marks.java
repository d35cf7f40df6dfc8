package io.hallmark.tools.ceremony.step;

import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import javax.security.auth.x500.X500Principal;

/** How what a rehearsal makes is told apart, from inside. */
final class Marks {
  static final String NOTE =
      CeremonyFolder.REHEARSAL + ": made by a throw-away key, never to be trusted";

  private Marks() {}

  /** A name with {@code OU=REHEARSAL} in it where this is a rehearsal. */
  static X500Principal marked(X500Principal name, boolean rehearsal) {
    return rehearsal
        ? new X500Principal("OU=" + CeremonyFolder.REHEARSAL + "," + name.getName())
        : name;
  }
}
