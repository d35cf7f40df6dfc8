package io.hallmark.tools.ceremony.record;

import io.hallmark.tools.ceremony.transcript.Entry;
import java.util.List;

/** The transcript's entries with their hashes, a line each. Confined to one thread. */
final class EntriesPart {
  private final List<Entry> entries;
  private final Html html;

  EntriesPart(List<Entry> entries, Html html) {
    this.entries = entries;
    this.html = html;
  }

  void write() {
    html.open("section", "entries").leaf("h2", "Entries of the transcript");
    html.open("table", "list").open("thead");
    html.row("th", "No.", "Time, UTC", "Entry", "Step", "SHA-256").close().open("tbody");
    for (Entry entry : entries) {
      html.open("tr");
      html.leaf("td", String.valueOf(entry.number()));
      html.leaf("td", "time", Times.brief(entry.at()));
      html.leaf("td", "kind", entry.kind().written());
      html.leaf("td", entry.step() == 0 ? "" : String.valueOf(entry.step()));
      html.leaf("td", "value", entry.hash());
      html.close();
    }
    html.close().close().close();
  }
}
