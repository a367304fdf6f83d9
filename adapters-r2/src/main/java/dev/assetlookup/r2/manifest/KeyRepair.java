package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.document.BrokenDocument;
import dev.assetlookup.r2.document.Document;
import dev.assetlookup.r2.document.StoredDocument;
import dev.assetlookup.r2.manifest.R2Repair.Counts;
import dev.assetlookup.r2.manifest.R2Repair.Damage;
import dev.assetlookup.r2.manifest.R2Repair.Finding;
import dev.assetlookup.r2.manifest.R2Repair.Mode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the document of one API key, and renews it.
 *
 * @param only whose keys, null for everybody's
 */
record KeyRepair(
    Bucket bucket, ApiKeyDocuments documents, @Nullable OrganizationId only, Mode mode) {
  Inspection inspect(ApiKeyId id) {
    String name = ObjectKeys.apiKey(id);
    Counts one = new Counts(0, 1, 0, 0, 0, 0, 0, true);
    OrganizationId owner = null;
    try {
      Optional<StoredDocument> stored = documents.stored(id, bucket.begin());
      if (stored.isEmpty()) {
        return Inspection.NOTHING;
      }
      owner = stored.get().stated("organizationId").flatMap(OrganizationId::parse).orElse(null);
      if (only != null && owner != null && !owner.equals(only)) {
        return Inspection.NOTHING;
      }
      return new Inspection(one.plus(renewed(id, stored.get())), List.of());
    } catch (CorruptRecordException e) {
      return Inspection.unreadable(
          one, new Finding(Damage.UNREADABLE, owner, null, name, Inspection.reason(e)));
    } catch (StoreUnavailableException e) {
      return Inspection.failed(
          one, new Finding(Damage.FAILED, owner, null, name, Inspection.reason(e)), e);
    }
  }

  private Counts renewed(ApiKeyId id, StoredDocument stored) {
    Document document = documents.key(id, asAsked(stored)).document();
    boolean changes = mode != Mode.CHECK && !document.selfContained();
    if (changes) {
      documents.renew(id, document, bucket.beginWrite());
    }
    return Inspection.done(document, 0, changes);
  }

  /** A document that lost its checksum counts only if that was asked for. */
  private StoredDocument asAsked(StoredDocument stored) {
    return mode == Mode.REPAIR_UNCHECKED
            && stored instanceof BrokenDocument broken
            && broken.unchecked() != null
        ? broken.unchecked()
        : stored;
  }
}
