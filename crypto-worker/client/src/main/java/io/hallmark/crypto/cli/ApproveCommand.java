package io.hallmark.crypto.cli;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.CommandForm;
import io.hallmark.crypto.Signature;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto approve}: off line, it needs no bus. */
@Command(
    name = "approve",
    description = {
      "Signs one drafted command with an operator's own key. Needs no bus: do it where the key is.",
      "The approval is good for exactly this command, once, until it expires."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto policy set alice/contracts --rate 10 --draft change.json -k localhost:9092",
      "  hallmark crypto approve change.json --operator olga --key olga.pem --out olga.approval",
      "  hallmark crypto policy set alice/contracts --rate 10 --approval olga.approval,otto.approval \\",
      "      -k localhost:9092",
      "",
      "With a key in a token: have the bytes of --to-sign signed there (ECDSA with SHA-256 as DER,",
      "RSA-PSS with SHA-256 or Ed25519), then give the signature:",
      "  hallmark crypto approve change.json --operator pia --to-sign pia.bytes --out pia.unsigned",
      "  hallmark crypto approve change.json --signed pia.sig --unsigned pia.unsigned --out pia.approval"
    })
final class ApproveCommand implements Callable<Integer> {
  private static final int DRAFT_BYTES_MAX = 1024 * 1024;
  private static final int SIGNATURE_BYTES_MAX = 64 * 1024;
  private static final int HOURS_MAX = 24 * 365;

  @Parameters(paramLabel = "FILE", description = "the command, as --draft wrote it")
  private Path draft;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Signing signing;

  @Option(
      names = "--expires-hours",
      paramLabel = "HOURS",
      defaultValue = "24",
      description = "for how long it is good, 1 to " + HOURS_MAX + " (${DEFAULT-VALUE})")
  private int hours;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "a new file for the approval")
  private Path out;

  @Option(names = "--yes", description = "do not ask whether the command shown is the one meant")
  private boolean yes;

  @Spec private CommandSpec spec;

  /** By which key. */
  static final class Signing {
    @ArgGroup(exclusive = false)
    private WithKey withKey;

    @ArgGroup(exclusive = false)
    private Finished finished;
  }

  /** A key in a file, or one elsewhere, for which only the bytes are written. */
  static final class WithKey {
    @Option(
        names = "--operator",
        required = true,
        paramLabel = "NAME",
        description = "who approves")
    private String operator;

    @Option(names = "--key", paramLabel = "FILE", description = "the operator's key, PKCS#8 PEM")
    private Path key;

    @Option(
        names = "--to-sign",
        paramLabel = "FILE",
        description = "a new file for the bytes that a key elsewhere is to sign")
    private Path toSign;
  }

  /** What a key elsewhere made. */
  static final class Finished {
    @Option(
        names = "--signed",
        required = true,
        paramLabel = "FILE",
        description = "the signature that a key elsewhere made, raw or base64")
    private Path signature;

    @Option(
        names = "--unsigned",
        required = true,
        paramLabel = "FILE",
        description = "what --out was when --to-sign was given")
    private Path unsigned;
  }

  @Override
  public Integer call() {
    NewFile.check(out);
    CommandForm command = command();
    Approval approval =
        signing.finished == null ? approve(command, signing.withKey) : finish(command);
    NewFile.write(out, ApprovalText.write(approval).getBytes(StandardCharsets.UTF_8));
    return 0;
  }

  private CommandForm command() {
    String text =
        new String(InputFile.read(draft.toString(), DRAFT_BYTES_MAX), StandardCharsets.UTF_8);
    try {
      return CommandForm.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badInput(
          "file %s: %s, expected a command as 'crypto' drafts it; draft it anew"
              .formatted(draft, e.getMessage()),
          e);
    }
  }

  private Approval approve(CommandForm command, WithKey with) {
    if ((with.key == null) == (with.toSign == null)) {
      throw CommandFailedException.badInput(
          "no way to approve is named, or two are, expected --key or --to-sign; give one of them");
    }
    if (hours < 1 || hours > HOURS_MAX) {
      throw CommandFailedException.badInput(
          "--expires-hours must be 1 to %d, got %d; correct it".formatted(HOURS_MAX, hours));
    }
    confirm(command);
    Instant expiresAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(hours * 3600L);
    try {
      if (with.key != null) {
        return Approval.sign(
            with.operator,
            command,
            expiresAt,
            PrivateKeyFile.read(with.key, ApproveCommand::passphrase));
      }
      Approval unsigned = Approval.unsigned(with.operator, command, expiresAt);
      NewFile.write(with.toSign, unsigned.content());
      return unsigned;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw CommandFailedException.badInput(e.getMessage(), e);
    }
  }

  private Approval finish(CommandForm command) {
    byte[] signature = InputFile.read(signing.finished.signature.toString(), SIGNATURE_BYTES_MAX);
    String text =
        new String(
            InputFile.read(signing.finished.unsigned.toString(), SIGNATURE_BYTES_MAX),
            StandardCharsets.UTF_8);
    try {
      Approval unsigned = ApprovalText.read(text);
      if (!unsigned.commandHash().equals(command.hash())) {
        throw new IllegalArgumentException("it is for another command than " + draft);
      }
      return unsigned.signed(Signature.of(SignatureText.read(signature).toByteArray()));
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badInput(
          "file %s: %s, expected the file that --to-sign wrote for this command; write it anew"
              .formatted(signing.finished.unsigned, e.getMessage()),
          e);
    }
  }

  private void confirm(CommandForm command) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%s%nSHA-256 %s%n", command.pretty(), command.hash());
    err.flush();
    if (yes) {
      return;
    }
    Console console =
        Optional.ofNullable(System.console())
            .orElseThrow(
                () ->
                    CommandFailedException.badInput(
                        "there is no terminal to ask at, expected a person who types yes; give --yes"));
    if (!"yes".equals(console.readLine("Approve this command? Type yes: "))) {
      throw CommandFailedException.failed(
          "not approved, expected \"yes\" to be typed; run it again to approve");
    }
  }

  private static char[] passphrase() {
    return Optional.ofNullable(System.console())
        .map(console -> console.readPassword("Passphrase of the key: "))
        .orElseThrow(
            () ->
                CommandFailedException.badInput(
                    "the key is encrypted, expected a terminal to ask its passphrase at; run it at one"));
  }
}
