package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.file.Engine;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.Tokens;

/**
 * A token that is logged in, and the module behind it: a login counts for the whole process, so a
 * session beside the token's own sees its keys too. Confined to one thread, but for the token.
 */
public final class OpenedToken implements AutoCloseable {
  private final CryptokiModule module;
  private final Token token;

  private OpenedToken(CryptokiModule module, Token token) {
    this.module = module;
    this.token = token;
  }

  /** Opens it by our own binding, whatever engine the file names. */
  public static OpenedToken open(TokenConfig config) throws TokenOpenException {
    return openAsConfigured(config.withEngine(Engine.CRYPTOKI));
  }

  /** Opens it by the engine that the file names. */
  public static OpenedToken openAsConfigured(TokenConfig config) throws TokenOpenException {
    CryptokiModule module = CryptokiModule.acquire(config.module(), config.environment());
    try {
      return new OpenedToken(module, Tokens.open(config));
    } catch (TokenOpenException | RuntimeException e) {
      module.close();
      throw e;
    }
  }

  public Token token() {
    return token;
  }

  public Cryptoki cryptoki() {
    return module.cryptoki();
  }

  public SlotReport slot() throws CryptokiException {
    return ModuleReader.slot(cryptoki(), token.info().slotId());
  }

  /** Logged in as the token is; the caller closes it. */
  public CryptokiSession session(boolean writable) throws CryptokiException {
    return CryptokiSession.open(cryptoki(), token.info().slotId(), writable);
  }

  @Override
  public void close() {
    token.close();
    module.close();
  }
}
