package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.io.PrintWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "keys",
    description = "Creates, lists, revokes and switches off API keys. Never shows a secret twice.",
    subcommands = KeysCreateCommand.class)
final class KeysCommand extends Subcommand implements Runnable {
  @Override
  public void run() {
    throw Commands.badUsage(spec(), "create, list, revoke, kill or restore?");
  }

  @Command(name = "list", description = "Lists keys, revoked ones included.")
  int list(
      @Option(names = "--org", paramLabel = "ORG", description = "Only this organization's.")
          @Nullable String organization,
      @Option(names = "--json", description = "Prints JSON.") boolean json) {
    return reading(
        keys -> {
          ManageKeys.Listing all =
              keys.list(organization == null ? null : Commands.organization(spec(), organization));
          PrintWriter out = Commands.out(spec());
          if (json) {
            out.println(KeyPrinting.toJson(all));
          } else {
            KeyPrinting.printTable(all.keys(), out);
          }
          out.flush();
          return reportUnreadable(all);
        });
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

  private int reading(Function<ManageKeys, Integer> work) {
    try (Session session = root().session()) {
      return work.apply(session.application().manageKeys());
    }
  }

  int writing(Function<ManageKeys, Integer> work) {
    try (Session session = root().writingSession()) {
      return work.apply(session.application().manageKeys().as(Operator.actor()));
    }
  }
}
