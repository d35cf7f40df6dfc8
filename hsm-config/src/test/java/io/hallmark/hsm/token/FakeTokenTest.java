package io.hallmark.hsm.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.cryptoki.Ckr;
import org.junit.jupiter.api.Test;

class FakeTokenTest extends FullTokenContract {
  @Override
  protected Token open() {
    return new FakeToken("fake");
  }

  @Test
  void keys_toldToFail_isUnavailableOnce() {
    try (FakeToken token = new FakeToken("failing")) {
      token.failNext(Ckr.DEVICE_REMOVED);
      assertThat(token.keys().join()).isInstanceOf(TokenResult.Unavailable.class);
      assertThat(token.keys().join()).isInstanceOf(TokenResult.Done.class);
    }
  }
}
