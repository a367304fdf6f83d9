package dev.assetlookup.s3server;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Carries out the operations of S3, on requests that were let in. */
final class Buckets {
  private static final int MAX_KEY_BYTES = 1024;
  private static final int MAX_METADATA_BYTES = 8192;
  private static final String METADATA = "x-amz-meta-";
  private static final byte[] NOTHING = new byte[0];

  private static final List<String> KEPT_HEADERS =
      List.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "expires");

  /** The x-amz- headers of a PUT beside metadata. Others would ask for what is not done. */
  private static final Set<String> PUT_HEADERS =
      Set.of(
          "x-amz-content-sha256",
          "x-amz-date",
          "x-amz-checksum-sha1",
          "x-amz-checksum-sha256",
          "x-amz-sdk-checksum-algorithm",
          "x-amz-storage-class",
          "x-amz-user-agent");

  private final Map<String, Bucket> byName = new ConcurrentHashMap<>();

  void create(String bucket) {
    byName.putIfAbsent(bucket, new Bucket());
  }

  void delete(String bucket) {
    byName.remove(bucket);
  }

  /**
   * A bucket for the methods of tests.
   *
   * @throws IllegalArgumentException if there is none
   */
  Bucket existing(String bucket) {
    Bucket existing = byName.get(bucket);
    if (existing == null) {
      throw new IllegalArgumentException("No bucket " + bucket);
    }
    return existing;
  }

  HttpResponse carryOut(S3Request request, Instant now, WriteRules rules) throws Refusal {
    String operation = request.operation();
    return switch (operation) {
      case "HeadBucket" -> {
        bucket(request);
        yield HttpResponse.empty(200);
      }
      case "ListObjectsV2" ->
          HttpResponse.of(
              200, "application/xml", new Listing(request).page(bucket(request).objects()));
      case "GetObject", "HeadObject" -> get(request);
      case "PutObject" -> put(request, now, rules);
      case "DeleteObject" -> delete(request);
      default -> throw Refusal.notImplemented(operation);
    };
  }

  private Bucket bucket(S3Request request) throws Refusal {
    Bucket bucket = byName.get(request.bucket());
    if (bucket == null) {
      throw new Refusal(404, "NoSuchBucket", "The specified bucket does not exist.");
    }
    return bucket;
  }

  /** The bucket, of a request for one object and no part or aspect of it. */
  private Bucket bucketOfObject(S3Request request) throws Refusal {
    for (Map.Entry<String, String> parameter : request.query()) {
      if (!parameter.getKey().equals("x-id")) {
        throw Refusal.notImplemented(request.operation() + " with " + parameter.getKey());
      }
    }
    if (request.normalizedKey().getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new Refusal(400, "KeyTooLongError", "Your key is too long.");
    }
    return bucket(request);
  }

  private HttpResponse get(S3Request request) throws Refusal {
    HttpRequest http = request.http();
    if (http.header("Range") != null) {
      throw Refusal.notImplemented("Range");
    }
    S3Object object = bucketOfObject(request).get(request.normalizedKey());
    if (object == null) {
      throw new Refusal(404, "NoSuchKey", "The specified key does not exist.");
    }
    Preconditions preconditions = Preconditions.of(http);
    if (preconditions.failRead(object)) {
      throw new Refusal(
          412, "PreconditionFailed", "At least one of the pre-conditions did not hold.");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", object.etag());
    headers.put("Last-Modified", HttpResponse.httpDate(object.lastModified()));
    if (preconditions.notModified(object)) {
      return new HttpResponse(304, headers, NOTHING);
    }
    headers.put("Content-Type", object.contentType());
    headers.put("Content-Length", Integer.toString(object.body().length));
    headers.putAll(object.headers());
    addMetadata(object.metadata(), headers);
    return new HttpResponse(200, headers, object.body());
  }

  /** A name that is no header name is left out and counted. */
  private static void addMetadata(Map<String, String> metadata, Map<String, String> headers) {
    int missing = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      if (entry.getKey().chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':')) {
        headers.put(METADATA + entry.getKey(), EncodedWords.encode(entry.getValue()));
      } else {
        missing++;
      }
    }
    if (missing > 0) {
      headers.put("x-amz-missing-meta", Integer.toString(missing));
    }
  }

  private HttpResponse put(S3Request request, Instant now, WriteRules rules) throws Refusal {
    HttpRequest http = request.http();
    if (http.header("Content-Length") == null) {
      throw new Refusal(411, "MissingContentLength", "You must provide Content-Length.");
    }
    refuseUnknownHeaders(http);
    Bucket bucket = bucketOfObject(request);
    Map<String, String> metadata = metadata(http);
    verify(http);
    String type = http.header("Content-Type");
    S3Object object =
        S3Object.of(
            request.key(),
            http.body(),
            type == null ? S3Object.DEFAULT_TYPE : type,
            keptHeaders(http),
            metadata,
            now);
    Preconditions preconditions =
        rules.unconditional() ? Preconditions.NONE : Preconditions.of(http);
    bucket.put(request.normalizedKey(), object, preconditions, rules.onePerSecond());
    return HttpResponse.empty(200).with("ETag", object.etag());
  }

  private static void refuseUnknownHeaders(HttpRequest http) throws Refusal {
    for (Header header : http.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (name.startsWith("x-amz-") && !name.startsWith(METADATA) && !PUT_HEADERS.contains(name)) {
        throw Refusal.notImplemented("Header '" + name + "'");
      }
    }
  }

  private static Map<String, String> metadata(HttpRequest http) throws Refusal {
    Map<String, String> metadata = new HashMap<>();
    for (Header header : http.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (name.startsWith(METADATA)) {
        metadata.merge(
            name.substring(METADATA.length()),
            EncodedWords.decode(header.value()),
            (first, second) -> first + ',' + second);
      }
    }
    int size =
        metadata.entrySet().stream()
            .mapToInt(entry -> utf8Length(entry.getKey()) + utf8Length(entry.getValue()))
            .sum();
    if (size > MAX_METADATA_BYTES) {
      throw new Refusal(
          400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed size.");
    }
    return metadata;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void verify(HttpRequest http) throws Refusal {
    byte[] body = http.body();
    verify(http.header("Content-MD5"), Digests.md5(body));
    verify(http.header("x-amz-checksum-sha1"), Digests.sha1(body));
    verify(http.header("x-amz-checksum-sha256"), Digests.sha256(body));
  }

  private static void verify(@Nullable String claimed, byte[] digest) throws Refusal {
    if (claimed != null && !claimed.equals(Base64.getEncoder().encodeToString(digest))) {
      throw new Refusal(
          400, "BadDigest", "The digest you specified did not match what we received.");
    }
  }

  private static Map<String, String> keptHeaders(HttpRequest http) {
    Map<String, String> kept = new HashMap<>();
    for (String name : KEPT_HEADERS) {
      String value = http.header(name);
      if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  /** Unconditional: R2 does not list conditions for DELETE. */
  private HttpResponse delete(S3Request request) throws Refusal {
    bucketOfObject(request).remove(request.normalizedKey());
    return new HttpResponse(204, Map.of(), NOTHING);
  }
}
