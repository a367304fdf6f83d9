package dev.assetlookup.r2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.SdkBytes;

/**
 * JSON documents in a bucket, replaced by compare-and-swap. Thread-safe.
 *
 * <p>A document carries its version, the token of the write that made it and those of the writes
 * before; its object carries the digest of its bytes, so that one that was cut off or edited by
 * hand is noticed.
 */
final class Documents {
  /** The fields that this class reads and writes. */
  static final Set<String> FIELDS = Set.of("version", "token", "formerTokens");

  private static final int VERSION = 1;
  // R2 takes one write a second of one key: more than a call has the time to miss.
  private static final int REMEMBERED = 8;
  private static final int MAX_ATTEMPTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final String DIGEST = "checksum-sha256";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Bucket bucket;
  private final int maxBytes;

  Documents(Bucket bucket, int maxBytes) {
    this.bucket = bucket;
    this.maxBytes = maxBytes;
  }

  static ObjectNode newObject() {
    return JSON.createObjectNode();
  }

  /**
   * Reads a document.
   *
   * @throws CorruptRecordException if it is not what one of us wrote
   */
  Optional<Document> read(String key, Deadline deadline) {
    Optional<Bucket.Content> content = bucket.get(key, maxBytes, deadline);
    try {
      return content.map(Documents::parse);
    } catch (IllegalArgumentException e) {
      throw corrupt(key, e);
    }
  }

  CorruptRecordException corrupt(String key, IllegalArgumentException cause) {
    return new CorruptRecordException(bucket.name() + "/" + key, cause);
  }

  private static Document parse(Bucket.Content content) {
    byte[] bytes = content.bytes().asByteArrayUnsafe();
    String digest = content.head().metadata().get(DIGEST);
    if (digest == null) {
      throw new IllegalArgumentException("it has no metadata " + DIGEST);
    }
    if (!digest.equals(Sha256.of(bytes).hex())) {
      throw new IllegalArgumentException("its bytes do not have the digest of its metadata");
    }
    JsonFields fields = new JsonFields(object(bytes));
    long version = fields.number("version");
    if (version > VERSION) {
      throw new IllegalArgumentException(
          "it is of version " + version + ", which a newer asset-lookup wrote");
    }
    if (version < VERSION) {
      throw new IllegalArgumentException("it is of no version that there ever was: " + version);
    }
    List<String> writers = new ArrayList<>();
    writers.add(fields.text("token"));
    writers.addAll(fields.texts("formerTokens"));
    return new Document(content.head().etag(), List.copyOf(writers), fields);
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

  /**
   * Writes a document if the stored one is still that which was read, else changes nothing.
   *
   * @param base what was read, empty if there was none
   * @param token of this very write
   * @param next what to write; version and tokens are added
   * @return false if another writer was first, and this write has not happened and never will
   * @throws StoreUnavailableException if that cannot be told
   */
  boolean write(
      String key, Optional<Document> base, UUID token, ObjectNode next, Deadline deadline) {
    Bucket.Body body = body(key, base, token, next);
    for (int attempt = 1; ; attempt++) {
      Optional<StoreUnavailableException> failure;
      try {
        if (put(key, base, body, deadline.half())) {
          return true;
        }
        failure = Optional.empty();
      } catch (StorageRefusedException e) {
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
          if (failure.isPresent() || attempt == MAX_ATTEMPTS) {
            throw failure.orElseGet(
                () -> unknown(key, "it was refused, but nobody else has written it"));
          }
        }
        case UNKNOWN ->
            throw unknown(
                key, "others have written it too often meanwhile, or it was deleted by hand");
      }
      deadline.pause(pause(attempt));
    }
  }

  private boolean put(String key, Optional<Document> base, Bucket.Body body, Deadline deadline) {
    return base.isPresent()
        ? bucket.replace(key, body, base.get().etag(), deadline)
        : bucket.create(key, body, deadline);
  }

  private Optional<Document> readBack(
      String key, Optional<StoreUnavailableException> failure, Deadline deadline) {
    try {
      return read(key, deadline);
    } catch (StoreUnavailableException e) {
      failure.ifPresent(e::addSuppressed);
      throw e;
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
    /** More was written since than is remembered, or somebody has deleted it by hand. */
    UNKNOWN
  }

  private static Fate fate(Optional<Document> base, String token, Optional<Document> now) {
    List<String> writers = now.map(Document::writers).orElse(List.of());
    if (writers.contains(token)) {
      return Fate.WON;
    }
    if (now.map(Document::token).equals(base.map(Document::token))) {
      return Fate.OPEN;
    }
    // Whoever followed on what was read is remembered if that itself is, and it is not this write.
    boolean remembered =
        base.map(document -> writers.contains(document.token()))
            .orElse(writers.size() <= REMEMBERED);
    return remembered ? Fate.LOST : Fate.UNKNOWN;
  }

  private static Duration pause(int attempt) {
    long most = PAUSE.toMillis() << attempt;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most));
  }

  private Bucket.Body body(String key, Optional<Document> base, UUID token, ObjectNode next) {
    ObjectNode node = newObject().put("version", VERSION).put("token", token.toString());
    ArrayNode former = node.putArray("formerTokens");
    base.map(Document::writers).orElse(List.of()).stream().limit(REMEMBERED).forEach(former::add);
    node.setAll(next);
    try {
      byte[] bytes = JSON.writeValueAsBytes(node);
      if (bytes.length > maxBytes) {
        throw unknown(key, "it would be longer than " + maxBytes + " bytes");
      }
      return new Bucket.Body(
          SdkBytes.fromByteArrayUnsafe(bytes),
          "application/json",
          Map.of(DIGEST, Sha256.of(bytes).hex()));
    } catch (JsonProcessingException e) {
      throw new StoreUnavailableException("cannot write " + key + " as JSON", e);
    }
  }

  private StoreUnavailableException unknown(String key, String reason) {
    return new StoreUnavailableException(
        "cannot write " + key + " in bucket " + bucket.name() + ": " + reason,
        new IllegalStateException(reason));
  }
}
