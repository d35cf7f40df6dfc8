package io.hallmark.tools.ceremony.pty;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes a program of this test's class path start in half the time: its classes in jars, read
 * and checked once into an archive of the JVM's (class data sharing takes no folders). Made on
 * first use, gone with this process. Any thread.
 */
final class ProgramImage {
  private static final Logger LOG = LoggerFactory.getLogger(ProgramImage.class);
  private static final long TRAINING_SECONDS_MAX = 120;

  /** Jars that only this process needs; the program hashes all that it is started with. */
  private static final Pattern TEST_ONLY =
      Pattern.compile(
          "(byte-buddy|pty4j|assertj|awaitility|hamcrest|jqwik|junit|opentest4j|apiguardian"
              + "|json-schema|itu-).*");

  private static final class Holder {
    static final ProgramImage IMAGE = make();
  }

  private final String classPath;
  private final Optional<Path> archive;

  private ProgramImage(String classPath, Optional<Path> archive) {
    this.classPath = classPath;
    this.archive = archive;
  }

  /** What starts a class of the class path. */
  static List<String> command(String main, List<String> arguments) {
    ProgramImage image = Holder.IMAGE;
    List<String> more =
        image
            .archive
            .map(
                file ->
                    List.of(
                        "-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
            .orElse(List.of());
    return image.command(more, main, arguments);
  }

  private List<String> command(List<String> more, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    // Another machine's language, which must show in nothing that is compared: its digits differ.
    command.addAll(List.of("-Duser.language=ar", "-Duser.country=EG"));
    command.addAll(more);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return command;
  }

  private static ProgramImage make() {
    try {
      Path folder = Files.createTempDirectory("ceremony-image-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "image-cleaner"));
      ProgramImage untrained = new ProgramImage(all(folder, jars(folder)), Optional.empty());
      return new ProgramImage(untrained.classPath, untrained.train(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the programs were made ready", e);
    }
  }

  /** Without an archive all is as it is with one, later. */
  private Optional<Path> train(Path folder) throws IOException, InterruptedException {
    Path archive = folder.resolve("classes.jsa");
    List<String> quiet =
        List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    Path log = folder.resolve("training.log");
    Process process =
        new ProcessBuilder(
                command(quiet, Training.class.getName(), List.of(folder.resolve("run").toString())))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (process.waitFor(TRAINING_SECONDS_MAX, TimeUnit.SECONDS)
          && process.exitValue() == 0
          && Files.exists(archive)) {
        return Optional.of(archive);
      }
      LOG.warn("programs start without an archive of their classes: {}", Files.readString(log));
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> jars(Path folder) throws IOException {
    List<String> places = new ArrayList<>();
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String place : all.split(File.pathSeparator, -1)) {
      Path path = Path.of(place);
      if (Files.isDirectory(path)) {
        places.add(jar(path, folder.resolve("classes-" + places.size() + ".jar")).toString());
      } else if (!TEST_ONLY.matcher(path.getFileName().toString()).matches()) {
        places.add(place);
      }
    }
    return places;
  }

  /**
   * One jar that names all others, as the program hashes what stands on its class path: thirty
   * megabytes a start.
   */
  private static String all(Path folder, List<String> jars) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            jars.stream()
                .map(jar -> Path.of(jar).toUri().toString())
                .collect(Collectors.joining(" ")));
    Path all = folder.resolve("all.jar");
    try (OutputStream file = Files.newOutputStream(all)) {
      new JarOutputStream(file, manifest).close();
    }
    return all.toString();
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> tree = Files.walk(classes)) {
      zip.setLevel(0);
      for (Path each : tree.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        Files.copy(each, zip);
        zip.closeEntry();
      }
    }
    return jar;
  }

  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      LOG.debug("{} stays", folder, e);
    }
  }
}
