package io.hallmark.link.routing;

import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.link.handshake.LocalKey;
import io.hallmark.link.handshake.PeerKey;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.membership.MembershipView;
import io.hallmark.messaging.membership.SessionKey;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory as it is published. Safe for concurrent use. */
public final class MembershipDirectory implements Directory {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipDirectory.class);

  /** Parsed keys that are kept; beyond that they are parsed again. */
  private static final int KEYS_MAX = 10_000;

  private final MembershipView view;
  private final Map<SessionKey, Optional<PeerKey>> keys = new ConcurrentHashMap<>();

  public MembershipDirectory(MembershipView view) {
    this.view = view;
  }

  @Override
  public OptionalInt payloadBytesMax(String group) {
    return view.group(group)
        .map(known -> OptionalInt.of(known.payloadBytesMax()))
        .orElseGet(OptionalInt::empty);
  }

  @Override
  public Optional<Hosted> hosted(String group, String name) {
    return view.identity(group, name).flatMap(MembershipDirectory::hosted);
  }

  private static Optional<Hosted> hosted(HostedIdentity identity) {
    try {
      return Optional.of(
          new Hosted(
              new KeyName(identity.sessionKey().tenant(), identity.sessionKey().alias()),
              new LocalKey(identity.sessionKeyId(), scheme(identity.sessionScheme()))));
    } catch (IllegalArgumentException e) {
      LOG.warn("identity \"{}\" cannot make sessions: {}", identity.name(), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public List<PeerKey> peerKeys(String group, String name) {
    return view.member(group, name)
        .filter(Member::active)
        .map(member -> member.sessionKeys().stream().flatMap(k -> peerKey(k).stream()).toList())
        .orElseGet(List::of);
  }

  private Optional<PeerKey> peerKey(SessionKey key) {
    Optional<PeerKey> known = keys.get(key);
    if (known != null) {
      return known;
    }
    Optional<PeerKey> parsed = parse(key);
    if (keys.size() < KEYS_MAX) {
      keys.put(key, parsed);
    }
    return parsed;
  }

  private static Optional<PeerKey> parse(SessionKey key) {
    try {
      return Optional.of(PeerKey.of(key.id(), scheme(key.scheme()), key.publicKey().getEncoded()));
    } catch (IllegalArgumentException e) {
      LOG.warn("session key {} is not used: {}", key.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private static SignatureScheme scheme(WireSignatureScheme scheme) {
    return SignatureScheme.valueOf(scheme.name());
  }

  @Override
  public boolean isMember(String group, String name) {
    return view.member(group, name).map(Member::active).orElse(false);
  }

  @Override
  public boolean isComplete() {
    return view.isComplete();
  }
}
