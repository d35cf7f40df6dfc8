package io.hallmark.tools.ceremony.plan;

/**
 * A file that a ceremony reads. The plan says its hash, so that the plan's hash covers it.
 *
 * @param file its name; it lies beside the plan
 * @param sha256 of its content, 64 lower-case hex digits
 */
public record PlanInput(String file, String sha256) {}
