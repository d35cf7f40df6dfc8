package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.signing.SecondOpinion;
import io.hallmark.certificates.signing.SigningAlgorithm;
import io.hallmark.certificates.signing.TokenSigner;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.tools.ceremony.evidence.Seal;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Signs the transcript, at its end, with a key of the token. */
final class Sealing {
  private final Course course;
  private final TokenDesk desk;

  Sealing(Course course, TokenDesk desk) {
    this.course = course;
    this.desk = desk;
  }

  /** What the last entry says; nothing where the plan leaves no key to sign with. */
  Map<String, String> facts() throws StoppedException, TerminalClosedException {
    Optional<String> label = course.plan().evidenceKey();
    if (label.isEmpty()) {
      return Map.of();
    }
    TokenKey key = desk.key(label.get());
    SigningAlgorithm algorithm = SigningAlgorithm.of(key.publicKey());
    byte[] content = Seal.content(course.lastHash());
    byte[] signature = desk.sign(key, TokenSigner.scheme(algorithm), content);
    if (!SecondOpinion.verifies(algorithm, key.publicKey(), content, signature, StepWork.TOKEN)) {
      throw StoppedException.failed(
          Problem.of(
                  "the signature of \"%s\" under the transcript does not verify"
                      .formatted(label.get()))
              .remedy("look for what is wrong with the token, then resume"));
    }
    Map<String, String> facts = new TreeMap<>();
    facts.put(Facts.EVIDENCE_KEY, label.get());
    facts.put(Facts.PUBLIC_KEY, Base64.getEncoder().encodeToString(key.publicKey().getEncoded()));
    facts.put(Facts.ALGORITHM, algorithm.jcaName());
    facts.put(Facts.SIGNATURE, Base64.getEncoder().encodeToString(signature));
    return facts;
  }
}
