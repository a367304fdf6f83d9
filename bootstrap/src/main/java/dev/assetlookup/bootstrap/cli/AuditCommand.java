package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.audit.AuditFilter;
import dev.assetlookup.core.audit.ReadAudit;
import dev.assetlookup.core.audit.ReadAudit.Query;
import dev.assetlookup.core.audit.ReadAudit.Result;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.content.UtcTime;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    description = {
      "Prints who published, replaced and deleted what, and who minted, rotated, revoked, killed"
          + " and restored API keys, newest first.",
      ""
    })
final class AuditCommand extends Subcommand implements Callable<Integer> {
  @Mixin private final OwnerOption owner = new OwnerOption();

  @Option(names = "--since", paramLabel = "TIME", description = "Not before this time.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Not after this time.")
  private @Nullable String until;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Only this, such as container.deleted or key.minted; may be repeated.")
  private List<String> actions = List.of();

  @Option(
      names = "--actor",
      paramLabel = "ACTOR",
      description = "Only by key, operator, application or system, or one of them, as key:KEY_ID.")
  private @Nullable String actor;

  @Option(names = "--container", paramLabel = "CONTAINER_ID", description = "Only of this one.")
  private @Nullable String container;

  @Option(names = "--json", description = "Prints JSON Lines, each an entry.")
  private boolean json;

  @Override
  public Integer call() {
    Caller caller = new Caller(owner.id(), Set.of(Scope.AUDIT_READ)).as(Operator.actor(console()));
    Query query = new Query(filter(), null, ReadAudit.MAX_LIMIT);
    PrintedAudit printed = new PrintedAudit(console().out(), json);
    try (Session session = root().session()) {
      ReadAudit audit = session.application().readAudit().orElseThrow(AuditCommand::noTrail);
      boolean allReadable = true;
      while (audit.read(caller, query) instanceof Result.Page page) {
        printed.page(page);
        allReadable &= report(page.unreadable());
        if (page.next() == null) {
          break;
        }
        query = query.from(page.next());
      }
      return allReadable ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private boolean report(List<String> unreadable) {
    PrintWriter err = Commands.err(spec());
    unreadable.forEach(reason -> err.println("asset-lookup: " + Printable.of(reason)));
    return unreadable.isEmpty();
  }

  private AuditFilter filter() {
    Set<Deed.Action> wanted = new HashSet<>();
    actions.forEach(
        text -> wanted.add(Commands.parsed(spec(), "--action", text, AuditFilter::action)));
    return new AuditFilter(
        wanted,
        actor == null ? null : Commands.parsed(spec(), "--actor", actor, AuditFilter.Actors::parse),
        container == null ? null : Commands.container(spec(), "--container", container),
        time("--since", since),
        time("--until", until));
  }

  private @Nullable Instant time(String option, @Nullable String text) {
    return text == null ? null : Commands.parsed(spec(), option, text, UtcTime::parse);
  }

  private static ConfigurationException noTrail() {
    return new ConfigurationException(
        "this storage keeps no audit trail; storage.type jdbc does, and r2 with the layout"
            + " manifest");
  }
}
