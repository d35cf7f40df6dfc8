package io.hallmark.hsm.token;

import java.time.Instant;

/**
 * One wrapped key to become a resident one.
 *
 * @param key what to unwrap, by the key whose CKA_ID is {@code key.wrappingKey()}
 * @param label CKA_LABEL of both parts
 * @param extraction whether the restored key may be backed up again
 * @param deadline after which it is not begun any more
 */
public record UnwrapTask(WrappedKey key, String label, Extraction extraction, Instant deadline) {}
