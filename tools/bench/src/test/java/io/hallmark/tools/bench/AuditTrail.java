package io.hallmark.tools.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.crypto.cli.audit.AuditCommand;
import io.hallmark.messaging.client.Bus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** The audit trail on a bus, as {@code crypto-worker audit} tells it. */
record AuditTrail(Bus bus) {
  /** One chain of the trail. */
  record Chain(String name, long entries, boolean stopped, String continues) {}

  /** What {@code audit verify} says. */
  record Verified(int exitCode, String said, List<Chain> chains) {}

  Verified verify() {
    StringWriter said = new StringWriter();
    int exitCode = run(said, "verify", "--json", "--bus", bus.bootstrapServers());
    return new Verified(exitCode, said.toString(), chains(said.toString()));
  }

  /** How many contents have an entry that says they were signed; one asked for twice is one. */
  long contentsSigned() {
    StringWriter said = new StringWriter();
    if (run(said, "show", "--act", "SIGN", "--bus", bus.bootstrapServers()) != 0) {
      throw new IllegalStateException("audit show failed: " + said);
    }
    return said.toString()
        .lines()
        .filter(line -> line.contains(" SIGN DONE "))
        .map(line -> line.substring(line.lastIndexOf(' ')))
        .distinct()
        .count();
  }

  private static int run(StringWriter said, String... arguments) {
    CommandLine command = AuditCommand.commandLine("crypto-worker audit");
    PrintWriter out = new PrintWriter(said);
    return command.setOut(out).execute(arguments);
  }

  private static List<Chain> chains(String json) {
    try {
      JsonNode chains = new ObjectMapper().readTree(json).get("chains");
      return chains.findParents("chain").stream().map(AuditTrail::chain).toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("audit verify said no JSON: " + json, e);
    }
  }

  private static Chain chain(JsonNode node) {
    return new Chain(
        node.get("chain").asText(),
        node.get("entries").asLong(),
        node.get("stopped").asBoolean(),
        node.get("continues").asText());
  }
}
