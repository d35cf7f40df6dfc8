package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.worker.policy.WrappedBlob;
import io.hallmark.hsm.token.KeyId;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Key material that was just made.
 *
 * @param token name of the token that holds it, or its wrapping key
 * @param blob the private part where no token holds it
 */
record Material(KeyId id, PublicKey publicKey, String token, Optional<WrappedBlob> blob) {}
