package io.hallmark.link.delivery;

import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.link.handshake.LocalKey;
import io.hallmark.link.handshake.PeerKey;
import io.hallmark.link.routing.Directory;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** One group whose members the test names. */
final class FixedDirectory implements Directory {
  static final String GROUP = "g";
  static final int PAYLOAD_MAX = 100_000;

  private final Map<String, PeerKey> members = new ConcurrentHashMap<>();
  private final Map<String, Hosted> hosted = new ConcurrentHashMap<>();

  void addMember(String name, PublicKey key) {
    byte[] encoded = key.getEncoded();
    members.put(name, PeerKey.of(PeerKey.idOf(encoded), SignatureScheme.ECDSA_SHA256, encoded));
  }

  void addHosted(String name, KeyName signer, PublicKey key) {
    String id = PeerKey.idOf(key.getEncoded());
    hosted.put(name, new Hosted(signer, new LocalKey(id, SignatureScheme.ECDSA_SHA256)));
  }

  @Override
  public OptionalInt payloadBytesMax(String group) {
    return group.equals(GROUP) ? OptionalInt.of(PAYLOAD_MAX) : OptionalInt.empty();
  }

  @Override
  public Optional<Hosted> hosted(String group, String name) {
    return group.equals(GROUP) ? Optional.ofNullable(hosted.get(name)) : Optional.empty();
  }

  @Override
  public List<PeerKey> peerKeys(String group, String name) {
    return isMember(group, name) ? List.of(members.get(name)) : List.of();
  }

  @Override
  public boolean isMember(String group, String name) {
    return group.equals(GROUP) && members.containsKey(name);
  }

  @Override
  public boolean isComplete() {
    return true;
  }
}
