package dev.assetlookup.s3server;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The conditional headers of a request; every one that is there must be met. */
record Preconditions(
    @Nullable String ifMatch,
    @Nullable String ifNoneMatch,
    @Nullable Instant ifModifiedSince,
    @Nullable Instant ifUnmodifiedSince) {

  static final Preconditions NONE = new Preconditions(null, null, null, null);

  static Preconditions of(HttpRequest http) throws Refusal {
    return new Preconditions(
        http.header("If-Match"),
        http.header("If-None-Match"),
        date(http.header("If-Modified-Since")),
        date(http.header("If-Unmodified-Since")));
  }

  private static @Nullable Instant date(@Nullable String header) throws Refusal {
    return header == null ? null : HttpResponse.parseHttpDate(header);
  }

  /**
   * For a write. With R2, an absent object fails If-Match and If-Modified-Since (S3 answers 404 to
   * the first).
   */
  boolean allowWrite(@Nullable S3Object existing) {
    if (existing == null) {
      return ifMatch == null && ifModifiedSince == null;
    }
    return (ifMatch == null || matches(ifMatch, existing))
        && (ifNoneMatch == null || !matches(ifNoneMatch, existing))
        && (ifModifiedSince == null || modifiedAfter(ifModifiedSince, existing))
        && (ifUnmodifiedSince == null || !modifiedAfter(ifUnmodifiedSince, existing));
  }

  /** For a read: whether 412 is due. An entity tag makes the date beside it idle. */
  boolean failRead(S3Object object) {
    return ifMatch != null
        ? !matches(ifMatch, object)
        : ifUnmodifiedSince != null && modifiedAfter(ifUnmodifiedSince, object);
  }

  /** For a read: whether 304 is due. */
  boolean notModified(S3Object object) {
    return ifNoneMatch != null
        ? matches(ifNoneMatch, object)
        : ifModifiedSince != null && !modifiedAfter(ifModifiedSince, object);
  }

  private static boolean modifiedAfter(Instant date, S3Object object) {
    return object.lastModified().truncatedTo(ChronoUnit.SECONDS).isAfter(date);
  }

  private static boolean matches(String tags, S3Object object) {
    String etag = unquoted(object.etag());
    return Arrays.stream(tags.split(",", -1))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || unquoted(tag).equals(etag));
  }

  private static String unquoted(String tag) {
    return (tag.startsWith("W/") ? tag.substring(2) : tag).replace("\"", "");
  }
}
