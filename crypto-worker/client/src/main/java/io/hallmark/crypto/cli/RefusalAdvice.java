package io.hallmark.crypto.cli;

import io.hallmark.commandline.Problem;
import io.hallmark.crypto.Refusal;

/**
 * Tells people of a crypto worker's refusals: what would have been right, and what to do. What the
 * refusal itself says of that, in the form of {@link Problem#read}, goes before what is true of all
 * of its kind. Pure.
 */
final class RefusalAdvice {
  private RefusalAdvice() {}

  static Problem of(String what, Refusal refusal) {
    Problem detail = Problem.read(refusal.detail());
    String told = "%s: refused, %s: %s".formatted(what, refusal.reason(), detail.what());
    Problem usual = usual(Problem.of(told).at("the crypto worker"), refusal.reason());
    if (!detail.expected().isEmpty()) {
      usual = usual.expecting(detail.expected());
      // It was understood, and so has nothing to do with versions.
      usual = refusal.reason() == Refusal.Reason.MALFORMED ? usual.remedy("correct it") : usual;
    }
    return detail.remedy().isEmpty() ? usual : usual.remedy(detail.remedy());
  }

  private static Problem usual(Problem problem, Refusal.Reason reason) {
    return switch (reason) {
      case MALFORMED, OTHER ->
          problem
              .expecting("a request that this version of the crypto worker understands")
              .remedy("see that this program and the worker are of the same version");
      case UNKNOWN_KEY ->
          problem
              .expecting("a key that the registry has")
              .remedy("see 'hallmark crypto keys list'");
      case WRONG_CATEGORY, WRONG_CONTENT, WRONG_SCHEME ->
          problem
              .expecting("a category, content and scheme that the key is for")
              .remedy("see 'hallmark crypto keys get' for what the key is for");
      case KEY_DISABLED, NOT_YET_VALID, NO_LONGER_VALID, USES_EXHAUSTED ->
          problem
              .expecting("a key that is enabled, valid now and not used up")
              .remedy("see 'hallmark crypto keys get' and 'policy show', or use another key");
      case CALLER_NOT_ALLOWED, SCHEME_NOT_ALLOWED, POLICY_UNREADABLE ->
          problem
              .expecting("a use that the key's policy allows")
              .remedy("see 'hallmark crypto policy show'; its operators change it by 'policy set'");
      case DIGEST_NOT_ALLOWED ->
          problem
              .expecting("content whole, as the key's policy wants it")
              .remedy("leave --digest out, or have operators change it by 'policy set'");
      case RESERVED ->
          problem
              .expecting("a key that no worker itself depends on")
              .remedy(
                  "end a wrapping key by 'keys wrapping rotate' and 'retire'; leave audit keys be");
      default -> quotaOrApproval(problem, reason);
    };
  }

  private static Problem quotaOrApproval(Problem problem, Refusal.Reason reason) {
    return switch (reason) {
      case EXPIRED, TOKEN_REFUSED ->
          problem
              .expecting("a token that does it in time")
              .remedy("see 'hallmark crypto tokens', then try again");
      case CONFLICT ->
          problem
              .expecting("a registry in which nothing speaks against it")
              .remedy("see 'hallmark crypto keys list' for what is there already");
      case UNKNOWN_TENANT, TENANT_KEYS_EXHAUSTED ->
          problem
              .expecting("a tenant of the worker's configuration, within its quota")
              .remedy("see tenants in the crypto worker's configuration");
      default ->
          problem
              .expecting("as many genuine approvals of this command as its rule needs")
              .remedy(
                  "have operators approve it by 'hallmark crypto approve', then add --approval");
    };
  }
}
