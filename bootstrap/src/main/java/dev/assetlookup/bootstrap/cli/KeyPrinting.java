package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Shows keys, without their secrets. */
final class KeyPrinting {
  private KeyPrinting() {}

  static void printTable(List<ApiKey> keys, PrintWriter out) {
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

  static String toJson(ManageKeys.Listing listing) {
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
}
