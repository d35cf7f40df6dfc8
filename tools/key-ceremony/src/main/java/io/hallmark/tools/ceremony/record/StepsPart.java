package io.hallmark.tools.ceremony.record;

import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was done, step by step, with times, particulars and initials. Confined to one thread. */
final class StepsPart {
  private static final String ATTRIBUTE = "CKA_";
  private static final Set<String> SAID_ELSEWHERE = Set.of(Entry.STEP, "kind", "object");

  /** Where a key was made; later its hash is enough. */
  private static final Set<String> SAID_ONCE = Set.of(Facts.PUBLIC_KEY, "key-id", "key-type");

  private final Plan plan;
  private final List<Entry> entries;
  private final Html html;

  StepsPart(Plan plan, List<Entry> entries, Html html) {
    this.plan = plan;
    this.entries = entries;
    this.html = html;
  }

  void write() {
    html.open("section").leaf("h2", "What was done");
    for (int number = 1; number <= plan.steps().size(); number++) {
      step(number, plan.steps().get(number - 1));
    }
    html.close();
  }

  private void step(int number, Step step) {
    html.open("article", "step");
    html.open("h3");
    html.leaf("span", "number", String.valueOf(number)).text(step.words());
    html.close();
    html.leaf("p", "description", sentence(step.description()));
    html.open("table", "facts");
    for (Entry entry : entries) {
      if (entry.step() == number) {
        entry(step, entry);
      }
    }
    html.close().close();
  }

  private void entry(Step step, Entry entry) {
    String at = Times.brief(entry.at()) + " UTC";
    switch (entry.kind()) {
      case STEP_BEGUN -> {
        html.pair("Begun", at);
        facts(step, entry.data());
      }
      case STEP_DONE -> {
        html.pair("Done", at);
        facts(step, entry.data());
      }
      case STEP_STOPPED -> html.pair("Stopped", at + ": " + entry.data().get("reason"));
      case WITNESSED -> html.pair("Witnessed", at + " by " + entry.data().get("initials"));
      case NOTED -> noted(step, entry, at);
      default -> throw new IllegalStateException(entry.kind() + " is about no step");
    }
  }

  private void noted(Step step, Entry entry, String at) {
    String share = entry.data().get(Facts.SHARE);
    if (share != null) {
      html.pair("Share " + share, at + " typed back as it was shown");
    } else if (entry.data().containsKey(Facts.SHARE_SET)) {
      html.pair("Share set", at + " set " + entry.data().get(Facts.SHARE_SET) + " was split");
    } else {
      html.pair("Noted", at);
      facts(step, entry.data());
    }
  }

  private void facts(Step step, Map<String, String> data) {
    StringBuilder attributes = new StringBuilder();
    new TreeMap<>(data)
        .forEach(
            (name, value) -> {
              if (name.startsWith(ATTRIBUTE)) {
                attributes
                    .append(attributes.length() == 0 ? "" : ", ")
                    .append(value.equals("true") ? "" : "not ")
                    .append(name.substring(ATTRIBUTE.length()));
              } else if (!SAID_ELSEWHERE.contains(name)
                  && (step.makes().isPresent() || !SAID_ONCE.contains(name))) {
                html.pair(name(name), value);
              }
            });
    if (attributes.length() > 0) {
      html.pair("Attributes", attributes.toString());
    }
  }

  private static String name(String fact) {
    return sentence(
        fact.replace('-', ' ')
            .replace("sha256", "SHA-256")
            .replace("pin ", "PIN ")
            .replace("fips", "FIPS"));
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
