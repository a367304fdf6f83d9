package dev.assetlookup.r2.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.document.BrokenDocument;
import dev.assetlookup.r2.document.Document;
import dev.assetlookup.r2.document.Documents;
import dev.assetlookup.r2.document.StoredDocument;
import java.util.Optional;
import java.util.UUID;

/** The documents of API keys. */
final class ApiKeyDocuments {
  private static final int MAX_BYTES = 1 << 20;

  private final Documents documents;

  ApiKeyDocuments(Bucket bucket) {
    this.documents = new Documents(bucket, MAX_BYTES);
  }

  /** A key and the document that it stands in. */
  record Stored(Document document, ApiKey key) {}

  Optional<StoredDocument> stored(ApiKeyId id, Deadline deadline) {
    return documents.stored(ObjectKeys.apiKey(id), deadline);
  }

  /** The key in a document; throws a {@link CorruptRecordException} if there is none. */
  Stored key(ApiKeyId id, StoredDocument stored) {
    String name = ObjectKeys.apiKey(id);
    if (stored instanceof BrokenDocument broken) {
      throw documents.corrupt(name, broken.reason());
    }
    Document document = (Document) stored;
    try {
      return new Stored(document, ApiKeyJson.read(id, document.fields()));
    } catch (IllegalArgumentException e) {
      throw documents.corrupt(name, e);
    }
  }

  /** Writes a key in place of a document; false if another one is there by now. */
  boolean write(ApiKey key, Optional<Document> base, Deadline deadline) {
    ObjectNode node = ApiKeyJson.write(key);
    base.ifPresent(document -> document.copyAllBut(ApiKeyJson.FIELDS, node));
    return documents.write(ObjectKeys.apiKey(key.id()), base, UUID.randomUUID(), node, deadline);
  }

  /** Writes a document in the form of now, with what it says. */
  void renew(ApiKeyId id, Document document, Deadline deadline) {
    documents.write(
        ObjectKeys.apiKey(id), Optional.of(document), UUID.randomUUID(), document.copy(), deadline);
  }
}
