package io.hallmark.hsm.lane;

import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.FullTokenContract;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.Tokens;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

class CryptokiTokenContractTest extends FullTokenContract {
  @TempDir static Path directory;

  @Override
  protected Token open() throws Exception {
    return Tokens.open(new SoftHsmFolder(directory).token("alice"));
  }

  /** The engine that workers use is tried with every kind. */
  @Override
  protected Set<KeySpec> slow() {
    return Set.of();
  }

  /** SoftHSM 2.6.1 says that they are not wrappable. */
  @Override
  protected Set<KeySpec> unwrappable() {
    return Set.of(KeySpec.ED25519);
  }
}
