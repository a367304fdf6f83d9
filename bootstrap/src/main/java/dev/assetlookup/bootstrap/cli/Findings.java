package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.r2.manifest.R2Repair;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what is wrong, as a table or as JSON Lines, while a command goes on. */
final class Findings {
  private static final String ROW = "%-10s  %-56s  %-28s  %s%n";

  private final PrintWriter out;
  private final Progress progress;
  private final boolean json;
  private final JsonMapper mapper = new JsonMapper();
  private boolean first = true;

  Findings(PrintWriter out, Progress progress, boolean json) {
    this.out = out;
    this.progress = progress;
    this.json = json;
  }

  void add(
      Enum<?> kind,
      @Nullable OrganizationId organization,
      @Nullable ContainerId container,
      String subject,
      String detail) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    progress.clear();
    if (json) {
      out.println(
          mapper
              .createObjectNode()
              .put("problem", name)
              .put("organizationId", organization == null ? null : organization.value())
              .put("containerId", container == null ? null : container.toString())
              .put("subject", subject)
              .put("detail", detail));
    } else {
      if (first) {
        out.printf(ROW, "PROBLEM", "CONTAINER", "ASSET OR OBJECT", "DETAIL");
      }
      String place =
          container == null ? "-" : (organization == null ? "" : organization + "/") + container;
      out.printf(ROW, name, place, Printable.of(subject), Printable.of(detail));
    }
    first = false;
    out.flush();
  }

  void add(R2Repair.Finding finding) {
    add(
        finding.kind(),
        finding.organization(),
        finding.container(),
        finding.object(),
        finding.detail());
  }

  /** Prints the counts of a whole run, if what is printed is JSON. */
  void end(ObjectNode counts) {
    if (json) {
      out.println(counts);
      out.flush();
    }
  }

  ObjectNode counts() {
    return mapper.createObjectNode();
  }
}
