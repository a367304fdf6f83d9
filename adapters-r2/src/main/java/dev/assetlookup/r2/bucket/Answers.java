package dev.assetlookup.r2.bucket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Turns the client's answers into the values of {@link Bucket}, and checks that they are whole. */
final class Answers {
  // Enough of an object that is too long to be read to recognize what it is.
  private static final int START = 512;

  private Answers() {}

  static ObjectHead head(String key, HeadObjectResponse r) {
    return head(key, r.eTag(), r.contentLength(), r.contentType(), r.lastModified(), r.metadata());
  }

  private static ObjectHead head(String key, GetObjectResponse r) {
    return head(key, r.eTag(), r.contentLength(), r.contentType(), r.lastModified(), r.metadata());
  }

  private static ObjectHead head(
      String key,
      @Nullable String etag,
      @Nullable Long sizeBytes,
      @Nullable String contentType,
      @Nullable Instant lastModified,
      Map<String, String> metadata) {
    return new ObjectHead(
        key, given(etag), given(sizeBytes), contentType, given(lastModified), metadata);
  }

  /** Reads a body, or only its start if it is longer than {@code maxBytes}. */
  static ResponseTransformer<GetObjectResponse, ObjectContent> reading(String key, int maxBytes) {
    return (response, in) -> {
      ObjectHead head = head(key, response);
      if (head.sizeBytes() > maxBytes) {
        byte[] start = in.readNBytes(Math.min(maxBytes, START));
        in.abort();
        return new ObjectContent(head, SdkBytes.fromByteArrayUnsafe(start));
      }
      return new ObjectContent(head, SdkBytes.fromByteArrayUnsafe(whole(in, head.sizeBytes())));
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
      throw brokenOff(e);
    }
  }

  /** The client takes any other exception for a fault of ours, which no second attempt mends. */
  static RetryableException brokenOff(IOException cause) {
    return RetryableException.create("the answer broke off", cause);
  }

  static ListedPage page(ListObjectsV2Response response) {
    Instant now =
        response
            .sdkHttpResponse()
            .firstMatchingHeader("Date")
            .map(Answers::date)
            .orElse(Instant.MIN);
    return new ListedPage(
        response.contents().stream().map(object -> listed(object, now)).toList(),
        response.commonPrefixes().stream().map(CommonPrefix::prefix).toList(),
        given(response.isTruncated()));
  }

  /** The earliest time if the header cannot be read: then no object has an age. */
  private static Instant date(String header) {
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
    } catch (DateTimeParseException e) {
      return Instant.MIN;
    }
  }

  private static ListedObject listed(S3Object object, Instant now) {
    Instant written = given(object.lastModified());
    Duration age = now.isBefore(written) ? Duration.ZERO : Duration.between(written, now);
    return new ListedObject(
        given(object.key()), given(object.eTag()), given(object.size()), written, age);
  }

  /** A header that every answer of the protocol has. */
  static <T> T given(@Nullable T header) {
    if (header == null) {
      throw SdkClientException.create("the answer is not one of the S3 protocol");
    }
    return header;
  }
}
