package io.hallmark.certificates.catalogue;

import io.hallmark.certificates.lint.LintRules;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.profile.AlternativeNamesShape;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.certificates.profile.KeyKind;
import io.hallmark.certificates.profile.KeyPurpose;
import io.hallmark.certificates.profile.KeyUse;
import io.hallmark.certificates.profile.SubjectShape;
import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** From YAML to a profile; every fault of it is recorded. Confined to one thread. */
final class ProfileReader {
  private static final int DAYS_MAX = 40 * 366;
  private static final int PATH_LENGTH_MAX = 10;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z]{1,32}");
  private static final int REASON_MIN = 10;

  private static final String KEY_USES =
      "uses of RFC 5280 section 4.2.1.3: "
          + Arrays.stream(KeyUse.values()).map(KeyUse::text).collect(Collectors.joining(", "));
  private static final String PURPOSES =
      "purposes such as serverAuth and clientAuth, or dotted object identifiers";
  private static final String KEY_KINDS =
      "kinds of keys: "
          + Arrays.stream(KeyKind.values()).map(Enum::name).collect(Collectors.joining(", "));
  private static final String POLICIES = "dotted object identifiers";
  private static final String NAME_KINDS = "kinds of names: DNS, IP, URI, EMAIL";

  private final Faults faults;

  ProfileReader(Faults faults) {
    this.faults = faults;
  }

  /** The profile, or faults. */
  Optional<CertificateProfile> read(Node root) {
    int before = faults.count();
    if (!(root instanceof Node.Mapping mapping)) {
      faults.add(root, "", root.describe(), "a mapping that says what certificates have in common");
      return Optional.empty();
    }
    MappingReader in = new MappingReader(mapping, "", faults);
    Optional<String> name = in.required("name", "a name like " + NAME, matching(NAME));
    Authority authority = authority(in);
    Set<KeyUse> uses =
        Set.copyOf(items(in, "key-usages", true, KEY_USES, text -> KeyUse.parse(text)));
    List<KeyPurpose> purposes =
        items(in, "extended-key-usages", false, PURPOSES, converting(KeyPurpose::parse));
    Optional<Integer> days =
        in.required("validity-days-max", range(1, DAYS_MAX), within(1, DAYS_MAX));
    Set<KeyKind> keys = Set.copyOf(items(in, "keys", true, KEY_KINDS, text -> KeyKind.parse(text)));
    OptionalInt bits = rsaBits(in);
    SubjectShape subject = subject(in);
    AlternativeNamesShape names = alternativeNames(in);
    List<String> policies =
        items(in, "policies", false, POLICIES, converting(ProfileReader::policy));
    Map<String, String> waivers = waivers(in);
    in.finish();
    if (faults.count() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new CertificateProfile(
            name.orElseThrow(),
            authority.is(),
            authority.selfSigned(),
            authority.pathLengthMax(),
            uses,
            purposes,
            Duration.ofDays(days.orElseThrow()),
            keys,
            bits.orElse(CertificateProfile.RSA_BITS_MIN),
            subject,
            names,
            policies,
            waivers));
  }

  private record Authority(boolean is, boolean selfSigned, OptionalInt pathLengthMax) {}

  private static Authority authority(MappingReader in) {
    boolean is = flag(in, "authority");
    boolean selfSigned = flag(in, "self-signed");
    OptionalInt pathLength = number(in, "path-length-max", 0, PATH_LENGTH_MAX);
    if (!is && (selfSigned || pathLength.isPresent())) {
      in.fault("authority", "true, where it is self-signed or has a path length");
    }
    return new Authority(is, selfSigned, pathLength);
  }

  private static OptionalInt rsaBits(MappingReader in) {
    return number(
        in, "rsa-bits-min", CertificateProfile.RSA_BITS_MIN, CertificateProfile.RSA_BITS_MAX);
  }

  private SubjectShape subject(MappingReader in) {
    Optional<Node> node = in.requiredNode("subject", "a mapping with required and allowed");
    Optional<MappingReader> mapping = mapping(in, "subject", node);
    if (mapping.isEmpty()) {
      return new SubjectShape(List.of(), List.of());
    }
    String expected = "attributes by their short names, as in [C, O, CN]";
    List<String> required =
        items(mapping.get(), "required", false, expected, converting(matching(ATTRIBUTE)));
    List<String> allowed =
        items(mapping.get(), "allowed", false, expected, converting(matching(ATTRIBUTE)));
    if (!allowed.isEmpty() && !allowed.containsAll(required)) {
      mapping.get().fault("allowed", "all that is required, too");
    }
    mapping.get().finish();
    return new SubjectShape(required, allowed.containsAll(required) ? allowed : List.of());
  }

  private AlternativeNamesShape alternativeNames(MappingReader in) {
    AlternativeNamesShape none = new AlternativeNamesShape(Set.of(), false, false);
    Optional<MappingReader> mapping =
        mapping(in, "alternative-names", in.node("alternative-names"));
    if (mapping.isEmpty()) {
      return none;
    }
    List<AlternativeName.Kind> kinds =
        items(mapping.get(), "kinds", true, NAME_KINDS, converting(AlternativeName.Kind::valueOf));
    boolean required = flag(mapping.get(), "required");
    boolean wildcards = flag(mapping.get(), "wildcards");
    mapping.get().finish();
    return kinds.isEmpty()
        ? none
        : new AlternativeNamesShape(Set.copyOf(kinds), required, wildcards);
  }

  private Map<String, String> waivers(MappingReader in) {
    Map<String, String> waivers = new LinkedHashMap<>();
    Optional<Node> node = in.node("waivers");
    Optional<MappingReader> mapping = mapping(in, "waivers", node);
    if (mapping.isPresent() && node.orElseThrow() instanceof Node.Mapping members) {
      for (String rule : members.members().keySet()) {
        if (!LintRules.waivable(rule)) {
          mapping
              .get()
              .fault(rule, "a rule that may be waived: one that is not of RFC 5280 itself");
        }
        mapping
            .get()
            .required(
                rule,
                "the reason why, " + REASON_MIN + " characters or more",
                ProfileReader::reason)
            .ifPresent(reason -> waivers.put(rule, reason));
      }
    }
    return waivers;
  }

  private Optional<MappingReader> mapping(MappingReader in, String key, Optional<Node> node) {
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Node.Mapping mapping) {
      return Optional.of(new MappingReader(mapping, in.path(key), faults));
    }
    in.fault(key, "a mapping");
    return Optional.empty();
  }

  private <T> List<T> items(
      MappingReader in,
      String key,
      boolean required,
      String expected,
      Function<String, Optional<T>> convert) {
    Optional<Node> node = required ? in.requiredNode(key, expected) : in.node(key);
    List<T> all = new ArrayList<>();
    if (node.isEmpty()) {
      return all;
    }
    if (!(node.get() instanceof Node.Sequence sequence)
        || (required && sequence.items().isEmpty())) {
      in.fault(key, "a list of " + expected);
      return all;
    }
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      Optional<T> value =
          item instanceof Node.Scalar scalar && scalar.text() != null
              ? convert.apply(scalar.text())
              : Optional.empty();
      if (value.isEmpty()) {
        faults.add(item, in.path(key) + "[" + i + "]", item.describe(), expected);
      }
      value.ifPresent(all::add);
    }
    return all;
  }

  private static boolean flag(MappingReader in, String key) {
    return in.optional(key, "true or false", ProfileReader::trueOrFalse).orElse(false);
  }

  private static OptionalInt number(MappingReader in, String key, int min, int max) {
    Optional<Integer> value = in.optional(key, range(min, max), within(min, max));
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }

  private static String range(int min, int max) {
    return "%d to %d".formatted(min, max);
  }

  private static Function<String, Integer> within(int min, int max) {
    return text -> {
      int number = Integer.parseInt(text);
      if (number < min || number > max) {
        throw new IllegalArgumentException(text);
      }
      return number;
    };
  }

  private static Boolean trueOrFalse(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return Boolean.valueOf(text);
  }

  private static Function<String, String> matching(Pattern shape) {
    return text -> {
      if (!shape.matcher(text).matches()) {
        throw new IllegalArgumentException(text);
      }
      return text;
    };
  }

  private static String policy(String text) {
    return new ASN1ObjectIdentifier(text).getId();
  }

  private static String reason(String text) {
    if (text.strip().length() < REASON_MIN) {
      throw new IllegalArgumentException(text);
    }
    return text.strip();
  }

  private static <T> Function<String, Optional<T>> converting(Function<String, T> convert) {
    return text -> {
      try {
        return Optional.of(convert.apply(text));
      } catch (IllegalArgumentException e) {
        return Optional.empty(); // Recorded as a fault by who asked.
      }
    };
  }
}
