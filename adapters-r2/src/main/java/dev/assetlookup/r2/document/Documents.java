package dev.assetlookup.r2.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.json.internal.RecordFields;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.LongHeadException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * JSON documents in a bucket, replaced by compare-and-swap. Thread-safe.
 *
 * <p>A document carries its version, a checksum of its own bytes, so that one that was cut off or
 * edited by hand is noticed, the token of the write that made it and those of the writes before.
 * Nothing beside its bytes is needed, so that it survives being copied by any tool. In the form of
 * version 1, which is read and no longer written, the checksum is in the object's metadata.
 */
public final class Documents {
  /** The fields that this class reads and writes. */
  static final Set<String> FIELDS =
      Set.of("version", DocumentForm.CHECKSUM, "token", "formerTokens");

  // R2 takes one write a second of one key: more than a call has the time to miss.
  private static final int REMEMBERED = 8;
  private static final int MOST_DOUBLINGS = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);
  // Where version 1 has it. It is still written, for programs of that version look there first, and
  // then refuse what is newer by its version.
  private static final String METADATA_CHECKSUM = "checksum-sha256";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final ObjectReader ELEMENT =
      JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Bucket bucket;
  private final int maxBytes;
  private final LargeDocuments large;

  public Documents(Bucket bucket, int maxBytes) {
    this(bucket, maxBytes, LargeDocuments.ofMemory());
  }

  Documents(Bucket bucket, int maxBytes, LargeDocuments large) {
    this.bucket = bucket;
    this.maxBytes = maxBytes;
    this.large = large;
  }

  public static ObjectNode newObject() {
    return JSON.createObjectNode();
  }

  /**
   * Reads a document.
   *
   * @throws CorruptRecordException if it is not what one of us wrote
   */
  public Optional<Document> read(String key, Deadline deadline) {
    return whole(key, stored(key, deadline));
  }

  /**
   * Reads a document, of a large one only a part: of the elements of its arrays some are dropped as
   * they come, and not looked at any further.
   *
   * @param kept which, by the name of the array
   * @throws CorruptRecordException if it is not what one of us wrote
   */
  public Optional<Document> read(
      String key, BiPredicate<String, JsonNode> kept, Deadline deadline) {
    return whole(key, stored(key, Optional.of(kept), deadline));
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
      Optional<Bucket.Content> first =
          bucket.get(key, Math.min(maxBytes, LargeDocuments.SMALL), deadline);
      long size = first.map(content -> content.head().sizeBytes()).orElse(0L);
      return size <= LargeDocuments.SMALL || size > maxBytes
          ? first.map(content -> parse(content, Optional.empty()))
          : large.read(
              kept.isPresent() ? size / LargeDocuments.LOOKED_THROUGH : size,
              deadline,
              () -> bucket.get(key, maxBytes, deadline).map(content -> parse(content, kept)));
    } catch (LongHeadException e) {
      IllegalArgumentException reason =
          new IllegalArgumentException("its metadata are too long to be read", e);
      return bucket
          .listed(key, deadline)
          .map(
              object ->
                  new BrokenDocument(
                      object.etag(), object.lastModified(), false, Map.of(), reason, null));
    }
  }

  public CorruptRecordException corrupt(String key, IllegalArgumentException cause) {
    return new CorruptRecordException(bucket.name() + "/" + key, cause);
  }

  private StoredDocument parse(
      Bucket.Content content, Optional<BiPredicate<String, JsonNode>> kept) {
    Bucket.Head head = content.head();
    byte[] bytes = content.bytes().asByteArrayUnsafe();
    try {
      if (head.sizeBytes() > bytes.length) {
        throw new IllegalArgumentException("longer than " + maxBytes + " bytes");
      }
      boolean sealed = DocumentForm.isSealed(bytes);
      if (sealed && !DocumentForm.isWhole(bytes)) {
        throw new IllegalArgumentException("its bytes do not have the checksum that it states");
      }
      RecordFields fields =
          new RecordFields(kept.isPresent() ? object(bytes, kept.get()) : object(bytes));
      if (!sealed) {
        requireFirst(fields.number("version"));
      }
      List<String> writers = new ArrayList<>();
      writers.add(fields.text("token"));
      writers.addAll(fields.texts("formerTokens"));
      Document document =
          new Document(head.etag(), head.lastModified(), sealed, List.copyOf(writers), fields);
      return sealed
          ? document
          : checked(head, document, bytes, head.metadata().get(METADATA_CHECKSUM));
    } catch (IllegalArgumentException e) {
      return broken(head, bytes, e, null);
    }
  }

  private static StoredDocument checked(
      Bucket.Head head, Document document, byte[] bytes, @Nullable String checksum) {
    if (checksum == null) {
      IllegalArgumentException reason =
          new IllegalArgumentException(
              "it is of version 1 and has lost its metadata "
                  + METADATA_CHECKSUM
                  + "; if it comes from a backup, `asset-lookup repair --unchecked` takes it");
      return broken(head, bytes, reason, document);
    }
    if (!checksum.equals(Sha256.of(bytes).hex())) {
      throw new IllegalArgumentException("its bytes do not have the checksum of its metadata");
    }
    return document;
  }

  private static BrokenDocument broken(
      Bucket.Head head,
      byte[] bytes,
      IllegalArgumentException reason,
      @Nullable Document unchecked) {
    Map<String, String> statements = statements(bytes);
    boolean newer = isNewer(statements.get("version"));
    return new BrokenDocument(
        head.etag(), head.lastModified(), newer, statements, reason, unchecked);
  }

  private static void requireFirst(long version) {
    if (version > DocumentForm.VERSION) {
      throw new IllegalArgumentException(
          "it is of version " + version + ", which a newer asset-lookup wrote");
    }
    if (version == DocumentForm.VERSION) {
      throw new IllegalArgumentException("it was changed after it was written");
    }
    if (version != 1) {
      throw new IllegalArgumentException("it is of no version that there ever was: " + version);
    }
  }

  private static boolean isNewer(@Nullable String version) {
    try {
      return version != null && Long.parseLong(version) > DocumentForm.VERSION;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The texts and whole numbers at the top, up to where it can no longer be read. */
  private static Map<String, String> statements(byte[] bytes) {
    Map<String, String> statements = new HashMap<>();
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
            statements.putIfAbsent(name, parser.getText());
          }
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // That is where it ends.
      return statements;
    }
    return statements;
  }

  private static ObjectNode object(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      // Without the message, which quotes what the document holds.
      throw new IllegalArgumentException("it is not JSON", e);
    }
    throw new IllegalArgumentException("it is not a JSON object");
  }

  private static ObjectNode object(byte[] bytes, BiPredicate<String, JsonNode> kept) {
    ObjectNode object = newObject();
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.START_ARRAY) {
          object.set(name, ELEMENT.readTree(parser));
          continue;
        }
        ArrayNode elements = object.putArray(name);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          JsonNode element = ELEMENT.readTree(parser);
          if (kept.test(name, element)) {
            elements.add(element);
          }
        }
      }
      if (parser.nextToken() == null) {
        return object;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
    throw new IllegalArgumentException("something follows its JSON");
  }

  /**
   * Writes a document if the stored one is still that which was read, else changes nothing.
   *
   * @param base what was read, empty if there was none
   * @param token of this very write
   * @param next what to write; version and tokens are added
   * @return false if another writer was first, and this write has not happened and never will
   * @throws StoreUnavailableException if that cannot be told
   */
  public boolean write(
      String key,
      Optional<? extends StoredDocument> base,
      UUID token,
      ObjectNode next,
      Deadline deadline) {
    Bucket.Body body = body(key, base, token, next);
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
      switch (fate(base, token.toString(), readBack(key, failure, deadline))) {
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
          deadline.pause(pause(attempt));
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
        case UNKNOWN ->
            throw unknown(
                key,
                "others have written it too often meanwhile, or it was changed by hand",
                failure);
      }
    }
  }

  private boolean put(
      String key, Optional<? extends StoredDocument> base, Bucket.Body body, Deadline deadline) {
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

  /** What became of a write that was not answered with success. */
  private enum Fate {
    /** It is stored, or was until others replaced it. */
    WON,
    /** Another writer was first; what this one was to replace can never come back. */
    LOST,
    /** What it was to replace is still there: it has not happened, but may yet. */
    OPEN,
    /** More was written since than is remembered, or somebody has changed it by hand. */
    UNKNOWN
  }

  private static Fate fate(
      Optional<? extends StoredDocument> base, String token, Optional<StoredDocument> now) {
    List<String> writers = now.map(StoredDocument::writers).orElse(List.of());
    if (writers.contains(token)) {
      return Fate.WON;
    }
    List<String> former = base.map(StoredDocument::writers).orElse(List.of());
    if (isSame(base, now)) {
      return Fate.OPEN;
    }
    if (writers.isEmpty()) {
      return Fate.UNKNOWN;
    }
    // Whoever followed on what was read is remembered if that itself is, and it is not this write.
    boolean remembered =
        former.isEmpty() ? writers.size() <= REMEMBERED : writers.contains(former.get(0));
    return remembered ? Fate.LOST : Fate.UNKNOWN;
  }

  /** By who wrote it, and where that cannot be told by its bytes. */
  private static boolean isSame(
      Optional<? extends StoredDocument> base, Optional<StoredDocument> now) {
    if (base.isEmpty() || now.isEmpty()) {
      return base.isEmpty() && now.isEmpty();
    }
    List<String> before = base.get().writers();
    List<String> after = now.get().writers();
    if (before.isEmpty() || after.isEmpty()) {
      return base.get().etag().equals(now.get().etag());
    }
    return before.get(0).equals(after.get(0));
  }

  private static Duration pause(int attempt) {
    long most = PAUSE.toMillis() << Math.min(attempt, MOST_DOUBLINGS);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most));
  }

  private Bucket.Body body(
      String key, Optional<? extends StoredDocument> base, UUID token, ObjectNode next) {
    ObjectNode node = newObject().put("token", token.toString());
    ArrayNode former = node.putArray("formerTokens");
    base.map(StoredDocument::writers).orElse(List.of()).stream()
        .limit(REMEMBERED)
        .forEach(former::add);
    node.setAll(next);
    try {
      byte[] bytes = DocumentForm.seal(JSON.writeValueAsBytes(node));
      if (bytes.length > maxBytes) {
        throw notWritten(key, "it would be longer than " + maxBytes + " bytes");
      }
      return new Bucket.Body(
          SdkBytes.fromByteArrayUnsafe(bytes),
          "application/json",
          Map.of(METADATA_CHECKSUM, Sha256.of(bytes).hex()));
    } catch (JsonProcessingException e) {
      throw new StoreUnavailableException("cannot write " + key + " as JSON", e);
    }
  }

  private StoreUnavailableException notWritten(String key, String reason) {
    return new StoreUnavailableException(
        "cannot write " + key + " in bucket " + bucket.name() + ": " + reason,
        new IllegalStateException(reason));
  }

  private OutcomeUnknownException unknown(
      String key, String reason, Optional<StoreUnavailableException> failure) {
    String message =
        failure
            .map(cause -> cause.getMessage() + "; ")
            .orElseGet(() -> "cannot write " + key + " in bucket " + bucket.name() + ": ");
    return new OutcomeUnknownException(
        message + reason,
        failure.<Throwable>map(cause -> cause).orElseGet(() -> new IllegalStateException(reason)));
  }
}
