package io.hallmark.tools.cluster;

import io.hallmark.fakeca.FakeCa;
import io.hallmark.fakeca.FakeCaOptions;
import io.hallmark.messaging.client.Bus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Makes clusters from nothing: brokers, tokens, topics, keys inside the tokens, certificates,
 * membership, workers. The clusters know each other as members of one group.
 */
final class Bringup {
  static final String GROUP = "play";

  private final Layout layout;
  private final UpOptions options;
  private final Launcher launcher;
  private final Consumer<String> talk;
  private final ProcessPlan plan;
  private Manifest manifest = Manifest.empty(GROUP);
  private FakeCa authority;

  Bringup(Layout layout, UpOptions options, Launcher launcher, Consumer<String> talk) {
    this.layout = layout;
    this.options = options;
    this.launcher = launcher;
    this.talk = talk;
    this.plan = new ProcessPlan(layout);
  }

  /**
   * Returns when all processes are ready. What runs by then stands in the manifest at all times.
   */
  Manifest run() {
    Map<ClusterName, Bus> buses = startSigning();
    talk.accept("making keys inside the tokens, certificates, membership");
    List<ProcessEntry> gateways = workers(Kind.GATEWAY, buses);
    publish(buses, gateways);
    talk.accept("starting link managers and gateways");
    List<ProcessEntry> edge = new ArrayList<>(workers(Kind.LINK_MANAGER, buses));
    edge.addAll(gateways);
    await(launch(edge));
    return manifest;
  }

  /** Only what signs: brokers, tokens and crypto workers, and the authority. Else as run. */
  Manifest runSigning() {
    startSigning().forEach((name, bus) -> talk.accept("%s signs on %s".formatted(name, bus)));
    return manifest;
  }

  private Map<ClusterName, Bus> startSigning() {
    prepareFolder();
    talk.accept("starting brokers");
    List<ProcessEntry> brokers = launch(options.names().stream().map(plan::broker).toList());
    authority = FakeCa.create(layout.authority(), FakeCaOptions.DEFAULT);
    for (ClusterName name : options.names()) {
      ClusterToken.make(layout, name, options.module());
    }
    Readiness.await(brokers, Readiness.PATIENCE);
    Map<ClusterName, Bus> buses = nameBuses(brokers);
    talk.accept("creating topics, starting crypto workers");
    buses.values().parallelStream().forEach(ClusterTopics::create);
    await(launch(workers(Kind.CRYPTO_WORKER, buses)));
    return buses;
  }

  private void prepareFolder() {
    if (Files.exists(layout.manifest())) {
      throw ClusterException.misuse(
          "folder %s holds clusters already, expected none; 'cluster down --dir %s' first, or"
                  .formatted(layout.root(), layout.root())
              + " give another");
    }
    try {
      Files.createDirectories(layout.root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    manifest.save(layout);
  }

  private List<ProcessEntry> launch(List<ProcessEntry> processes) {
    List<ProcessEntry> launched = new ArrayList<>();
    for (ProcessEntry process : processes) {
      ProcessEntry running = launcher.launch(process);
      launched.add(running);
      manifest = manifest.with(running);
      manifest.save(layout);
    }
    return launched;
  }

  private static void await(List<ProcessEntry> processes) {
    Readiness.await(processes, Readiness.PATIENCE);
  }

  /** From now on a broker keeps the port that it has chosen: its workers know no other. */
  private Map<ClusterName, Bus> nameBuses(List<ProcessEntry> brokers) {
    Map<ClusterName, Bus> buses = new LinkedHashMap<>();
    for (ProcessEntry broker : brokers) {
      ClusterName name = new ClusterName(broker.cluster());
      String address = Addresses.of(broker).orElseThrow();
      buses.put(name, Bus.at(address));
      manifest =
          manifest
              .with(new ClusterEntry(name.value(), name.identity(), address, layout.hsmFile(name)))
              .with(broker.with(plan.brokerArguments(name, address)));
    }
    manifest.save(layout);
    return buses;
  }

  private List<ProcessEntry> workers(Kind kind, Map<ClusterName, Bus> buses) {
    List<ProcessEntry> workers = new ArrayList<>();
    buses.forEach(
        (name, bus) ->
            IntStream.rangeClosed(1, options.workers())
                .forEach(
                    instance ->
                        workers.add(plan.worker(name, kind, instance, bus.bootstrapServers()))));
    return workers;
  }

  /** Every cluster learns of all members; each hosts its own identity. */
  private void publish(Map<ClusterName, Bus> buses, List<ProcessEntry> gateways) {
    List<Organisation> organisations =
        buses.entrySet().parallelStream()
            .map(
                entry ->
                    Organisation.enrol(
                        entry.getKey(),
                        entry.getValue(),
                        authority,
                        addresses(entry.getKey(), gateways)))
            .toList();
    organisations.parallelStream()
        .forEach(
            host ->
                ClusterMembership.publish(buses.get(host.name()), host, organisations, authority));
  }

  private static List<String> addresses(ClusterName name, List<ProcessEntry> gateways) {
    return gateways.stream()
        .filter(gateway -> gateway.cluster().equals(name.value()))
        .map(ProcessEntry::gatewayAddress)
        .toList();
  }
}
