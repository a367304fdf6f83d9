package dev.assetlookup.r2.bucket;

import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.StorageRefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What a failure of the client means: absent, lost, refused, or no answer. */
public final class Failures {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;

  private static final String UNKNOWN_KEY = "the access key id is not known there";

  private Failures() {}

  /**
   * Whether the object is not there. Of a HEAD, which has no body, the client says so of a missing
   * bucket, too. Any other 404 is not an answer of this protocol.
   */
  static boolean isAbsent(AwsServiceException e) {
    return e.statusCode() == NOT_FOUND && code(e).equals("NoSuchKey");
  }

  /** Whether a write's condition did not hold, or another write of the same key was under way. */
  static boolean isLost(AwsServiceException e) {
    return e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT;
  }

  /** Whether the bytes that came were not those that the request told of. */
  static boolean isOtherBytes(AwsServiceException e) {
    return switch (code(e)) {
      case "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch" -> true;
      default -> false;
    };
  }

  /** A file is not what it was when it was described. */
  public static StorageRefusedException changed(Path file, String bucket, Throwable cause) {
    return new StorageRefusedException(
        "cannot write to bucket " + bucket + ": " + file + " changed after it was read", cause);
  }

  /** Whether another attempt may end otherwise. */
  static boolean isPassing(SdkException e, int attempt) {
    if (e instanceof AwsServiceException answer) {
      return switch (code(answer)) {
        // The client has learnt the server's time from this answer.
        case "RequestTimeTooSkewed" -> attempt == 1;
        case "RequestTimeout", "SlowDown", "Throttling" -> true;
        default -> isPassing(answer.statusCode());
      };
    }
    Throwable cause = innermost(e);
    return !isOfLongHead(e)
        && !(cause instanceof InterruptedException)
        && (isTimeout(e) || e.retryable() || cause instanceof IOException);
  }

  private static boolean isPassing(int status) {
    return status == REQUEST_TIMEOUT
        || status == TOO_MANY_REQUESTS
        || (status >= SERVER_ERROR && status != NOT_IMPLEMENTED);
  }

  /** Whether there was no answer in the time of an attempt. */
  static boolean isTimeout(SdkException e) {
    return e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException;
  }

  /** How long the server asks not to be asked again, zero if it does not. */
  static Duration askedToWait(SdkException e) {
    if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      SdkHttpResponse response = answer.awsErrorDetails().sdkHttpResponse();
      if (response != null) {
        return response
            .firstMatchingHeader("Retry-After")
            .filter(text -> text.matches("\\d{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(Duration.ZERO);
      }
    }
    return Duration.ZERO;
  }

  /** Whether a write that ended so may be stored all the same. */
  static boolean mayHaveHappened(SdkException e) {
    if (e instanceof AwsServiceException answer) {
      return answer.statusCode() >= SERVER_ERROR && answer.statusCode() != NOT_IMPLEMENTED;
    }
    Throwable cause = innermost(e);
    return !(cause instanceof ConnectException || cause instanceof UnknownHostException);
  }

  /** Whether the credentials are right and do not allow this. */
  static boolean isForbidden(SdkException e) {
    return e instanceof AwsServiceException answer
        && answer.statusCode() == FORBIDDEN
        && code(answer).equals("AccessDenied");
  }

  /** The exception of the ports for a write: whether it has happened may not be known. */
  static StoreUnavailableException unwritten(
      String key, String bucket, SdkException e, Attempts attempts) {
    StoreUnavailableException failure = unavailable("write " + key, bucket, e, attempts);
    return attempts.mayHaveHappened()
        ? new OutcomeUnknownException(String.valueOf(failure.getMessage()), e)
        : failure;
  }

  /** The exception of the ports. */
  static StoreUnavailableException unavailable(
      String what, String bucket, SdkException e, Attempts attempts) {
    String context = "cannot " + what + " in bucket " + bucket + ": ";
    if (e instanceof AwsServiceException answer) {
      String refusal = refusal(answer, bucket);
      return refusal.isEmpty()
          ? new StoreUnavailableException(context + answered(answer) + tried(e, attempts), e)
          : new StoreNotSetUpException(context + refusal, e);
    }
    return isOfLongHead(e)
        ? new LongHeadException(context + "its metadata are too long to be read", e)
        : new StoreUnavailableException(context + unanswered(e) + tried(e, attempts), e);
  }

  private static String tried(SdkException e, Attempts attempts) {
    return isPassing(e, 1) ? ", after " + attempts : "";
  }

  /** By its name: the client is the embedder's choice, and this is the one of the Apache client. */
  private static boolean isOfLongHead(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getSimpleName().equals("MessageConstraintException")) {
        return true;
      }
    }
    return false;
  }

  /** What the operator has to put right, empty if it is not for the operator. */
  private static String refusal(AwsServiceException e, String bucket) {
    return switch (code(e)) {
      case "NoSuchBucket" -> "there is no bucket " + bucket + "; create it, or correct its name";
      case "InvalidAccessKeyId", "Unauthorized" -> UNKNOWN_KEY;
      case "SignatureDoesNotMatch" -> "the secret access key does not belong to the access key id";
      case "InvalidRegionName", "AuthorizationHeaderMalformed", "PermanentRedirect" ->
          "the region is not that of the bucket; R2 takes auto";
      case "RequestTimeTooSkewed" -> "the clock of this machine is more than 15 minutes off";
      default ->
          switch (e.statusCode()) {
            case UNAUTHORIZED -> UNKNOWN_KEY;
            case FORBIDDEN ->
                code(e).isEmpty()
                    ? "the access key, its secret or its permission is wrong"
                    : "the access key lacks the permission";
            default -> "";
          };
    };
  }

  private static String answered(AwsServiceException e) {
    String code = code(e);
    return "it answered " + e.statusCode() + (code.isEmpty() ? "" : " " + code);
  }

  private static String unanswered(SdkException e) {
    if (isTimeout(e)) {
      return "no answer in time";
    }
    Throwable cause = innermost(e);
    if (cause instanceof IOException
        || cause instanceof RuntimeException
        || cause instanceof InterruptedException) {
      return (cause instanceof UnknownHostException ? "unknown host " : "") + cause.getMessage();
    }
    // What else can fail is reading the answer's XML.
    return "the answer is not one of the S3 protocol; is the endpoint right?";
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String code(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    return code == null ? "" : code;
  }
}
