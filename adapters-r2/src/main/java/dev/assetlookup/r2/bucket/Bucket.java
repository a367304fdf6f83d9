package dev.assetlookup.r2.bucket;

import static dev.assetlookup.r2.bucket.Answers.given;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The requests to one bucket, each within a deadline. A request that fails for a while is repeated
 * as long as its deadline allows. Every failure of the client is thrown as {@link
 * StoreUnavailableException}; an object that is not there is an empty answer. Thread-safe.
 */
public final class Bucket {
  /** The most keys that one page can have. */
  public static final int PAGE = 1_000;

  private final S3Client client;
  private final String name;
  private final Duration patience;
  private final Calls calls;

  /**
   * A bucket.
   *
   * @param patience how long one request is tried, and how long a write may take as a whole
   */
  public Bucket(S3Client client, String name, Duration patience) {
    this.client = client;
    this.name = name;
    this.patience = patience;
    this.calls = new Calls(name);
  }

  public String name() {
    return name;
  }

  /** Begins a read: each of its requests has the whole patience. */
  public Deadline begin() {
    return Deadline.ofEach(patience);
  }

  /** Begins a write: it ends within the patience however many requests it takes. */
  public Deadline beginWrite() {
    return Deadline.after(patience);
  }

  /** What a HEAD says about an object. */
  public record Head(
      String key,
      String etag,
      long sizeBytes,
      @Nullable String contentType,
      Instant lastModified,
      Map<String, String> metadata) {}

  /** An object with its bytes. */
  public record Content(Head head, SdkBytes bytes) {}

  /**
   * What a LIST says about an object.
   *
   * @param age how long ago it was written, by the server's clock alone
   */
  public record Entry(
      String key, String etag, long sizeBytes, Instant lastModified, Duration age) {}

  /** One page of a LIST, in the order of the keys as UTF-8. */
  public record Page(List<Entry> objects, List<String> prefixes, boolean more) {}

  /** An object to store. */
  public record Body(SdkBytes bytes, String contentType, Map<String, String> metadata) {
    /** An object of no bytes, whose key says everything. */
    public static final Body EMPTY =
        new Body(SdkBytes.fromByteArrayUnsafe(new byte[0]), "application/octet-stream", Map.of());
  }

  public Optional<Head> head(String key, Deadline deadline) {
    HeadObjectRequest.Builder request = HeadObjectRequest.builder().bucket(name).key(key);
    return calls.found(
        "read " + key,
        deadline,
        time ->
            Answers.head(
                key, client.headObject(request.overrideConfiguration(Calls.within(time)).build())));
  }

  /**
   * Reads an object: whole if it is not longer than {@code maxBytes}, else only its first bytes, by
   * which it can be recognized.
   */
  public Optional<Content> get(String key, int maxBytes, Deadline deadline) {
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(name).key(key);
    return calls.found(
        "read " + key,
        deadline,
        time ->
            client.getObject(
                request.overrideConfiguration(Calls.within(time)).build(),
                Answers.reading(key, maxBytes)));
  }

  /** What a LIST says about one object; empty if it is not there. */
  public Optional<Entry> listed(String key, Deadline deadline) {
    return list(key, null, 1, deadline).objects().stream()
        .filter(object -> object.key().equals(key))
        .findFirst();
  }

  /** Lists the keys after a key. */
  public Page list(String prefix, @Nullable String after, int limit, Deadline deadline) {
    return list(prefix, null, after, limit, deadline);
  }

  /** Lists the keys after a key; those with the delimiter behind the prefix by what they share. */
  public Page list(
      String prefix,
      @Nullable String delimiter,
      @Nullable String after,
      int limit,
      Deadline deadline) {
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder()
            .bucket(name)
            .prefix(prefix)
            .delimiter(delimiter)
            .startAfter(after)
            .maxKeys(Math.min(limit, PAGE))
            // Keys may have characters that XML cannot carry.
            .encodingType(EncodingType.URL);
    return calls.answered(
        "list " + prefix,
        deadline,
        time ->
            Answers.page(
                client.listObjectsV2(request.overrideConfiguration(Calls.within(time)).build())));
  }

  /** Stores an object if there is none; false if there is one, or another write is under way. */
  public boolean create(String key, Body body, Deadline deadline) {
    return put(key, body, request -> request.ifNoneMatch("*"), deadline);
  }

  /** Replaces what was read with this tag; false if it is no longer there. */
  public boolean replace(String key, Body body, String etag, Deadline deadline) {
    return put(key, body, request -> request.ifMatch(etag), deadline);
  }

  /** Stores an object, whatever was there; false if the credentials do not allow to store any. */
  public boolean isWritable(String key, Body body) {
    Attempts attempts = new Attempts(beginWrite());
    try {
      attempts.run(time -> put(toPut(key, body), body, time));
      return true;
    } catch (SdkException e) {
      if (Failures.isForbidden(e)) {
        return false;
      }
      throw PortExceptions.unwritten(key, name, e, attempts);
    }
  }

  private boolean put(
      String key, Body body, Consumer<PutObjectRequest.Builder> condition, Deadline deadline) {
    PutObjectRequest.Builder request = toPut(key, body);
    condition.accept(request);
    Attempts attempts = new Attempts(deadline);
    try {
      attempts.run(time -> put(request, body, time));
      return true;
    } catch (SdkException e) {
      return calls.lost(key, e, attempts);
    }
  }

  private PutObjectRequest.Builder toPut(String key, Body body) {
    return PutObjectRequest.builder()
        .bucket(name)
        .key(key)
        .contentType(body.contentType())
        .metadata(body.metadata());
  }

  private String put(PutObjectRequest.Builder request, Body body, Duration time) {
    RequestBody bytes = RequestBody.fromBytes(body.bytes().asByteArrayUnsafe());
    return given(
        client.putObject(request.overrideConfiguration(Calls.within(time)).build(), bytes).eTag());
  }

  /** Deletes an object, whatever it holds, in one attempt: callers bear that it stays. */
  public void delete(String key, Deadline deadline) {
    DeleteObjectRequest.Builder request = DeleteObjectRequest.builder().bucket(name).key(key);
    Attempts attempts = new Attempts(deadline);
    try {
      attempts.once(
          time -> client.deleteObject(request.overrideConfiguration(Calls.within(time)).build()));
    } catch (SdkException e) {
      throw PortExceptions.unavailable("delete " + key, name, e, attempts);
    }
  }
}
