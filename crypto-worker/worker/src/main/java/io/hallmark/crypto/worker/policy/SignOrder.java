package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.SignatureScheme;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;

/**
 * One request for a signature, parsed.
 *
 * @param caller who asks, as it names itself
 * @param category that of the topic it came on, and so of those who may write there
 * @param key whose signature is asked for
 * @param scheme by which algorithm
 * @param content what is to be signed, whole; read-only
 * @param digest whether the content is a digest, which the caller made
 * @param deadline after which nobody needs it
 */
public record SignOrder(
    String caller,
    KeyCategory category,
    KeyName key,
    SignatureScheme scheme,
    ByteBuffer content,
    boolean digest,
    Instant deadline) {
  public SignOrder {
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(deadline, "deadline");
    content = content.asReadOnlyBuffer();
  }
}
