package io.hallmark.hsm.sunpkcs11;

import io.hallmark.hsm.file.Engine;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.FullTokenContract;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.Tokens;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

class SunTokenContractTest extends FullTokenContract {
  @TempDir static Path directory;

  @Override
  protected Token open() throws Exception {
    return Tokens.open(new SoftHsmFolder(directory).token("alice").withEngine(Engine.SUNPKCS11));
  }

  @Override
  protected Set<KeySpec> missing() {
    return Set.of(KeySpec.ED25519, KeySpec.EC_SECP256K1);
  }

  @Override
  protected boolean signsDigests() {
    return false;
  }

  @Override
  protected boolean isComplete() {
    return false;
  }
}
