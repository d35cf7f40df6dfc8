package io.hallmark.crypto.cli;

import io.hallmark.crypto.CallerPattern;
import io.hallmark.crypto.ContentShape;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.PolicyWire;
import io.hallmark.crypto.RateLimit;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.Validity;
import io.hallmark.messaging.client.BusOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto policy set}. */
@Command(
    name = "set",
    description = {
      "Replaces a key's policy as a whole: what is not given is as wide as the key's category.",
      "Needs operators' approvals: draft it, have it approved, and give it again with them."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto policy set alice/contracts --scheme ecdsa_sha256 --caller 'payments-*' --rate 10 \\",
      "      --draft change.json -k localhost:9092",
      "  hallmark crypto approve change.json --operator olga --key olga.pem --out olga.approval",
      "  hallmark crypto policy set alice/contracts --scheme ecdsa_sha256 --caller 'payments-*' --rate 10 \\",
      "      --approval olga.approval,otto.approval -k localhost:9092"
    })
final class PolicySetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TENANT/ALIAS", description = "the key's name")
  private KeyName name;

  @Option(
      names = "--scheme",
      split = ",",
      paramLabel = "SCHEME",
      description = "schemes that it may sign by: ${COMPLETION-CANDIDATES}")
  private Set<SignatureScheme> schemes;

  @Option(
      names = "--caller",
      split = ",",
      paramLabel = "PATTERN",
      description = "callers that may use it, as they name themselves; * for any characters")
  private List<String> callers;

  @Option(
      names = "--content",
      paramLabel = "SHAPE",
      description = "what it may sign: ${COMPLETION-CANDIDATES}")
  private ContentShape content;

  @Option(names = "--rate", paramLabel = "N", description = "signatures a second, in the cluster")
  private Integer rate;

  @Option(names = "--burst", paramLabel = "N", description = "signatures at once (as --rate)")
  private Integer burst;

  @Option(names = "--uses", paramLabel = "N", description = "signatures over its life")
  private Long uses;

  @Option(names = "--not-before", paramLabel = "INSTANT", description = "2026-03-01T12:00:00Z")
  private Instant notBefore;

  @Option(names = "--not-after", paramLabel = "INSTANT", description = "the same")
  private Instant notAfter;

  @Mixin private ApprovalOptions approval;
  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (burst != null && rate == null) {
      throw CommandFailedException.badInput(
          "--burst stands alone, expected --rate beside it; add --rate");
    }
    try (KeyClient keys = Clients.keys(bus.bus())) {
      KeyInfo key = KeysGetCommand.get(keys, name, patience);
      Optional<KeyPolicy> policy = Optional.of(policy(key));
      if (approval.drafted(PolicyWire.command(name, policy), spec.commandLine().getErr())) {
        return 0;
      }
      var approvals = approval.approvals();
      patience.askOnce(
          "replacing the policy of key " + name,
          keys::isReady,
          deadline -> keys.setPolicy(name, policy, approvals, deadline));
      spec.commandLine().getOut().print(PolicyText.lines(policy.get()));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private KeyPolicy policy(KeyInfo key) {
    KeyPolicy widest = KeyPolicy.ofCategory(key.category(), key.spec());
    try {
      return new KeyPolicy(
              schemes == null ? widest.schemes() : schemes,
              callers == null
                  ? widest.callers()
                  : callers.stream().map(CallerPattern::new).toList(),
              content == null ? widest.content() : content,
              limit(),
              uses == null ? OptionalLong.empty() : OptionalLong.of(uses),
              new Validity(Optional.ofNullable(notBefore), Optional.ofNullable(notAfter)))
          .fitting(key.category(), key.spec());
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badInput(e.getMessage(), e);
    }
  }

  private Optional<RateLimit> limit() {
    if (rate == null) {
      return Optional.empty();
    }
    return Optional.of(burst == null ? RateLimit.perSecond(rate) : new RateLimit(rate, burst));
  }
}
