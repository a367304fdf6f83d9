package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.feed.ReadChanges.Query;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.json.ChangeToken;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "changes",
    description = {
      "Prints what an organization has published, replaced and deleted after a token, in order.",
      "",
      "A token is printed by this command and answered by the HTTP API. Without --after it prints"
          + " no changes, but the token of now. To have everything and keep it up to date: get that"
          + " token, export or list all, then go on from the token. With --follow it ends when the"
          + " server ends, too.",
      ""
    })
final class ChangesCommand extends Subcommand implements Callable<Integer> {
  @Mixin private final OwnerOption owner = new OwnerOption();

  @Option(names = "--after", paramLabel = "TOKEN", description = "The token to go on from.")
  private @Nullable String after;

  @Option(names = "--project", paramLabel = "PROJECT", description = "Only this project's changes.")
  private @Nullable String project;

  @Option(names = "--follow", description = "Goes on with what comes until it is interrupted.")
  private boolean follow;

  @Option(names = "--json", description = "Prints JSON Lines, each a page and the token after it.")
  private boolean json;

  @Override
  public Integer call() {
    OrganizationId organization = owner.id();
    Caller caller = new Caller(organization, Set.of(Scope.CONTENT_READ));
    LogPosition given = after == null ? null : position(organization, after);
    checkProject();
    try (Session session = root().session()) {
      ReadChanges changes = session.application().readChanges().orElseThrow(ChangesCommand::noLog);
      Result.Page begin =
          given == null
              ? (Result.Page) changes.now(caller)
              : new Result.Page(List.of(), given, true);
      Query query = new Query(begin.next(), project, ReadChanges.MAX_LIMIT);
      PrintedChanges printed =
          new PrintedChanges(console().out(), json, organization, begin.next());
      if (given == null) {
        printed.page(begin);
      }
      if (follow) {
        return end(follow(changes, caller, query, printed), printed);
      }
      return end(given == null ? begin : readAll(changes, caller, query, printed), printed);
    }
  }

  private LogPosition position(OrganizationId organization, String token) {
    return ChangeToken.read(organization, token)
        .orElseThrow(
            () ->
                Commands.badUsage(
                    spec(), "--after is not a token of organization " + organization));
  }

  private void checkProject() {
    try {
      var unused = new Query(LogPosition.START, project, 1);
    } catch (IllegalArgumentException e) {
      throw Commands.badUsage(spec(), "--project: " + e.getMessage());
    }
  }

  private static ConfigurationException noLog() {
    return new ConfigurationException(
        "this storage keeps no log of changes; storage.type jdbc does. List the containers instead"
            + " (asset-lookup export)");
  }

  private static Result readAll(
      ReadChanges changes, Caller caller, Query query, PrintedChanges printed) {
    Query rest = query;
    Result result = changes.read(caller, rest);
    while (result instanceof Result.Page page) {
      printed.page(page);
      if (!page.hasMore()) {
        break;
      }
      rest = rest.from(page.next());
      result = changes.read(caller, rest);
    }
    return result;
  }

  private Result follow(ReadChanges changes, Caller caller, Query query, PrintedChanges printed) {
    AtomicBoolean ended = new AtomicBoolean();
    console()
        .onEnd(
            () -> {
              ended.set(true);
              changes.close();
            });
    try {
      return changes.follow(caller, query, printed::page, ended::get);
    } catch (StoreUnavailableException e) {
      printed.end();
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      printed.end();
      throw new CommandFailedException("interrupted");
    }
  }

  private int end(Result end, PrintedChanges printed) {
    if (end instanceof Result.Expired) {
      Commands.err(spec())
          .println(
              "asset-lookup: the changes after this token are not kept. Get a new one, without"
                  + " --after, then list all (asset-lookup export), then go on from the new one.");
      return ExitCode.SOFTWARE;
    }
    printed.end();
    return ExitCode.OK;
  }
}
