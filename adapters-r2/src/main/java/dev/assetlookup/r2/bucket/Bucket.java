package dev.assetlookup.r2.bucket;

import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One bucket, asked within deadlines. A request that fails for a while is repeated as long as its
 * deadline lets it be. Every failure of the client leaves as {@link StoreUnavailableException};
 * what is not there is an empty answer. Thread-safe.
 */
public final class Bucket {
  /** Most keys of one page. */
  public static final int PAGE = 1_000;

  private static final int BUFFER = 64 * 1024;
  // Of an object that is too long to be read.
  private static final int START = 512;

  private final S3Client client;
  private final String name;
  private final Duration patience;

  /**
   * A bucket.
   *
   * @param patience how long one request is tried, and how long a write may take as a whole
   */
  public Bucket(S3Client client, String name, Duration patience) {
    this.client = client;
    this.name = name;
    this.patience = patience;
  }

  public String name() {
    return name;
  }

  /** Begins a read: each of its requests has its time. */
  public Deadline begin() {
    return Deadline.ofEach(patience);
  }

  /** Begins a write, which ends in its time however many requests it takes. */
  public Deadline beginWrite() {
    return Deadline.after(patience);
  }

  /** What a HEAD tells of an object. */
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
   * What a LIST tells of an object.
   *
   * @param age how long ago it was written, by the server's clock alone
   */
  public record Listed(
      String key, String etag, long sizeBytes, Instant lastModified, Duration age) {}

  /** One page of a LIST, in the order of UTF-8. */
  public record Page(List<Listed> objects, List<String> prefixes, boolean more) {}

  /** What to store. */
  public record Body(SdkBytes bytes, String contentType, Map<String, String> metadata) {}

  public Optional<Head> head(String key, Deadline deadline) {
    HeadObjectRequest.Builder request = HeadObjectRequest.builder().bucket(name).key(key);
    return found(
        "read " + key,
        deadline,
        time -> head(key, client.headObject(request.overrideConfiguration(within(time)).build())));
  }

  /**
   * Reads an object, whole if it is not longer than {@code maxBytes}, else its first bytes only: as
   * many as tell what it is.
   */
  public Optional<Content> get(String key, int maxBytes, Deadline deadline) {
    return found(
        "read " + key,
        deadline,
        time -> client.getObject(toGet(key, time), reading(key, maxBytes)));
  }

  private GetObjectRequest toGet(String key, Duration time) {
    return GetObjectRequest.builder()
        .bucket(name)
        .key(key)
        .overrideConfiguration(within(time))
        .build();
  }

  private static ResponseTransformer<GetObjectResponse, Content> reading(String key, int maxBytes) {
    return (response, in) -> {
      Head head =
          new Head(
              key,
              given(response.eTag()),
              given(response.contentLength()),
              response.contentType(),
              given(response.lastModified()),
              response.metadata());
      if (head.sizeBytes() > maxBytes) {
        byte[] start = in.readNBytes(Math.min(maxBytes, START));
        in.abort();
        return new Content(head, SdkBytes.fromByteArrayUnsafe(start));
      }
      return new Content(head, SdkBytes.fromByteArrayUnsafe(whole(in, head.sizeBytes())));
    };
  }

  private static byte[] whole(InputStream in, long length) {
    try {
      byte[] bytes = in.readAllBytes();
      if (bytes.length < length) {
        throw new EOFException("the answer ended early");
      }
      return bytes;
    } catch (IOException e) {
      // Any other exception would be taken for a fault of ours, and not be worth another attempt.
      throw RetryableException.create("the answer broke off", e);
    }
  }

  private static Head head(String key, HeadObjectResponse response) {
    return new Head(
        key,
        given(response.eTag()),
        given(response.contentLength()),
        response.contentType(),
        given(response.lastModified()),
        response.metadata());
  }

  private static <T> T given(@Nullable T header) {
    if (header == null) {
      throw SdkClientException.create("the answer is not one of the S3 protocol");
    }
    return header;
  }

  /** What a LIST tells of one object; empty if it is not there. */
  public Optional<Listed> listed(String key, Deadline deadline) {
    return list(key, null, 1, deadline).objects().stream()
        .filter(object -> object.key().equals(key))
        .findFirst();
  }

  /** Lists keys after a key. */
  public Page list(String prefix, @Nullable String after, int limit, Deadline deadline) {
    return list(prefix, null, after, limit, deadline);
  }

  /** Lists keys after a key; those with the delimiter behind the prefix as their common part. */
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
    return answered(
        "list " + prefix,
        deadline,
        time -> page(client.listObjectsV2(request.overrideConfiguration(within(time)).build())));
  }

  private static Page page(ListObjectsV2Response response) {
    Instant now =
        response
            .sdkHttpResponse()
            .firstMatchingHeader("Date")
            .map(Bucket::date)
            .orElse(Instant.MIN);
    return new Page(
        response.contents().stream().map(object -> listed(object, now)).toList(),
        response.commonPrefixes().stream().map(CommonPrefix::prefix).toList(),
        given(response.isTruncated()));
  }

  /** The earliest time if there is none to read: then nothing has an age. */
  private static Instant date(String header) {
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
    } catch (DateTimeParseException e) {
      return Instant.MIN;
    }
  }

  private static Listed listed(S3Object object, Instant now) {
    Instant written = given(object.lastModified());
    Duration age = now.isBefore(written) ? Duration.ZERO : Duration.between(written, now);
    return new Listed(
        given(object.key()), given(object.eTag()), given(object.size()), written, age);
  }

  /** Stores an object if there is none; false if there is one, or another write is under way. */
  public boolean create(String key, Body body, Deadline deadline) {
    return put(key, body, request -> request.ifNoneMatch("*"), deadline);
  }

  /** Replaces what was read with this tag; false if it is no longer there. */
  public boolean replace(String key, Body body, String etag, Deadline deadline) {
    return put(key, body, request -> request.ifMatch(etag), deadline);
  }

  /** Stores an object; false if the credentials do not allow to store any. */
  public boolean isWritable(String key, Body body) {
    Attempts attempts = new Attempts(beginWrite());
    try {
      attempts.run(time -> put(toPut(key, body), body, time));
      return true;
    } catch (SdkException e) {
      if (Failures.isForbidden(e)) {
        return false;
      }
      throw Failures.unwritten(key, name, e, attempts);
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
      return lost(key, e, attempts);
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
        client.putObject(request.overrideConfiguration(within(time)).build(), bytes).eTag());
  }

  /** False if the condition of a write did not hold; throws if that is not why it failed. */
  private boolean lost(String key, SdkException e, Attempts attempts) {
    // To some servers an object to be replaced that is gone is absent, to others a lost race.
    if (e instanceof AwsServiceException answer
        && (Failures.isLost(answer) || Failures.isAbsent(answer))) {
      return false;
    }
    throw Failures.unwritten(key, name, e, attempts);
  }

  /** A file to store, and what its bytes must be. */
  public record Upload(
      Path file,
      long sizeBytes,
      String contentType,
      Sha256 checksum,
      Map<String, String> metadata) {}

  /**
   * Stores a file, whatever was there. It is tried again for as long as more of it was sent lately
   * than ever before.
   *
   * @param longest what one attempt may take
   */
  public void upload(String key, Upload upload, LongConsumer progress, Duration longest)
      throws IOException {
    Deadline deadline = Deadline.after(patience);
    Attempts attempts = new Attempts(deadline, longest);
    try {
      send(toPut(key, upload), upload, attempts, renewing(deadline).andThen(progress));
    } catch (SdkException e) {
      throw Failures.unwritten(key, name, e, attempts);
    }
  }

  /**
   * As {@link #upload}, but only in place of what was read with this tag, or of nothing if the tag
   * is null; false if something else is there, or another write is under way.
   */
  public boolean uploadOver(
      @Nullable String etag, String key, Upload upload, LongConsumer progress, Duration longest)
      throws IOException {
    PutObjectRequest.Builder request = toPut(key, upload);
    request = etag == null ? request.ifNoneMatch("*") : request.ifMatch(etag);
    Deadline deadline = Deadline.after(patience);
    Attempts attempts = new Attempts(deadline, longest);
    try {
      send(request, upload, attempts, renewing(deadline).andThen(progress));
      return true;
    } catch (SdkException e) {
      return lost(key, e, attempts);
    }
  }

  private PutObjectRequest.Builder toPut(String key, Upload upload) {
    return PutObjectRequest.builder()
        .bucket(name)
        .key(key)
        .contentType(upload.contentType())
        .metadata(upload.metadata())
        // Given whole, for the client would send what it computes behind an aws-chunked body.
        .checksumSHA256(base64(upload.checksum()));
  }

  private void send(
      PutObjectRequest.Builder request, Upload upload, Attempts attempts, LongConsumer progress)
      throws IOException {
    RequestBody body =
        RequestBody.fromContentProvider(
            () -> new CountedStream(opened(upload.file()), upload.sizeBytes(), progress),
            upload.sizeBytes(),
            upload.contentType());
    try {
      attempts.run(time -> send(request, upload, body, time));
    } catch (UncheckedIOException e) {
      if (isOther(upload)) {
        throw Failures.changed(upload.file(), name, e);
      }
      throw e.getCause();
    }
  }

  private String send(
      PutObjectRequest.Builder request, Upload upload, RequestBody body, Duration time) {
    try {
      return given(
          client.putObject(request.overrideConfiguration(within(time)).build(), body).eTag());
    } catch (SdkException e) {
      if (isOther(upload)
          || (e instanceof AwsServiceException answer && Failures.isOtherBytes(answer))) {
        throw Failures.changed(upload.file(), name, e);
      }
      throw e;
    }
  }

  /** Lets a deadline begin anew with every byte that is farther than all before. */
  private static LongConsumer renewing(Deadline deadline) {
    AtomicLong farthest = new AtomicLong();
    return count -> {
      if (count > farthest.get()) {
        farthest.set(count);
        deadline.renew();
      }
    };
  }

  /** A file that lost its end breaks a request off before the server can say what is wrong. */
  private static boolean isOther(Upload upload) {
    try {
      return Files.size(upload.file()) != upload.sizeBytes();
    } catch (IOException e) {
      return true;
    }
  }

  private static InputStream opened(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(Sha256 checksum) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(checksum.hex()));
  }

  /**
   * Reads an object through a digest. It is tried again for as long as more of it came lately than
   * ever before.
   *
   * @param longest what one attempt may take, by the number of bytes
   */
  public Optional<Sha256> digest(String key, LongFunction<Duration> longest) {
    Deadline deadline = Deadline.after(patience);
    LongConsumer progress = renewing(deadline);
    return found(
        "read " + key,
        deadline,
        time -> {
          ResponseInputStream<GetObjectResponse> in = client.getObject(toGet(key, time));
          try (in) {
            return digest(in, longest, progress);
          } catch (IOException e) {
            in.abort();
            throw RetryableException.create("the answer broke off", e);
          }
        });
  }

  private static Sha256 digest(
      ResponseInputStream<GetObjectResponse> in,
      LongFunction<Duration> longest,
      LongConsumer progress)
      throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      long length = given(in.response().contentLength());
      Deadline deadline = Deadline.after(longest.apply(length));
      long count = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        count += read;
        progress.accept(count);
        if (deadline.left().isEmpty()) {
          throw new InterruptedIOException(
              "it came too slowly: " + count + " bytes in " + deadline);
        }
      }
      if (count != length) {
        throw new EOFException("the answer ended early");
      }
      return new Sha256(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Removes an object, whatever it holds, in one attempt: what stays must do no harm. */
  public void delete(String key, Deadline deadline) {
    DeleteObjectRequest.Builder request = DeleteObjectRequest.builder().bucket(name).key(key);
    Attempts attempts = new Attempts(deadline);
    try {
      attempts.once(
          time -> client.deleteObject(request.overrideConfiguration(within(time)).build()));
    } catch (SdkException e) {
      throw Failures.unavailable("delete " + key, name, e, attempts);
    }
  }

  private <T> Optional<T> found(String what, Deadline deadline, Function<Duration, T> request) {
    Attempts attempts = new Attempts(deadline);
    try {
      return Optional.of(attempts.run(request));
    } catch (SdkException e) {
      if (e instanceof AwsServiceException answer && Failures.isAbsent(answer)) {
        return Optional.empty();
      }
      throw Failures.unavailable(what, name, e, attempts);
    }
  }

  private <T> T answered(String what, Deadline deadline, Function<Duration, T> request) {
    Attempts attempts = new Attempts(deadline);
    try {
      return attempts.run(request);
    } catch (SdkException e) {
      throw Failures.unavailable(what, name, e, attempts);
    }
  }

  private static AwsRequestOverrideConfiguration within(Duration time) {
    return AwsRequestOverrideConfiguration.builder().apiCallTimeout(time).build();
  }
}
