package io.hallmark.hsm.lane;

import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenContract;
import io.hallmark.hsm.token.Tokens;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class CryptokiTokenContractTest extends TokenContract {
  @TempDir static Path directory;

  @Override
  protected Token open() throws Exception {
    return Tokens.open(new SoftHsmFolder(directory).token("alice"));
  }
}
