package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeySecrets.Retired;
import dev.assetlookup.core.access.KeyState;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Shows keys, without their secrets.
 *
 * @param lastUses when those were used that are known to have been
 * @param clock says which have expired
 */
record KeyPrinting(Map<ApiKeyId, Instant> lastUses, InstantSource clock) {
  private static final String ROW =
      "%-16s  %-24s  %-4s  %-12s  %-20s  %-20s  %-20s  %-28s  %-16s  %s%n";

  /** Prints a whole key, alone on standard output; false if that failed. */
  static boolean printOnce(Minted minted, @Nullable CommandSpec spec) {
    PrintWriter err = Commands.err(spec);
    err.println("key " + minted.key().id() + "; keep it now, it cannot be shown again:");
    err.flush();
    PrintWriter out = Commands.out(spec);
    out.println(minted.text());
    return !out.checkError();
  }

  void printTable(List<ApiKey> keys, PrintWriter out) {
    out.printf(
        ROW,
        "KEY ID",
        "ORGANIZATION",
        "ENV",
        "STATE",
        "CREATED",
        "EXPIRES",
        "LAST USED",
        "SCOPES",
        "PROJECTS",
        "NAME");
    for (ApiKey key : keys) {
      out.printf(
          ROW,
          key.id(),
          key.organization(),
          key.environment().segment(),
          state(key),
          time(key.createdAt()),
          time(key.expiresAt()),
          time(lastUses.get(key.id())),
          key.scopes().stream().sorted().map(Scope::value).collect(Collectors.joining(" ")),
          key.projects() instanceof Projects.Only only ? String.join(" ", only.ids()) : "all",
          // Whoever manages keys over HTTP names them.
          key.name() == null ? "" : Printable.of(key.name()));
    }
  }

  private static String time(@Nullable Instant time) {
    if (time == null) {
      return "-";
    }
    String text = time.toString();
    return text.substring(0, Math.min(19, text.length() - 1)) + "Z";
  }

  String toJson(ManageKeys.Listing listing) {
    ArrayNode array = new JsonMapper().createArrayNode();
    for (ApiKey key : listing.keys()) {
      ObjectNode node = array.addObject();
      node.put("apiKeyId", key.id().value());
      node.put("organizationId", key.organization().value());
      node.put("organizationName", key.organizationName());
      node.put("environment", key.environment().segment());
      node.put("state", state(key));
      ArrayNode scopes = node.putArray("scopes");
      key.scopes().stream().sorted().forEach(scope -> scopes.add(scope.value()));
      if (key.projects() instanceof Projects.Only only) {
        only.ids().forEach(node.putArray("projects")::add);
      } else {
        node.putNull("projects");
      }
      node.put("rateLimitTier", key.rateLimitTier().wireName());
      node.put("name", key.name());
      put(node, "createdAt", key.createdAt());
      put(node, "expiresAt", key.expiresAt());
      put(node, "lastUsedAt", lastUses.get(key.id()));
      put(node, "revokedAt", key.status().revokedAt());
      Retired retired = key.status().secrets().retired();
      put(node, "previousSecretExpiresAt", retired == null ? null : retired.until());
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

  private static void put(ObjectNode node, String name, @Nullable Instant time) {
    node.put(name, time == null ? null : time.toString());
  }

  private String state(ApiKey key) {
    return KeyState.of(key, clock).wireName().replace('_', ' ');
  }
}
