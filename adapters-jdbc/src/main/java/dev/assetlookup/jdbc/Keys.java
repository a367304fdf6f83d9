package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes API keys, each call in a transaction. */
record Keys(Transactions transactions, ApiKeyTable table, KeyUseColumn uses) {
  Optional<ApiKey> find(ApiKeyId id) {
    Objects.requireNonNull(id);
    return transactions.read("API key", id, connection -> table.find(connection, id));
  }

  boolean add(ApiKey key, Actor actor) {
    return transactions.write(
        Write.creating(
            "API key " + key.id(), actor, (handle, logged) -> table.add(handle, logged, key)));
  }

  boolean changeStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next, Actor actor) {
    Objects.requireNonNull(id);
    Objects.requireNonNull(expected);
    Objects.requireNonNull(next);
    return transactions.write(
        Write.small(
            "API key " + id,
            actor,
            (handle, logged) -> table.changeStatus(handle, logged, id, expected, next)));
  }

  List<ListedKey> list(@Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    Limit.requirePositive(limit);
    return transactions.query("API keys", handle -> table.page(handle, organization, after, limit));
  }

  void recordUses(Map<ApiKeyId, Instant> recent, Actor actor) {
    Map<ApiKeyId, Instant> taken = Map.copyOf(recent);
    if (!taken.isEmpty()) {
      var unused =
          transactions.write(
              Write.small(
                  "uses of API keys", actor, (handle, logged) -> uses.record(handle, taken)));
    }
  }

  Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
    List<ApiKeyId> wanted = List.copyOf(ids);
    return wanted.isEmpty()
        ? Map.of()
        : transactions.query("uses of API keys", handle -> uses.last(handle, wanted));
  }
}
