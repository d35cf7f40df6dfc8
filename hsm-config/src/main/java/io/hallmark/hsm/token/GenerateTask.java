package io.hallmark.hsm.token;

import java.time.Instant;

/**
 * One key pair to be made.
 *
 * @param key CKA_ID of both parts
 * @param label CKA_LABEL of both parts
 * @param spec what to make
 * @param deadline after which it is not begun any more
 */
public record GenerateTask(KeyId key, String label, KeySpec spec, Instant deadline) {}
