package dev.assetlookup.r2.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Conditional;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.LongHeadException;
import dev.assetlookup.r2.bucket.ObjectBody;
import dev.assetlookup.r2.bucket.ObjectContent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import software.amazon.awssdk.core.SdkBytes;

/**
 * JSON documents in a bucket, replaced by compare-and-swap. Thread-safe.
 *
 * <p>A document carries its version, a checksum of its own bytes, by which a document is noticed
 * that was cut off or edited by hand, the token of the write that made it and those of the writes
 * before. It needs nothing beside its bytes, so it survives being copied by any tool.
 */
public final class Documents {
  /** The fields that this class reads and writes. */
  static final Set<String> FIELDS =
      Set.of("version", DocumentForm.CHECKSUM, "token", "formerTokens");

  private static final int MOST_DOUBLINGS = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Bucket bucket;
  private final int maxBytes;
  private final LargeDocuments large;

  public Documents(Bucket bucket, int maxBytes) {
    this.bucket = bucket;
    this.maxBytes = maxBytes;
    this.large = LargeDocuments.ofMemory();
  }

  public static ObjectNode newObject() {
    return DocumentParser.JSON.createObjectNode();
  }

  /**
   * Reads a document.
   *
   * @throws CorruptRecordException if it is not a whole document
   */
  public Optional<Document> read(String key, Deadline deadline) {
    return whole(key, stored(key, deadline));
  }

  /**
   * Reads a document, and of a large one only a part: elements of its arrays that are not wanted
   * are dropped as they come, unseen.
   *
   * @param kept which to keep, by the name of the array; empty to keep all
   * @throws CorruptRecordException if it is not a whole document
   */
  public Optional<Document> read(
      String key, Optional<BiPredicate<String, JsonNode>> kept, Deadline deadline) {
    return whole(key, stored(key, kept, deadline));
  }

  private Optional<Document> whole(String key, Optional<StoredDocument> stored) {
    if (stored.isPresent() && stored.get() instanceof BrokenDocument broken) {
      throw corrupt(key, broken.reason());
    }
    return stored.map(document -> (Document) document);
  }

  /** Reads what lies under a key, whatever it is. */
  public Optional<StoredDocument> stored(String key, Deadline deadline) {
    return stored(key, Optional.empty(), deadline);
  }

  private Optional<StoredDocument> stored(
      String key, Optional<BiPredicate<String, JsonNode>> kept, Deadline deadline) {
    try {
      return document(key, bucket.get(key, atFirst(), deadline), kept, deadline);
    } catch (LongHeadException e) {
      return unreadable(key, e, deadline);
    }
  }

  /**
   * Reads a document unless it is the one that was read with a tag.
   *
   * @param kept which elements of its arrays to keep if it is large, empty to keep all
   * @throws CorruptRecordException if it is another one, and not a whole document
   */
  public Conditional<Document> readIfChanged(
      String key, String etag, Optional<BiPredicate<String, JsonNode>> kept, Deadline deadline) {
    try {
      return bucket
          .getIfChanged(key, etag, atFirst(), deadline)
          .map(first -> whole(key, document(key, first, kept, deadline)));
    } catch (LongHeadException e) {
      return Conditional.changed(whole(key, unreadable(key, e, deadline)));
    }
  }

  private int atFirst() {
    return Math.min(maxBytes, LargeDocuments.SMALL);
  }

  /** The document that an object is; a large one is read anew when there is room for it. */
  private Optional<StoredDocument> document(
      String key,
      Optional<ObjectContent> first,
      Optional<BiPredicate<String, JsonNode>> kept,
      Deadline deadline) {
    long size = first.map(content -> content.head().sizeBytes()).orElse(0L);
    return size <= LargeDocuments.SMALL || size > maxBytes
        ? first.map(content -> document(content, Optional.empty()))
        : large.read(
            kept.isPresent() ? size / LargeDocuments.LOOKED_THROUGH : size,
            deadline,
            () -> bucket.get(key, maxBytes, deadline).map(content -> document(content, kept)));
  }

  private Optional<StoredDocument> unreadable(
      String key, LongHeadException cause, Deadline deadline) {
    IllegalArgumentException reason =
        new IllegalArgumentException("its metadata are too long to be read", cause);
    return bucket
        .listed(key, deadline)
        .map(
            object ->
                new BrokenDocument(
                    object.etag(), object.lastModified(), false, Map.of(), reason, null));
  }

  private StoredDocument document(
      ObjectContent content, Optional<BiPredicate<String, JsonNode>> kept) {
    return new StoredObject(content, maxBytes).document(kept);
  }

  public CorruptRecordException corrupt(String key, IllegalArgumentException cause) {
    return new CorruptRecordException(bucket.name() + "/" + key, cause);
  }

  /**
   * Writes a document if the stored one is still that which was read, else changes nothing.
   *
   * @param base what was read, empty if there was none
   * @param token of this very write
   * @param next what to write; version and tokens are added
   * @return false if another writer was first, and this write has not happened and never will
   * @throws StoreUnavailableException if neither is certain
   */
  public boolean write(
      String key,
      Optional<? extends StoredDocument> base,
      UUID token,
      ObjectNode next,
      Deadline deadline) {
    ObjectBody body = body(key, base, token, next);
    for (int attempt = 1; ; attempt++) {
      Optional<StoreUnavailableException> failure;
      try {
        if (put(key, base, body, deadline.most())) {
          return true;
        }
        failure = Optional.empty();
      } catch (StoreNotSetUpException e) {
        throw e;
      } catch (StoreUnavailableException e) {
        failure = Optional.of(e);
      }
      switch (Fate.of(base, token.toString(), readBack(key, failure, deadline))) {
        case WON -> {
          return true;
        }
        case LOST -> {
          return false;
        }
        case OPEN -> {
          if (failure.isPresent()) {
            throw failure.get();
          }
          waitForNext(key, attempt, deadline);
        }
        case UNKNOWN -> throw unknown(key, failure);
      }
    }
  }

  private boolean put(
      String key, Optional<? extends StoredDocument> base, ObjectBody body, Deadline deadline) {
    return base.isPresent()
        ? bucket.replace(key, body, base.get().etag(), deadline)
        : bucket.create(key, body, deadline);
  }

  private Optional<StoredDocument> readBack(
      String key, Optional<StoreUnavailableException> failure, Deadline deadline) {
    try {
      return stored(key, deadline);
    } catch (StoreUnavailableException e) {
      failure.ifPresent(e::addSuppressed);
      throw new OutcomeUnknownException(String.valueOf(e.getMessage()), e);
    }
  }

  private void waitForNext(String key, int attempt, Deadline deadline) {
    long most = PAUSE.toMillis() << Math.min(attempt, MOST_DOUBLINGS);
    deadline.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most)));
    if (deadline.left().isEmpty()) {
      throw notWritten(
          key,
          "it was refused "
              + attempt
              + " times within "
              + deadline
              + ", but nobody else has written it");
    }
  }

  private ObjectBody body(
      String key, Optional<? extends StoredDocument> base, UUID token, ObjectNode next) {
    ObjectNode node = newObject().put("token", token.toString());
    ArrayNode former = node.putArray("formerTokens");
    base.stream()
        .flatMap(document -> document.writers().stream())
        .limit(Fate.REMEMBERED)
        .forEach(former::add);
    node.setAll(next);
    try {
      byte[] bytes = DocumentForm.seal(DocumentParser.JSON.writeValueAsBytes(node));
      if (bytes.length > maxBytes) {
        throw notWritten(key, "it would be longer than " + maxBytes + " bytes");
      }
      return new ObjectBody(
          SdkBytes.fromByteArrayUnsafe(bytes),
          "application/json",
          Map.of(StoredObject.METADATA_CHECKSUM, Sha256.of(bytes).hex()));
    } catch (JsonProcessingException e) {
      throw new StoreUnavailableException("cannot write " + key + " as JSON", e);
    }
  }

  private StoreUnavailableException notWritten(String key, String reason) {
    return new StoreUnavailableException(
        "cannot write " + key + " in bucket " + bucket.name() + ": " + reason,
        new IllegalStateException(reason));
  }

  private OutcomeUnknownException unknown(String key, Optional<StoreUnavailableException> failure) {
    String reason = "others have written it too often meanwhile, or it was changed by hand";
    String message =
        failure
            .map(cause -> cause.getMessage() + "; ")
            .orElseGet(() -> "cannot write " + key + " in bucket " + bucket.name() + ": ");
    return new OutcomeUnknownException(
        message + reason,
        failure.<Throwable>map(cause -> cause).orElseGet(() -> new IllegalStateException(reason)));
  }
}
