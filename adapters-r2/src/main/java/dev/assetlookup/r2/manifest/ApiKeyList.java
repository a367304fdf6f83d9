package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.Parallel;
import dev.assetlookup.r2.document.StoredDocument;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the documents of API keys in the order of their ids. Thread-safe. */
record ApiKeyList(ApiKeyDocuments documents, Parallel parallel, Pages pages) {
  /** The next keys, at most {@code limit}; none at the end. */
  List<ListedKey> page(
      @Nullable OrganizationId organization,
      @Nullable ApiKeyId after,
      int limit,
      Deadline deadline) {
    return pages.read(
        ObjectKeys.API_KEYS,
        after == null ? null : ObjectKeys.apiKey(after),
        limit,
        key -> true,
        keys -> {
          List<ApiKeyId> ids =
              keys.stream().flatMap(object -> ObjectKeys.apiKey(object.key()).stream()).toList();
          return parallel.map(ids, id -> listed(id, organization, deadline)).stream()
              .flatMap(Optional::stream)
              .toList();
        },
        deadline);
  }

  private Optional<ListedKey> listed(
      ApiKeyId id, @Nullable OrganizationId organization, Deadline deadline) {
    return documents.stored(id, deadline).flatMap(document -> listed(id, document, organization));
  }

  /** A broken key is listed for everybody unless it still states whose it is. */
  private Optional<ListedKey> listed(
      ApiKeyId id, StoredDocument document, @Nullable OrganizationId organization) {
    try {
      ApiKey key = documents.key(id, document).key();
      return organization == null || key.organization().equals(organization)
          ? Optional.of(new ListedKey.Whole(key))
          : Optional.empty();
    } catch (CorruptRecordException e) {
      boolean isOthers =
          organization != null
              && document
                  .stated("organizationId")
                  .flatMap(OrganizationId::parse)
                  .filter(stated -> !stated.equals(organization))
                  .isPresent();
      return isOthers
          ? Optional.empty()
          : Optional.of(new ListedKey.Broken(id, String.valueOf(e.getMessage())));
    }
  }
}
