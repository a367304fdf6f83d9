package dev.assetlookup.r2.bucket;

import static dev.assetlookup.r2.bucket.Answers.given;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

  private final Calls calls;

  /**
   * A bucket.
   *
   * @param patience how long one request is tried, and how long a write may take as a whole
   * @throws IllegalArgumentException if the patience is not more than zero and at most ten minutes
   */
  public Bucket(S3Client client, String name, Duration patience) {
    this.calls = new Calls(client, name, patience);
  }

  public String name() {
    return calls.bucket();
  }

  /** Moves whole files to and from this bucket. */
  public FileTransfer transfer() {
    return new FileTransfer(calls);
  }

  /** Begins a read: each of its requests has the whole patience. */
  public Deadline begin() {
    return Deadline.ofEach(calls.patience());
  }

  /** Begins a write: it ends within the patience however many requests it takes. */
  public Deadline beginWrite() {
    return Deadline.after(calls.patience());
  }

  public Optional<ObjectHead> head(String key, Deadline deadline) {
    HeadObjectRequest.Builder request = HeadObjectRequest.builder().bucket(name()).key(key);
    return calls.found(
        "read " + key,
        deadline,
        time ->
            Answers.head(
                key,
                calls
                    .client()
                    .headObject(request.overrideConfiguration(Calls.within(time)).build())));
  }

  /**
   * Reads an object: whole if it is not longer than {@code maxBytes}, else only its first bytes, by
   * which it can be recognized.
   */
  public Optional<ObjectContent> get(String key, int maxBytes, Deadline deadline) {
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(name()).key(key);
    return calls.found("read " + key, deadline, reading(request, key, maxBytes));
  }

  /** The same, unless the object is the one that was read with this tag. */
  public Conditional<ObjectContent> getIfChanged(
      String key, String etag, int maxBytes, Deadline deadline) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(name()).key(key).ifNoneMatch(etag);
    return calls.changed("read " + key, deadline, reading(request, key, maxBytes));
  }

  private Function<Duration, ObjectContent> reading(
      GetObjectRequest.Builder request, String key, int maxBytes) {
    return time ->
        calls
            .client()
            .getObject(
                request.overrideConfiguration(Calls.within(time)).build(),
                Answers.reading(key, maxBytes));
  }

  /** What a LIST says about one object; empty if it is not there. */
  public Optional<ListedObject> listed(String key, Deadline deadline) {
    return list(key, null, 1, deadline).objects().stream()
        .filter(object -> object.key().equals(key))
        .findFirst();
  }

  /** Lists the keys after a key. */
  public ListedPage list(String prefix, @Nullable String after, int limit, Deadline deadline) {
    return list(prefix, null, after, limit, deadline);
  }

  /** Lists the keys after a key; those with the delimiter behind the prefix by what they share. */
  public ListedPage list(
      String prefix,
      @Nullable String delimiter,
      @Nullable String after,
      int limit,
      Deadline deadline) {
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder()
            .bucket(name())
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
                calls
                    .client()
                    .listObjectsV2(request.overrideConfiguration(Calls.within(time)).build())));
  }

  /** Stores an object if there is none; false if there is one, or another write is under way. */
  public boolean create(String key, ObjectBody body, Deadline deadline) {
    return put(key, body, request -> request.ifNoneMatch("*"), deadline);
  }

  /** Replaces what was read with this tag; false if it is no longer there. */
  public boolean replace(String key, ObjectBody body, String etag, Deadline deadline) {
    return put(key, body, request -> request.ifMatch(etag), deadline);
  }

  /** Stores an object, whatever was there; false if the credentials do not allow to store any. */
  public boolean isWritable(String key, ObjectBody body) {
    Attempts attempts = new Attempts(beginWrite());
    try {
      attempts.run(time -> put(toPut(key, body), body, time));
      return true;
    } catch (SdkException e) {
      if (Failures.isForbidden(e)) {
        return false;
      }
      throw PortExceptions.unwritten(key, name(), e, attempts);
    }
  }

  private boolean put(
      String key,
      ObjectBody body,
      Consumer<PutObjectRequest.Builder> condition,
      Deadline deadline) {
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

  private PutObjectRequest.Builder toPut(String key, ObjectBody body) {
    return PutObjectRequest.builder()
        .bucket(name())
        .key(key)
        .contentType(body.contentType())
        .metadata(body.metadata());
  }

  private String put(PutObjectRequest.Builder request, ObjectBody body, Duration time) {
    RequestBody bytes = RequestBody.fromBytes(body.bytes().asByteArrayUnsafe());
    return given(
        calls
            .client()
            .putObject(request.overrideConfiguration(Calls.within(time)).build(), bytes)
            .eTag());
  }

  /** Deletes an object, whatever it holds, in one attempt: callers bear that it stays. */
  public void delete(String key, Deadline deadline) {
    DeleteObjectRequest.Builder request = DeleteObjectRequest.builder().bucket(name()).key(key);
    Attempts attempts = new Attempts(deadline);
    try {
      attempts.once(
          time ->
              calls
                  .client()
                  .deleteObject(request.overrideConfiguration(Calls.within(time)).build()));
    } catch (SdkException e) {
      throw PortExceptions.unavailable("delete " + key, name(), e, attempts);
    }
  }
}
