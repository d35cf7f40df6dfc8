package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.membership.Group;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.Member;
import io.hallmark.settings.Fault;
import io.hallmark.settings.Faults;
import io.hallmark.settings.Node;
import io.hallmark.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads membership from YAML files and writes what others are given. Each method checks all files
 * to their end and reports every fault at once, as {@link FaultyFilesException}.
 */
public final class MembershipFiles {
  private static final String EXPECTED = "a YAML file of keys and values";

  private MembershipFiles() {}

  public static List<Group> groups(List<Path> files) {
    return read(files, GroupReader::read);
  }

  public static List<Member> members(List<Path> files) {
    return read(files, MemberReader::read);
  }

  /** Identities whose chains are valid now. */
  public static List<HostedIdentity> identities(List<Path> files) {
    return read(files, new IdentityReader(Clock.systemUTC())::read);
  }

  /** The text of a section of configuration, which is a YAML mapping. */
  public static String config(Path file) {
    List<Fault> all = new ArrayList<>();
    Faults faults = Faults.of(file);
    Optional<String> text = SettingsFile.text(file, EXPECTED, faults);
    text.ifPresent(yaml -> mapping(yaml, faults));
    all.addAll(faults.sorted());
    return orThrow(text.stream().toList(), all).get(0);
  }

  /** A member's public description, as {@link #members} reads it. */
  public static String write(Member member) {
    return MemberReader.write(member);
  }

  private static <T> List<T> read(List<Path> files, Function<Keys, Optional<T>> reader) {
    List<Fault> all = new ArrayList<>();
    List<T> values = new ArrayList<>();
    for (Path file : files) {
      Faults faults = Faults.of(file);
      SettingsFile.text(file, EXPECTED, faults)
          .flatMap(yaml -> mapping(yaml, faults))
          .map(root -> new Keys(root, "", SettingsFile.folder(file), faults))
          .flatMap(reader)
          .ifPresent(values::add);
      all.addAll(faults.sorted());
    }
    return orThrow(values, all);
  }

  private static Optional<Node.Mapping> mapping(String yaml, Faults faults) {
    Node root = SettingsFile.parse(yaml, faults);
    if (root instanceof Node.Mapping mapping) {
      return Optional.of(mapping);
    }
    if (faults.isEmpty()) {
      faults.add(root, "", root.describe(), EXPECTED);
    }
    return Optional.empty();
  }

  private static <T> List<T> orThrow(List<T> values, List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw new FaultyFilesException(faults);
    }
    return values;
  }
}
