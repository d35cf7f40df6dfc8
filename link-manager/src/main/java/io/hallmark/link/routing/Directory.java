package io.hallmark.link.routing;

import io.hallmark.crypto.KeyName;
import io.hallmark.link.handshake.LocalKey;
import io.hallmark.link.handshake.PeerKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Who is who, as the link manager needs it. Safe for concurrent use. */
public interface Directory {
  /** The largest payload that a group allows, in bytes; empty for an unknown group. */
  OptionalInt payloadBytesMax(String group);

  /** The identity, if this cluster hosts it. */
  Optional<Hosted> hosted(String group, String name);

  /** The session keys of an active member; empty for anyone else. */
  List<PeerKey> peerKeys(String group, String name);

  /** Whether someone is an active member of the group. */
  boolean isMember(String group, String name);

  /** Whether it knows all that was published when it began. */
  boolean isComplete();

  /**
   * An identity that this cluster hosts.
   *
   * @param signer its session key in the crypto worker
   * @param key the same as its peers know it
   */
  record Hosted(KeyName signer, LocalKey key) {}
}
