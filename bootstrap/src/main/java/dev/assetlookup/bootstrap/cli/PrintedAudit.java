package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.audit.ReadAudit.Result;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.json.AuditJson;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entries of an audit trail on standard output. */
final class PrintedAudit {
  private final UnbufferedOutput out;
  private final boolean json;

  PrintedAudit(OutputStream out, boolean json) {
    this.out = new UnbufferedOutput(out);
    this.json = json;
  }

  void page(Result.Page page) {
    out.print(
        page.entries().stream()
            .map(json ? PrintedAudit::json : PrintedAudit::line)
            .map(line -> line + "\n")
            .collect(Collectors.joining()));
  }

  private static String json(AuditEntry entry) {
    return new String(AuditJson.write(entry), StandardCharsets.UTF_8);
  }

  private static String line(AuditEntry entry) {
    return Printable.of(
        "%s  %-21s  %s  by %s"
            .formatted(
                entry.position().at(),
                entry.deed().action().wireName(),
                of(entry.deed()),
                by(entry.actor())));
  }

  private static String of(Deed deed) {
    return switch (deed) {
      case Deed.ToKey key -> key.key().value();
      case Deed.ToContainer container ->
          container.container()
              + " "
              + number(container.before())
              + " -> "
              + number(container.after());
    };
  }

  private static String number(@Nullable Revision revision) {
    return revision == null ? "none" : Long.toString(revision.number());
  }

  private static String by(Actor actor) {
    return actor.kind().wireName()
        + (actor.name() == null ? "" : ":" + actor.name())
        + (actor.requestId() == null ? "" : " " + actor.requestId());
  }
}
