package io.hallmark.crypto.cli.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallmark.crypto.audit.AuditFinding;
import io.hallmark.crypto.audit.AuditReport;
import io.hallmark.crypto.audit.AuditReport.ChainSummary;
import java.io.PrintWriter;

/** A report for people, or for programs. */
final class ReportText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportText() {}

  static void print(AuditReport report, boolean json, PrintWriter out) {
    if (json) {
      out.println(json(report));
      return;
    }
    report.chains().forEach(chain -> print(chain, out));
    report.notes().forEach(note -> out.println("note: " + note));
    report.findings().forEach(out::println);
    out.printf(
        "%s, %s: %s%n",
        counted(report.chains().size(), "chain", "chains"),
        counted(report.entries(), "entry", "entries"),
        report.first().map(first -> "BROKEN, first: " + first).orElse("whole"));
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static void print(ChainSummary chain, PrintWriter out) {
    out.printf(
        "chain %s: %s, signed to sequence %s by %s%s, %d unsigned after that, %s%n",
        chain.chain(),
        counted(chain.entries(), "entry", "entries"),
        chain.signedTo() < 0 ? "(none)" : chain.signedTo(),
        counted(chain.headsVerified(), "head", "heads"),
        chain.headsUnverified() == 0
            ? ""
            : " (%d more without a key to verify them)".formatted(chain.headsUnverified()),
        chain.unsigned(),
        chain.stopped() ? "stopped" : "not stopped: it runs or was killed");
    out.printf("  head %s%n", chain.head());
    if (!chain.continues().isEmpty()) {
      out.printf("  continues %s%n", chain.continues());
    }
  }

  private static ObjectNode json(AuditReport report) {
    ObjectNode root = JSON.createObjectNode().put("whole", report.isWhole());
    ArrayNode findings = root.putArray("findings");
    for (AuditFinding finding : report.findings()) {
      findings
          .addObject()
          .put("kind", finding.kind().name())
          .put("offset", finding.offset())
          .put("chain", finding.chain())
          .put("sequence", finding.sequence())
          .put("detail", finding.detail());
    }
    ArrayNode notes = root.putArray("notes");
    report.notes().forEach(notes::add);
    ArrayNode chains = root.putArray("chains");
    for (ChainSummary chain : report.chains()) {
      chains
          .addObject()
          .put("chain", chain.chain())
          .put("entries", chain.entries())
          .put("lastSequence", chain.lastSequence())
          .put("head", chain.head())
          .put("headsVerified", chain.headsVerified())
          .put("headsUnverified", chain.headsUnverified())
          .put("signedTo", chain.signedTo())
          .put("unsigned", chain.unsigned())
          .put("replayed", chain.replayed())
          .put("stopped", chain.stopped())
          .put("continues", chain.continues());
    }
    return root;
  }
}
