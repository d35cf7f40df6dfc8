package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPage;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.KeyState;
import io.hallmark.messaging.client.BusOptions;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code crypto keys list}. */
@Command(
    name = "list",
    description = {
      "Lists the keys of the registry by name.",
      "A key that was made a moment ago may be missing: workers learn of it one after the other."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto keys list -k localhost:9092",
      "  hallmark crypto keys list --tenant alice --category tls --json -k localhost:9092",
      "  hallmark crypto keys list --state pending_deletion --spec ec_p256 --prefix old- \\",
      "      -k localhost:9092"
    })
final class KeysListCommand implements Callable<Integer> {
  @Option(names = "--tenant", paramLabel = "TENANT", description = "only this tenant's")
  private String tenant;

  @Option(
      names = "--category",
      paramLabel = "CATEGORY",
      description = "only of this one: ${COMPLETION-CANDIDATES}")
  private KeyCategory category;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "only in this one: ${COMPLETION-CANDIDATES}")
  private KeyState state;

  @Option(
      names = "--spec",
      paramLabel = "KIND",
      description = "only of this one: ${COMPLETION-CANDIDATES}")
  private KeySpec kind;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "only keys whose alias begins so")
  private String prefix;

  @Option(names = "--json", description = "one JSON object per line, for programs")
  private boolean json;

  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  private boolean headed;
  private boolean allReadable = true;

  @Override
  public Integer call() {
    KeyFilter filter =
        new KeyFilter(
            Optional.ofNullable(tenant),
            Optional.ofNullable(category),
            Optional.ofNullable(state),
            Optional.ofNullable(kind),
            prefix);
    try (KeyClient keys = Clients.keys(bus.bus())) {
      KeyPages.all(KeyPageRequest.first(), page -> page(keys, filter, page), this::show);
    }
    return allReadable ? 0 : 1;
  }

  private KeyPage page(KeyClient keys, KeyFilter filter, KeyPageRequest page) {
    return patience.ask(
        "listing keys", keys::isReady, deadline -> keys.list(filter, page, deadline));
  }

  private void show(KeyPage page) {
    PrintWriter out = spec.commandLine().getOut();
    page.unreadable().forEach(this::complain);
    if (!json && !headed && page.next().isEmpty()) {
      KeyText.table(page.keys()).print(out);
      return;
    }
    // More than a page is not held to see how wide its columns must be.
    if (!json && !headed) {
      out.println(KeyText.header());
      headed = true;
    }
    page.keys().forEach(key -> out.println(json ? KeyText.json(key) : KeyText.row(key)));
  }

  private void complain(KeyName name) {
    allReadable = false;
    spec.commandLine()
        .getErr()
        .printf("crypto: key %s is of a kind that this version does not know%n", name);
  }
}
