package dev.assetlookup.r2;

import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
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
 * One bucket, asked within deadlines. Every failure of the client leaves as {@link
 * StoreUnavailableException}; what is not there is an empty answer. Thread-safe.
 */
final class Bucket {
  /** Most keys of one page. */
  static final int PAGE = 1_000;

  // Of a server that hangs something is left of the deadline for a second attempt.
  private static final int ATTEMPTS_IN_DEADLINE = 2;
  private static final int BUFFER = 64 * 1024;
  // Of an object that is too long to be read.
  private static final int START = 512;

  private final S3Client client;
  private final String name;
  private final Duration patience;

  /**
   * A bucket.
   *
   * @param patience how long one call of a port may take
   */
  Bucket(S3Client client, String name, Duration patience) {
    this.client = client;
    this.name = name;
    this.patience = patience;
  }

  String name() {
    return name;
  }

  /** Begins a call of a port. */
  Deadline begin() {
    return Deadline.after(patience);
  }

  /** What a HEAD tells of an object. */
  record Head(
      String key,
      String etag,
      long sizeBytes,
      @Nullable String contentType,
      Instant lastModified,
      Map<String, String> metadata) {}

  /** An object with its bytes. */
  record Content(Head head, SdkBytes bytes) {}

  /**
   * What a LIST tells of an object.
   *
   * @param age how long ago it was written, by the server's clock alone
   */
  record Listed(String key, String etag, long sizeBytes, Instant lastModified, Duration age) {}

  /** One page of a LIST, in the order of UTF-8. */
  record Page(List<Listed> objects, List<String> prefixes, boolean more) {}

  /** What to store. */
  record Body(SdkBytes bytes, String contentType, Map<String, String> metadata) {}

  Optional<Head> head(String key, Deadline deadline) {
    HeadObjectRequest request =
        HeadObjectRequest.builder()
            .bucket(name)
            .key(key)
            .overrideConfiguration(within(deadline))
            .build();
    return found("read " + key, () -> head(key, client.headObject(request)));
  }

  /**
   * Reads an object, whole if it is not longer than {@code maxBytes}, else its first bytes only: as
   * many as tell what it is.
   */
  Optional<Content> get(String key, int maxBytes, Deadline deadline) {
    GetObjectRequest request = toGet(key, deadline);
    return found("read " + key, () -> client.getObject(request, reading(key, maxBytes)));
  }

  private GetObjectRequest toGet(String key, Deadline deadline) {
    return GetObjectRequest.builder()
        .bucket(name)
        .key(key)
        .overrideConfiguration(within(deadline))
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
  Optional<Listed> listed(String key, Deadline deadline) {
    return list(key, null, 1, deadline).objects().stream()
        .filter(object -> object.key().equals(key))
        .findFirst();
  }

  /** Lists keys after a key. */
  Page list(String prefix, @Nullable String after, int limit, Deadline deadline) {
    return list(prefix, null, after, limit, deadline);
  }

  /** Lists keys after a key; those with the delimiter behind the prefix as their common part. */
  Page list(
      String prefix,
      @Nullable String delimiter,
      @Nullable String after,
      int limit,
      Deadline deadline) {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(name)
            .prefix(prefix)
            .delimiter(delimiter)
            .startAfter(after)
            .maxKeys(Math.min(limit, PAGE))
            // Keys may have characters that XML cannot carry.
            .encodingType(EncodingType.URL)
            .overrideConfiguration(within(deadline))
            .build();
    return answered("list " + prefix, () -> page(client.listObjectsV2(request)));
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
  boolean create(String key, Body body, Deadline deadline) {
    return put(key, body, request -> request.ifNoneMatch("*"), deadline);
  }

  /** Replaces what was read with this tag; false if it is no longer there. */
  boolean replace(String key, Body body, String etag, Deadline deadline) {
    return put(key, body, request -> request.ifMatch(etag), deadline);
  }

  private boolean put(
      String key, Body body, Consumer<PutObjectRequest.Builder> condition, Deadline deadline) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(name)
            .key(key)
            .contentType(body.contentType())
            .metadata(body.metadata())
            .overrideConfiguration(within(deadline));
    condition.accept(request);
    try {
      RequestBody bytes = RequestBody.fromBytes(body.bytes().asByteArrayUnsafe());
      given(client.putObject(request.build(), bytes).eTag());
      return true;
    } catch (SdkException e) {
      return lost(key, e);
    }
  }

  /** False if the condition of a write did not hold; throws if that is not why it failed. */
  private boolean lost(String key, SdkException e) {
    // To some servers an object to be replaced that is gone is absent, to others a lost race.
    if (e instanceof AwsServiceException answer
        && (Failures.isLost(answer) || Failures.isAbsent(answer))) {
      return false;
    }
    throw Failures.unavailable("write " + key, name, e);
  }

  /** A file to store, and what its bytes must be. */
  record Upload(
      Path file,
      long sizeBytes,
      String contentType,
      Sha256 checksum,
      Map<String, String> metadata) {}

  /** Stores a file, whatever was there. */
  void upload(String key, Upload upload, LongConsumer progress, Deadline deadline)
      throws IOException {
    try {
      send(request(key, upload, deadline).build(), upload, progress);
    } catch (SdkException e) {
      throw Failures.unavailable("write " + key, name, e);
    }
  }

  /**
   * Stores a file in place of what was read with this tag, or of nothing if the tag is null; false
   * if something else is there, or another write is under way.
   */
  boolean uploadOver(
      @Nullable String etag, String key, Upload upload, LongConsumer progress, Deadline deadline)
      throws IOException {
    PutObjectRequest.Builder request = request(key, upload, deadline);
    request = etag == null ? request.ifNoneMatch("*") : request.ifMatch(etag);
    try {
      send(request.build(), upload, progress);
      return true;
    } catch (SdkException e) {
      return lost(key, e);
    }
  }

  private PutObjectRequest.Builder request(String key, Upload upload, Deadline deadline) {
    return PutObjectRequest.builder()
        .bucket(name)
        .key(key)
        .contentType(upload.contentType())
        .metadata(upload.metadata())
        // Given whole, for the client would send what it computes behind an aws-chunked body.
        .checksumSHA256(base64(upload.checksum()))
        .overrideConfiguration(within(deadline));
  }

  private void send(PutObjectRequest request, Upload upload, LongConsumer progress)
      throws IOException {
    RequestBody body =
        RequestBody.fromContentProvider(
            () -> new CountedStream(opened(upload.file()), upload.sizeBytes(), progress),
            upload.sizeBytes(),
            upload.contentType());
    try {
      given(client.putObject(request, body).eTag());
    } catch (SdkException e) {
      if (isOther(upload)
          || (e instanceof AwsServiceException answer && Failures.isOtherBytes(answer))) {
        throw Failures.changed(upload.file(), name, e);
      }
      throw e;
    } catch (UncheckedIOException e) {
      if (isOther(upload)) {
        throw Failures.changed(upload.file(), name, e);
      }
      throw e.getCause();
    }
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
   * Reads an object through a digest.
   *
   * @param deadline of the first byte
   * @param toMove the deadline of all bytes, by their number
   */
  Optional<Sha256> digest(String key, Deadline deadline, LongFunction<Deadline> toMove) {
    GetObjectRequest request = toGet(key, deadline);
    return found("read " + key, () -> client.getObject(request))
        .map(in -> digest(key, in, toMove.apply(given(in.response().contentLength()))));
  }

  private Sha256 digest(String key, ResponseInputStream<GetObjectResponse> in, Deadline deadline) {
    try (in) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      long left = given(in.response().contentLength());
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        left -= read;
        if (deadline.left().isEmpty()) {
          in.abort();
          throw late(deadline);
        }
      }
      if (left != 0) {
        throw new EOFException("the answer ended early");
      }
      return new Sha256(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      in.abort();
      throw Failures.unavailable("read " + key, name, SdkClientException.create("", e));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Removes an object, whatever it holds. */
  void delete(String key, Deadline deadline) {
    DeleteObjectRequest request =
        DeleteObjectRequest.builder()
            .bucket(name)
            .key(key)
            .overrideConfiguration(within(deadline))
            .build();
    answered("delete " + key, () -> client.deleteObject(request));
  }

  private <T> Optional<T> found(String what, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (SdkException e) {
      if (e instanceof AwsServiceException answer && Failures.isAbsent(answer)) {
        return Optional.empty();
      }
      throw Failures.unavailable(what, name, e);
    }
  }

  private <T> T answered(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw Failures.unavailable(what, name, e);
    }
  }

  private AwsRequestOverrideConfiguration within(Deadline deadline) {
    Duration left = deadline.left().orElseThrow(() -> late(deadline));
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(left)
        .apiCallAttemptTimeout(left.dividedBy(ATTEMPTS_IN_DEADLINE))
        .build();
  }

  private StoreUnavailableException late(Deadline deadline) {
    return Failures.unavailable(
        "go on after " + deadline, name, ApiCallTimeoutException.create(patience.toMillis()));
  }
}
