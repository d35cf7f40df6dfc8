package io.hallmark.link.handshake;

import static io.hallmark.link.handshake.Parties.ALICE;
import static io.hallmark.link.handshake.Parties.BOB;

import io.hallmark.crypto.SignatureScheme;
import io.hallmark.link.handshake.ReferencePeer.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes the recordings anew; run by hand when the protocol's version changes, never otherwise: old
 * recordings prove that the wire is what it was. Argument: the folder.
 */
final class Recorder {
  private static final Map<Fault, HandshakeFailure> PROOF_FAULTS =
      Map.of(
          Fault.MAC, HandshakeFailure.BAD_MAC,
          Fault.SIGNATURE, HandshakeFailure.BAD_SIGNATURE,
          Fault.SIGNATURE_OF_THE_OTHER_SIDE, HandshakeFailure.BAD_SIGNATURE,
          Fault.KEY_ID, HandshakeFailure.UNKNOWN_KEY_ID,
          Fault.IDENTITY, HandshakeFailure.OTHER_IDENTITY,
          Fault.TRAILING_BYTE, HandshakeFailure.MALFORMED);

  private final Path folder;

  private Recorder(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    Recorder recorder = new Recorder(Files.createDirectories(Path.of(arguments[0])));
    for (Suite suite : Suite.values()) {
      recorder.initiator(suite, Fault.NONE, "established");
      recorder.responder(suite, Fault.NONE, "established");
    }
    for (Map.Entry<Fault, HandshakeFailure> fault : PROOF_FAULTS.entrySet()) {
      recorder.initiator(Suite.P256_AES256GCM_SHA256, fault.getKey(), fault.getValue().name());
      recorder.responder(Suite.P256_AES256GCM_SHA256, fault.getKey(), fault.getValue().name());
    }
    recorder.initiator(Suite.P256_AES256GCM_SHA256, Fault.SHARE, "BAD_SHARE");
    recorder.initiator(Suite.X25519MLKEM768_AES256GCM_SHA256, Fault.SHARE, "BAD_SHARE");
    recorder.mutated("answer-version", "answer", "UNKNOWN_VERSION", bytes -> at(bytes, 1, 2));
    recorder.mutated("answer-suite-unknown", "answer", "UNKNOWN_SUITE", b -> at(b, 3, 99));
    recorder.mutated("answer-suite-other", "answer", "SUITE_NOT_ALLOWED", b -> at(b, 3, 3));
    recorder.mutated("answer-nonce", "answer", "NOT_AUTHENTIC", bytes -> at(bytes, 10, 0));
    recorder.mutated("answer-cut", "answer", "MALFORMED", b -> Arrays.copyOf(b, b.length - 1));
    recorder.mutated("answer-longer", "answer", "MALFORMED", b -> Arrays.copyOf(b, b.length + 1));
    recorder.mutated("hello-version", "hello", "UNKNOWN_VERSION", bytes -> at(bytes, 1, 2));
    recorder.mutated("hello-suite-unknown", "hello", "UNKNOWN_SUITE", b -> at(b, 4, 99));
    recorder.mutated("hello-suite-other", "hello", "SUITE_NOT_ALLOWED", b -> at(b, 4, 3));
    recorder.mutated("hello-group", "hello", "OTHER_GROUP", bytes -> at(bytes, 39, 'P'));
    recorder.mutated("hello-destination", "hello", "OTHER_DESTINATION", b -> at(b, 49, 'X'));
    recorder.mutated("hello-off-curve", "hello", "BAD_SHARE", b -> at(b, b.length - 3, 0));
    recorder.mutated("hello-cut", "hello", "MALFORMED", b -> Arrays.copyOf(b, b.length - 1));
    recorder.mutated("finish-version", "finish", "UNKNOWN_VERSION", bytes -> at(bytes, 1, 2));
    recorder.mutated("finish-session", "finish", "OTHER_SESSION", bytes -> at(bytes, 2, 0));
    recorder.mutated("finish-sealed", "finish", "NOT_AUTHENTIC", bytes -> at(bytes, 40, 0));
    recorder.mutated("finish-longer", "finish", "MALFORMED", b -> Arrays.copyOf(b, b.length + 1));
  }

  private static byte[] at(byte[] bytes, int index, int value) {
    byte[] changed = bytes.clone();
    changed[index] = (byte) (changed[index] == value ? value ^ 1 : value);
    return changed;
  }

  private void initiator(Suite suite, Fault fault, String expect) throws IOException {
    save("initiator-" + name(suite, fault), recordInitiator(suite, fault), expect);
  }

  private void responder(Suite suite, Fault fault, String expect) throws IOException {
    save("responder-" + name(suite, fault), recordResponder(suite, fault), expect);
  }

  private void mutated(String name, String message, String expect, UnaryOperator<byte[]> change)
      throws IOException {
    Suite suite = Suite.P256_AES256GCM_SHA256;
    boolean initiator = message.equals("answer");
    Recording recording =
        initiator ? recordInitiator(suite, Fault.NONE) : recordResponder(suite, Fault.NONE);
    recording.bytes().compute(message, (key, bytes) -> change.apply(bytes));
    save((initiator ? "initiator-" : "responder-") + name, recording, expect);
  }

  private static Recording recordInitiator(Suite suite, Fault fault) {
    Recording recording = start("initiator", suite, ALICE, BOB);
    Initiator initiator = recording.handshakes().initiate(recording.parameters());
    ReferencePeer bob = new ReferencePeer(suite, fault, Parties.TO_BOB.destination(), BOB);
    byte[] answer = bob.answer(initiator.hello());
    recording.bytes().put("answer", answer);
    recording
        .bytes()
        .put(
            "signature",
            initiator
                .onAnswer(answer)
                .fold(needed -> ALICE.sign(needed.content()).toByteArray(), reason -> new byte[1]));
    return recording;
  }

  private static Recording recordResponder(Suite suite, Fault fault) {
    Recording recording = start("responder", suite, BOB, ALICE);
    ReferencePeer alice = new ReferencePeer(suite, fault, Parties.TO_BOB.source(), ALICE);
    MlKem768Key kemKey = MlKem768Key.generate();
    byte[] hello = alice.hello(suite.hybrid() ? kemKey.encapsulationKey() : new byte[0]);
    Responder responder = recording.handshakes().respond(recording.parameters());
    SignatureNeeded needed = Parties.proceed(responder.onHello(hello));
    recording.bytes().put("hello", hello);
    recording.bytes().put("signature", BOB.sign(needed.content()).toByteArray());
    byte[] answer =
        responder
            .onSignature(io.hallmark.crypto.Signature.of(recording.bytes().get("signature")))
            .answer();
    recording.bytes().put("finish", alice.finish(hello, answer, kemKey));
    return recording;
  }

  private static Recording start(String side, Suite suite, TestSigner local, TestSigner peer) {
    Recording recording = Recording.empty();
    recording.texts().put("side", side);
    recording.texts().put("suite", suite.name());
    recording.texts().put("local.scheme", scheme(local).name());
    recording.texts().put("peer.scheme", scheme(peer).name());
    recording.bytes().put("local.key", local.publicKey());
    recording.bytes().put("peer.key", peer.publicKey());
    return recording;
  }

  private static SignatureScheme scheme(TestSigner signer) {
    return signer.localKey().scheme();
  }

  private void save(String name, Recording recording, String expect) throws IOException {
    recording.texts().put("about", name.replace('-', ' '));
    recording.texts().put("expect", expect);
    String actual = recording.replay();
    if (!actual.equals(expect)) {
      throw new AssertionError(name + ": expected " + expect + ", got " + actual);
    }
    recording.write(folder.resolve(name + ".txt"));
  }

  private static String name(Suite suite, Fault fault) {
    String first = suite.name().substring(0, suite.name().indexOf('_'));
    return (first + "-" + fault.name()).toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
