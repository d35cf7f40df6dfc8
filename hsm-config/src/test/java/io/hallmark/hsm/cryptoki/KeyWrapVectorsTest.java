package io.hallmark.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.TokenFinder;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.WrapMechanism;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The token's key wrapping against Wycheproof's vectors for RFC 5649, from {@code
 * shared/vectors/wycheproof} above the checkout, or where {@code hallmark.vectors} says.
 */
class KeyWrapVectorsTest {
  private static final String PLACE = "shared/vectors/wycheproof";

  @TempDir Path directory;

  @Test
  void unwrap_vectors_comeOutAsPublishedOrNotAtAll() throws Exception {
    Optional<Path> folder = folder();
    Assumptions.assumeTrue(folder.isPresent(), "skipped: no " + PLACE + " above the checkout");
    JsonNode vectors =
        new ObjectMapper().readTree(folder.get().resolve("aes_kwp_test.json").toFile());
    SoftHsmFolder softHsm = new SoftHsmFolder(directory);
    softHsm.init("alice");
    List<String> wrong = new ArrayList<>();
    int unwrapped = 0;
    try (CryptokiModule module = CryptokiModule.acquire(softHsm.module(), softHsm.environment())) {
      Cryptoki cryptoki = module.cryptoki();
      TokenInfo token = TokenFinder.find(cryptoki, softHsm.module(), TokenSelector.label("alice"));
      WrapMechanism mechanism =
          WrapMechanism.best(Set.copyOf(Slots.mechanisms(cryptoki, token.slotId()))).orElseThrow();
      try (CryptokiSession session = CryptokiSession.open(cryptoki, token.slotId(), true);
          Pin pin = Pin.of(SoftHsmFolder.PIN.toCharArray())) {
        session.login(Ck.CKU_USER, pin);
        for (JsonNode group : vectors.get("testGroups")) {
          for (JsonNode test : group.get("tests")) {
            boolean valid = test.get("result").asText().equals("valid");
            Optional<String> value = unwrap(session, mechanism, test);
            if (!value.equals(valid ? Optional.of(test.get("msg").asText()) : Optional.empty())) {
              wrong.add(test.get("tcId") + " " + test.get("comment"));
            }
            unwrapped += value.isPresent() ? 1 : 0;
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(unwrapped).isGreaterThan(10);
  }

  private static Optional<String> unwrap(
      CryptokiSession session, WrapMechanism mechanism, JsonNode test) throws CryptokiException {
    long wrapper =
        session.create(
            new Template()
                .add(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY)
                .add(Ck.CKA_KEY_TYPE, Ck.CKK_AES)
                .add(Ck.CKA_TOKEN, false)
                .add(Ck.CKA_UNWRAP, true)
                .add(Ck.CKA_VALUE, HexFormat.of().parseHex(test.get("key").asText())));
    Template secret =
        new Template()
            .add(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY)
            .add(Ck.CKA_KEY_TYPE, Ck.CKK_GENERIC_SECRET)
            .add(Ck.CKA_TOKEN, false)
            .add(Ck.CKA_SENSITIVE, false)
            .add(Ck.CKA_EXTRACTABLE, true);
    try {
      byte[] blob = HexFormat.of().parseHex(test.get("ct").asText());
      long handle = KeyCalls.unwrap(session, mechanism.type(), wrapper, blob, secret);
      Optional<byte[]> value = session.attribute(handle, Ck.CKA_VALUE);
      session.destroy(handle);
      return value.map(HexFormat.of()::formatHex);
    } catch (CryptokiException refused) {
      return Optional.empty();
    } finally {
      session.destroy(wrapper);
    }
  }

  private static Optional<Path> folder() {
    String given = System.getProperty("hallmark.vectors");
    if (given != null) {
      return Optional.of(Path.of(given, "wycheproof"));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(PLACE))) {
        return Optional.of(at.resolve(PLACE));
      }
    }
    return Optional.empty();
  }
}
