package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.membership.Group;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.Member;
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
    List<Fault> faults = new ArrayList<>();
    Optional<String> text = YamlFile.text(file, faults);
    text.ifPresent(yaml -> YamlFile.parse(file, yaml, faults));
    return orThrow(text.stream().toList(), faults).get(0);
  }

  /** A member's public description, as {@link #members} reads it. */
  public static String write(Member member) {
    return MemberReader.write(member);
  }

  private static <T> List<T> read(List<Path> files, Function<YamlMap, Optional<T>> reader) {
    List<Fault> faults = new ArrayList<>();
    List<T> values =
        files.stream()
            .flatMap(file -> YamlFile.read(file, faults).flatMap(reader).stream())
            .toList();
    return orThrow(values, faults);
  }

  private static <T> List<T> orThrow(List<T> values, List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw new FaultyFilesException(faults);
    }
    return values;
  }
}
