package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.ManageKeys.Rotation;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "keys",
    description =
        "Creates, lists, rotates, revokes and switches off API keys. Never shows a secret twice.",
    subcommands = KeysCreateCommand.class)
final class KeysCommand extends Subcommand implements Runnable {
  @Override
  public void run() {
    throw Commands.badUsage(spec(), "create, list, rotate, revoke, kill or restore?");
  }

  @Command(name = "list", description = "Lists keys, revoked ones included.")
  int list(
      @Option(names = "--org", paramLabel = "ORG", description = "Only this organization's.")
          @Nullable String organization,
      @Option(names = "--json", description = "Prints JSON.") boolean json) {
    try (Session session = root().session()) {
      ManageKeys.Listing all =
          session
              .application()
              .manageKeys()
              .list(organization == null ? null : Commands.organization(spec(), organization));
      List<ApiKeyId> ids = all.keys().stream().map(ApiKey::id).toList();
      KeyPrinting printing =
          new KeyPrinting(
              session.storage().keyUses().map(uses -> uses.lastUses(ids)).orElse(Map.of()),
              InstantSource.system());
      PrintWriter out = Commands.out(spec());
      if (json) {
        out.println(printing.toJson(all));
      } else {
        printing.printTable(all.keys(), out);
      }
      out.flush();
      return reportUnreadable(all);
    }
  }

  @Command(
      name = "rotate",
      description =
          "Gives a key a new secret. Prints the key on standard output, alone on one line, this one"
              + " time; with the secret before it is good for some time more.")
  int rotate(
      @Parameters(paramLabel = "KEY_ID", description = "The 16 characters after lp_live_.")
          String id,
      @Option(
              names = "--grace",
              paramLabel = "DURATION",
              defaultValue = "P1D",
              description =
                  "How long the secret before is good, from PT0S to P90D. Default:"
                      + " ${DEFAULT-VALUE}.")
          String grace) {
    ApiKeyId keyId = keyId(id);
    Duration kept = Commands.parsed(spec(), "--grace", grace, ManageKeys::parseGrace);
    return writing(
        keys ->
            switch (keys.rotate(keyId, kept)) {
              case Rotation.Rotated rotated -> printed(rotated.minted());
              case Rotation.NoSuchKey() -> done(false, id, "");
              case Rotation.NotUsable() ->
                  throw new CommandFailedException(
                      "key " + id + " is revoked or has expired; mint another one");
              case Rotation.Conflict() ->
                  throw new CommandFailedException(
                      "key " + id + " got another secret meanwhile, which is the current one");
            });
  }

  private int printed(Minted minted) {
    if (!KeyPrinting.printOnce(minted, spec())) {
      throw new CommandFailedException(
          "cannot write the key to standard output; its secret is lost: rotate it again");
    }
    return ExitCode.OK;
  }

  /** Names the keys that cannot be read, and the exit code that follows. */
  private int reportUnreadable(ManageKeys.Listing listing) {
    PrintWriter err = Commands.err(spec());
    for (ListedKey.Broken broken : listing.unreadable()) {
      err.println(
          "asset-lookup: key "
              + broken.id()
              + " cannot be read, and opens nothing: "
              + Printable.of(broken.reason()));
    }
    return listing.unreadable().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  @Command(
      name = "revoke",
      description = "Revokes a key for good: it is refused with 401 from the next request on.")
  int revoke(
      @Parameters(paramLabel = "KEY_ID", description = "The 16 characters after lp_live_.")
          String id) {
    ApiKeyId keyId = keyId(id);
    return writing(keys -> done(keys.revoke(keyId), id, "revoked"));
  }

  @Command(
      name = "kill",
      description = "Switches a key, or all keys of an organization, off: 503 KILL_SWITCH.")
  int kill(@Mixin KeyOrOrganization which) {
    return toggle(which, true, "killed");
  }

  @Command(name = "restore", description = "Undoes a kill.")
  int restore(@Mixin KeyOrOrganization which) {
    return toggle(which, false, "restored");
  }

  private int toggle(KeyOrOrganization which, boolean on, String verb) {
    String id = which.id();
    String organization = which.organization();
    if (id != null && organization == null) {
      ApiKeyId keyId = keyId(id);
      return writing(keys -> done(on ? keys.killKey(keyId) : keys.restoreKey(keyId), id, verb));
    }
    if (id == null && organization != null) {
      return writing(
          keys -> {
            OrganizationId whose = Commands.organization(spec(), organization);
            ManageKeys.Listing all =
                on ? keys.killOrganization(whose) : keys.restoreOrganization(whose);
            int exit = reportUnreadable(all);
            if (all.keys().isEmpty()) {
              throw new CommandFailedException("organization " + organization + " has no keys");
            }
            Commands.err(spec())
                .println(verb + " all keys of " + organization + ": " + all.keys().size());
            return exit;
          });
    }
    throw Commands.badUsage(spec(), "give either a KEY_ID or --org ORG");
  }

  private int done(boolean found, String id, String verb) {
    if (!found) {
      throw new CommandFailedException("there is no key " + id + "; see: asset-lookup keys list");
    }
    Commands.err(spec()).println(verb + " " + id);
    return ExitCode.OK;
  }

  private ApiKeyId keyId(String text) {
    try {
      return new ApiKeyId(text);
    } catch (IllegalArgumentException e) {
      // A whole key may have been pasted: it is not repeated.
      throw Commands.badUsage(spec(), "KEY_ID is the 16 characters (A-Z2-7) after lp_live_");
    }
  }

  int writing(Function<ManageKeys, Integer> work) {
    try (Session session = root().writingSession()) {
      return work.apply(session.application().manageKeys().as(Operator.actor(console())));
    }
  }
}
