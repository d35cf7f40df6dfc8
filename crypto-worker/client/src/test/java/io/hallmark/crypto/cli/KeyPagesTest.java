package io.hallmark.crypto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPage;
import io.hallmark.crypto.KeyPageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyPagesTest {
  private static final KeyName A = new KeyName("alice", "a");
  private static final KeyName B = new KeyName("alice", "b");

  @Test
  void all_severalPages_asksAfterTheLastOfEach() {
    List<KeyPageRequest> asked = new ArrayList<>();

    KeyPages.all(
        KeyPageRequest.first(),
        request -> {
          asked.add(request);
          return page(asked.size() == 1 ? A : asked.size() == 2 ? B : null);
        },
        page -> {});

    assertThat(asked)
        .extracting(KeyPageRequest::after)
        .containsExactly(Optional.empty(), Optional.of(A), Optional.of(B));
  }

  @Test
  void all_workerThatDoesNotAdvance_fails() {
    assertThatThrownBy(() -> KeyPages.all(KeyPageRequest.first(), request -> page(A), page -> {}))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("alice/a");
  }

  private static KeyPage page(KeyName next) {
    return new KeyPage(List.of(), List.of(), Optional.ofNullable(next));
  }
}
