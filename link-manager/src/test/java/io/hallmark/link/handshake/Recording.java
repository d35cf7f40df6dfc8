package io.hallmark.link.handshake;

import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.link.session.Session;
import io.hallmark.messaging.wire.link.FrameKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A recorded handshake of one side, with everything needed to replay it: its secrets, the signature
 * that its token made, the peer's messages, and what came of it. As a file: one {@code name =
 * value} a line, bytes in hex.
 *
 * @param texts about, side (initiator, responder), suite, expect (established or a failure)
 * @param bytes secrets, messages, keys
 */
record Recording(Map<String, String> texts, Map<String, byte[]> bytes) {
  private static final List<String> TEXTS =
      List.of("about", "side", "suite", "expect", "local.scheme", "peer.scheme");

  static Recording empty() {
    return new Recording(new TreeMap<>(), new TreeMap<>());
  }

  static Recording read(Path file) throws IOException {
    Recording recording = empty();
    for (String line : Files.readAllLines(file)) {
      int at = line.indexOf(" = ");
      String name = line.substring(0, at);
      String value = line.substring(at + 3);
      if (TEXTS.contains(name)) {
        recording.texts.put(name, value);
      } else {
        recording.bytes.put(name, HexFormat.of().parseHex(value));
      }
    }
    return recording;
  }

  void write(Path file) throws IOException {
    Map<String, String> lines = new TreeMap<>(texts);
    bytes.forEach((name, value) -> lines.put(name, HexFormat.of().formatHex(value)));
    Files.writeString(
        file,
        lines.entrySet().stream()
            .map(line -> line.getKey() + " = " + line.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  Suite suite() {
    return Suite.valueOf(texts.get("suite"));
  }

  Handshakes handshakes() {
    return new Handshakes(new RecordedEphemerals(bytes), Clock.fixed(Parties.NOW, ZoneOffset.UTC));
  }

  HandshakeParameters parameters() {
    byte[] local = bytes.get("local.key");
    byte[] peer = bytes.get("peer.key");
    boolean initiator = texts.get("side").equals("initiator");
    return new HandshakeParameters(
        initiator ? Parties.TO_BOB : Parties.TO_ALICE,
        List.of(suite()),
        List.of(
            PeerKey.of(
                PeerKey.idOf(peer), SignatureScheme.valueOf(texts.get("peer.scheme")), peer)),
        new LocalKey(PeerKey.idOf(local), SignatureScheme.valueOf(texts.get("local.scheme"))));
  }

  /** Plays the side again; the name of the failure, or "established". */
  String replay() {
    return texts.get("side").equals("initiator") ? replayInitiator() : replayResponder();
  }

  private String replayInitiator() {
    Initiator initiator = handshakes().initiate(parameters());
    same("hello", initiator.hello());
    return initiator
        .onAnswer(bytes.get("answer"))
        .fold(
            needed -> {
              FinishReady ready = initiator.onSignature(signature());
              same("finish", ready.finish());
              same("record", firstRecord(ready.session()));
              return "established";
            },
            Enum::name);
  }

  private String replayResponder() {
    Responder responder = handshakes().respond(parameters());
    return responder
        .onHello(bytes.get("hello"))
        .fold(
            needed -> {
              same("answer", responder.onSignature(signature()).answer());
              return responder
                  .onFinish(bytes.get("finish"))
                  .fold(
                      session -> {
                        same("record", firstRecord(session));
                        return "established";
                      },
                      Enum::name);
            },
            Enum::name);
  }

  private Signature signature() {
    return Signature.of(bytes.get("signature"));
  }

  private static byte[] firstRecord(Session session) {
    return session
        .seal(FrameKind.DATA, new byte[] {1, 2, 3})
        .fold((header, body) -> body, reason -> new byte[0]);
  }

  private void same(String name, byte[] actual) {
    String expected = HexFormat.of().formatHex(bytes.computeIfAbsent(name, first -> actual));
    if (!expected.equals(HexFormat.of().formatHex(actual))) {
      throw new AssertionError(name + " differs from the recorded one");
    }
  }
}
