package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.hsm.file.HsmFile;
import io.hallmark.hsm.file.HsmFileException;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a key is that a token made before.
 *
 * @param hsmFile the tokens to look in
 * @param key its CKA_LABEL, or its CKA_ID in hex
 */
public record TokenKeyPlace(Path hsmFile, String key) {
  /**
   * Opens the one token of the file that holds the key. The caller closes it.
   *
   * @throws CertificatesException bad input where none or several hold it; failed where a token
   *     does not open
   */
  OpenTokenKey open() {
    List<OpenTokenKey> found = new ArrayList<>();
    try {
      for (TokenConfig config : HsmFile.read(hsmFile).tokens()) {
        look(config).ifPresent(found::add);
      }
      if (found.size() == 1) {
        return found.remove(0);
      }
    } catch (HsmFileException e) {
      throw CertificatesException.badInput(e.getMessage(), e);
    } catch (TokenOpenException e) {
      throw e.mayRecover()
          ? CertificatesException.failed(e.getMessage(), e)
          : CertificatesException.badInput(e.getMessage(), e);
    } finally {
      found.forEach(one -> one.token().close());
    }
    throw CertificatesException.badInput(
        "%s tokens of %s hold a key labelled or identified \"%s\", expected one; see 'hsm keys'"
            .formatted(found.isEmpty() ? "no" : "several", hsmFile, key));
  }

  private Optional<OpenTokenKey> look(TokenConfig config) throws TokenOpenException {
    Token token = Tokens.open(config);
    boolean kept = false;
    try {
      List<TokenKey> fitting =
          token.keys().join().fold(new Listed(token)).stream().filter(this::fits).toList();
      if (fitting.size() > 1) {
        throw CertificatesException.badInput(
            "token \"%s\" holds %d keys labelled \"%s\", expected one; name it by its CKA_ID"
                .formatted(token.name(), fitting.size(), key));
      }
      kept = fitting.size() == 1;
      return fitting.stream().findFirst().map(one -> new OpenTokenKey(token, one));
    } finally {
      if (!kept) {
        token.close();
      }
    }
  }

  private boolean fits(TokenKey candidate) {
    return candidate.label().equals(key) || candidate.id().toString().equalsIgnoreCase(key);
  }

  private record Listed(Token token) implements TokenResult.Cases<List<TokenKey>, List<TokenKey>> {
    @Override
    public List<TokenKey> done(List<TokenKey> keys) {
      return keys;
    }

    @Override
    public List<TokenKey> refused(TokenFault fault) {
      throw CertificatesException.failed(
          "token \"%s\" does not list its keys: %s".formatted(token.name(), fault.detail()));
    }

    @Override
    public List<TokenKey> unavailable(TokenFault fault, Duration retryAfter) {
      return refused(fault);
    }
  }
}
