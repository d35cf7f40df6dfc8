package io.hallmark.messaging;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.tools.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** One broker for all tests of this JVM, with every topic of the catalogue. */
public final class TestBus {
  private static final TestBus SHARED = new TestBus();

  private final Path folder;
  private final EmbeddedBroker broker;

  private TestBus() {
    try {
      folder = Files.createTempDirectory("hallmark-bus");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    broker = EmbeddedBroker.start(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    TopicCreation.create(Bus.at(broker.bootstrapServers()), TopicCatalogue.all());
  }

  public static Bus bus() {
    return Bus.at(SHARED.broker.bootstrapServers());
  }

  private void stop() {
    broker.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(TestBus::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(java.io.File file) {
    if (!file.delete()) {
      System.err.println("left behind: " + file);
    }
  }
}
