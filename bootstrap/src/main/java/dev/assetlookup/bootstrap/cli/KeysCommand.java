package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "keys",
    description = "Creates, lists, revokes and switches off API keys. Never shows a secret twice.")
final class KeysCommand implements Runnable {
  private static final Set<Scope> USED =
      Set.of(Scope.CONTENT_READ, Scope.CONTENT_WRITE, Scope.ALL_DATA);

  @ParentCommand private @Nullable RootCommand root;
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw Commands.badUsage(spec, "create, list, revoke, kill or restore?");
  }

  @Command(
      name = "create",
      description = "Mints a key. Prints it on standard output, alone on one line, this one time.")
  int create(
      @Option(
              names = "--org",
              required = true,
              paramLabel = "ORG",
              description = "Organization whose content the key opens.")
          String organization,
      @Option(
              names = "--scope",
              required = true,
              paramLabel = "S",
              description = "content:read, content:write or * for both; may be repeated.")
          List<String> scopes,
      @Option(
              names = "--env",
              defaultValue = "live",
              description = "live or test. Default: ${DEFAULT-VALUE}.")
          ApiKey.Environment environment,
      @Option(names = "--name", paramLabel = "TEXT", description = "A note for operators.")
          @Nullable String name,
      @Option(
              names = "--org-name",
              paramLabel = "TEXT",
              description = "The organization's name, as whoami shows it.")
          @Nullable String organizationName,
      @Option(
              names = "--tier",
              defaultValue = "standard",
              description =
                  "standard, pilot or partner, as whoami shows it. Default: ${DEFAULT-VALUE}.")
          ApiKey.RateLimitTier tier) {
    ManageKeys.MintRequest request;
    try {
      Set<Scope> granted = new LinkedHashSet<>();
      scopes.forEach(scope -> granted.add(new Scope(scope)));
      request =
          new ManageKeys.MintRequest(
              Commands.organization(spec, organization),
              organizationName,
              environment,
              granted,
              tier,
              name);
    } catch (IllegalArgumentException e) {
      throw Commands.badUsage(spec, String.valueOf(e.getMessage()));
    }
    PrintWriter err = Commands.err(spec);
    for (Scope scope : request.scopes()) {
      if (!USED.contains(scope)) {
        err.println("note: no route asks for the scope " + scope + " yet");
      }
    }
    return writing(
        keys -> {
          ManageKeys.Minted minted = keys.mint(request);
          err.println("key " + minted.key().id() + "; keep it now, it cannot be shown again:");
          err.flush();
          PrintWriter out = Commands.out(spec);
          out.println(minted.text());
          if (out.checkError()) {
            keys.revoke(minted.key().id());
            throw new CommandFailedException(
                "cannot write the key to standard output; it was revoked again");
          }
          return ExitCode.OK;
        });
  }

  @Command(name = "list", description = "Lists keys, revoked ones included.")
  int list(
      @Option(names = "--org", paramLabel = "ORG", description = "Only this organization's.")
          @Nullable String organization,
      @Option(names = "--json", description = "Prints JSON.") boolean json) {
    return reading(
        keys -> {
          ManageKeys.Listing all =
              keys.list(organization == null ? null : Commands.organization(spec, organization));
          PrintWriter out = Commands.out(spec);
          if (json) {
            out.println(toJson(all));
          } else {
            printTable(all.keys(), out);
          }
          out.flush();
          return tellUnreadable(all);
        });
  }

  /** Names the keys that cannot be read, and the exit code that follows. */
  private int tellUnreadable(ManageKeys.Listing listing) {
    PrintWriter err = Commands.err(spec);
    for (ListedKey.Broken broken : listing.unreadable()) {
      err.println(
          "asset-lookup: key "
              + broken.id()
              + " cannot be read, and opens nothing: "
              + Printable.of(broken.reason()));
    }
    return listing.unreadable().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void printTable(List<ApiKey> keys, PrintWriter out) {
    String row = "%-16s  %-24s  %-4s  %-12s  %-20s  %-28s  %s%n";
    out.printf(row, "KEY ID", "ORGANIZATION", "ENV", "STATE", "CREATED", "SCOPES", "NAME");
    for (ApiKey key : keys) {
      String created = key.createdAt().toString();
      out.printf(
          row,
          key.id(),
          key.organization(),
          key.environment().segment(),
          state(key.status()),
          created.substring(0, Math.min(19, created.length())) + "Z",
          scopes(key),
          key.name() == null ? "" : key.name());
    }
  }

  private static String toJson(ManageKeys.Listing listing) {
    JsonMapper mapper = new JsonMapper();
    ArrayNode array = mapper.createArrayNode();
    for (ApiKey key : listing.keys()) {
      ObjectNode node = array.addObject();
      node.put("apiKeyId", key.id().value());
      node.put("organizationId", key.organization().value());
      node.put("organizationName", key.organizationName());
      node.put("environment", key.environment().segment());
      node.put("state", state(key.status()));
      ArrayNode scopes = node.putArray("scopes");
      key.scopes().stream().sorted().forEach(scope -> scopes.add(scope.value()));
      node.put("rateLimitTier", key.rateLimitTier().wireName());
      node.put("name", key.name());
      node.put("createdAt", key.createdAt().toString());
      node.put(
          "revokedAt",
          key.status().revokedAt() == null ? null : key.status().revokedAt().toString());
    }
    for (ListedKey.Broken broken : listing.unreadable()) {
      array
          .addObject()
          .put("apiKeyId", broken.id().value())
          .put("state", "unreadable")
          .put("reason", broken.reason());
    }
    return array.toPrettyString();
  }

  private static String state(ApiKey.Status status) {
    if (status.revokedAt() != null) {
      return "revoked";
    }
    if (status.keyKilled()) {
      return "killed";
    }
    return status.organizationKilled() ? "org killed" : "active";
  }

  private static String scopes(ApiKey key) {
    return key.scopes().stream().sorted().map(Scope::value).collect(Collectors.joining(" "));
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
  int kill(
      @Parameters(arity = "0..1", paramLabel = "KEY_ID", description = "One key.")
          @Nullable String id,
      @Option(names = "--org", paramLabel = "ORG", description = "All keys of an organization.")
          @Nullable String organization) {
    return toggle(id, organization, true, "killed");
  }

  @Command(name = "restore", description = "Undoes a kill.")
  int restore(
      @Parameters(arity = "0..1", paramLabel = "KEY_ID", description = "One key.")
          @Nullable String id,
      @Option(names = "--org", paramLabel = "ORG", description = "All keys of an organization.")
          @Nullable String organization) {
    return toggle(id, organization, false, "restored");
  }

  private int toggle(@Nullable String id, @Nullable String organization, boolean on, String verb) {
    if (id != null && organization == null) {
      ApiKeyId keyId = keyId(id);
      return writing(keys -> done(on ? keys.killKey(keyId) : keys.restoreKey(keyId), id, verb));
    }
    if (id == null && organization != null) {
      return writing(
          keys -> {
            OrganizationId whose = Commands.organization(spec, organization);
            ManageKeys.Listing all =
                on ? keys.killOrganization(whose) : keys.restoreOrganization(whose);
            int exit = tellUnreadable(all);
            if (all.keys().isEmpty()) {
              throw new CommandFailedException("organization " + organization + " has no keys");
            }
            Commands.err(spec)
                .println(verb + " all keys of " + organization + ": " + all.keys().size());
            return exit;
          });
    }
    throw Commands.badUsage(spec, "give either a KEY_ID or --org ORG");
  }

  private int done(boolean found, String id, String verb) {
    if (!found) {
      throw new CommandFailedException("there is no key " + id + "; see: asset-lookup keys list");
    }
    Commands.err(spec).println(verb + " " + id);
    return ExitCode.OK;
  }

  private ApiKeyId keyId(String text) {
    try {
      return new ApiKeyId(text);
    } catch (IllegalArgumentException e) {
      // A whole key may have been pasted: it is not repeated.
      throw Commands.badUsage(spec, "KEY_ID is the 16 characters (A-Z2-7) after lp_live_");
    }
  }

  private int reading(Function<ManageKeys, Integer> work) {
    try (Session session = Commands.parent(root).session()) {
      return work.apply(session.application().manageKeys());
    }
  }

  private int writing(Function<ManageKeys, Integer> work) {
    try (Session session = Commands.parent(root).writingSession()) {
      return work.apply(session.application().manageKeys());
    }
  }
}
