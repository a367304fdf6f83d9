package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.json.ChangeJson;
import dev.assetlookup.json.ChangeToken;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/** Pages of changes on standard output, with the token to go on from. */
final class PrintedChanges {
  private final UnbufferedOutput out;
  private final boolean json;
  private final OrganizationId organization;
  private LogPosition reached;

  PrintedChanges(OutputStream out, boolean json, OrganizationId organization, LogPosition start) {
    this.out = new UnbufferedOutput(out);
    this.json = json;
    this.organization = organization;
    this.reached = start;
  }

  void page(Result.Page page) {
    if (json) {
      out.print(new String(ChangeJson.write(organization, page), StandardCharsets.UTF_8) + "\n");
    } else {
      out.print(page.changes().stream().map(PrintedChanges::line).collect(Collectors.joining()));
    }
    reached = page.next();
  }

  /** Says where to go on, unless the pages say so. */
  void end() {
    if (!json) {
      out.print("next: " + ChangeToken.write(organization, reached) + "\n");
    }
  }

  private static String line(Change.OfContainer entry) {
    ContainerChange change = entry.change();
    return Printable.of(
            "%s  %-9s  %s  %s%s"
                .formatted(
                    entry.position().at(),
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.container(),
                    ids("+", change.added()),
                    ids("-", change.superseded()))
                .strip())
        + "\n";
  }

  private static String ids(String sign, ChangedIds ids) {
    return ids.isAll()
        ? sign + "* "
        : ids.ids().stream()
            .map(AssetId::value)
            .map(id -> sign + id + " ")
            .collect(Collectors.joining());
  }
}
