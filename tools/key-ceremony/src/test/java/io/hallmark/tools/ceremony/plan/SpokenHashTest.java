package io.hallmark.tools.ceremony.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenHashTest {
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000,"
        + " abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
        + " abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
        + " abandon abandon abandon art",
    "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f,"
        + " legal winner thank year wave sausage worth useful legal winner thank year wave"
        + " sausage worth useful legal winner thank year wave sausage worth title",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
        + " zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo"
        + " zoo zoo vote",
    "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c,"
        + " hamster diagram private dutch cause delay private meat slide toddler razor book happy"
        + " fancy gospel tennis maple dilemma loan word shrug inflict delay length"
  })
  void words_publishedVectorsOfBip39_match(String hex, String words) {
    assertThat(String.join(" ", new SpokenHash(hex).words())).isEqualTo(words);
  }

  @Test
  void wordList_isThePublishedOne() throws Exception {
    try (InputStream in = WordList.class.getResourceAsStream("bip39-english.txt")) {
      assertThat(SpokenHash.of(in.readAllBytes()).hex())
          .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    }
  }

  @Test
  void of_publishedVectorOfSha256_matches() {
    assertThat(SpokenHash.of("abc".getBytes(StandardCharsets.US_ASCII)).hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
