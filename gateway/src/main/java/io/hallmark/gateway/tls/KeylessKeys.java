package io.hallmark.gateway.tls;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslX509KeyManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A chain without its private key, for BoringSSL.
 *
 * <p>The JDK's key manager, which Netty would ask otherwise, chooses by key types that know no
 * Ed25519, and by the issuers that the other side names. Here there is one chain and it is always
 * the answer.
 */
final class KeylessKeys {
  private KeylessKeys() {}

  static KeyManagerFactory of(List<X509Certificate> chain)
      throws GeneralSecurityException, IOException {
    X509Certificate[] certificates = chain.toArray(X509Certificate[]::new);
    KeyManager keyless = OpenSslX509KeyManagerFactory.newKeyless(certificates).getKeyManagers()[0];
    PrivateKey stand = ((X509ExtendedKeyManager) keyless).getPrivateKey(OnlyChain.ALIAS);
    return new OpenSslCachingX509KeyManagerFactory(new Factory(new OnlyChain(certificates, stand)));
  }

  private static final class Factory extends KeyManagerFactory {
    Factory(KeyManager manager) {
      super(new FactorySpi(manager), null, "keyless");
    }
  }

  private static final class FactorySpi extends KeyManagerFactorySpi {
    private final KeyManager manager;

    FactorySpi(KeyManager manager) {
      this.manager = manager;
    }

    @Override
    protected void engineInit(KeyStore store, char[] password) {
      throw new UnsupportedOperationException("the chain is given at construction");
    }

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {
      throw new UnsupportedOperationException("the chain is given at construction");
    }

    @Override
    protected KeyManager[] engineGetKeyManagers() {
      return new KeyManager[] {manager};
    }
  }

  private static final class OnlyChain extends X509ExtendedKeyManager {
    /** Netty's own name for the one entry of a keyless store. */
    static final String ALIAS = "key";

    private final X509Certificate[] chain;
    private final PrivateKey stand;

    /**
     * @param stand stands for the key that is elsewhere
     */
    OnlyChain(X509Certificate[] chain, PrivateKey stand) {
      this.chain = chain;
      this.stand = stand;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return stand;
    }
  }
}
