package dev.assetlookup.r2.bucket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What a failure of the client means: absent, lost, refused, or no answer. */
final class Failures {
  private static final int NOT_MODIFIED = 304;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;

  private Failures() {}

  /**
   * Whether the object is not there. A HEAD has no body, so the client takes a missing bucket for a
   * missing object, too. Any other 404 is not an answer of this protocol.
   */
  static boolean isAbsent(AwsServiceException e) {
    return e.statusCode() == HttpStatusCode.NOT_FOUND && code(e).equals("NoSuchKey");
  }

  /** Whether a read said which object it knows, and that is the one that is there. */
  static boolean isUnchanged(AwsServiceException e) {
    return e.statusCode() == NOT_MODIFIED;
  }

  /** Whether a write's condition did not hold, or another write of the same key was under way. */
  static boolean isLost(AwsServiceException e) {
    return e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT;
  }

  /** Whether the bytes that arrived were not those that the request announced. */
  static boolean isOtherBytes(AwsServiceException e) {
    return switch (code(e)) {
      case "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch" -> true;
      default -> false;
    };
  }

  /** Whether another attempt may succeed. */
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
    return status == HttpStatusCode.REQUEST_TIMEOUT
        || status == HttpStatusCode.THROTTLING
        || (status >= HttpStatusCode.INTERNAL_SERVER_ERROR && status != NOT_IMPLEMENTED);
  }

  /** Whether there was no answer in the time of an attempt. */
  static boolean isTimeout(SdkException e) {
    return e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException;
  }

  /** How long the server asks clients to wait, zero if it does not ask. */
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
      return answer.statusCode() >= HttpStatusCode.INTERNAL_SERVER_ERROR
          && answer.statusCode() != NOT_IMPLEMENTED;
    }
    Throwable cause = innermost(e);
    return !(cause instanceof ConnectException || cause instanceof UnknownHostException);
  }

  /** Whether the credentials are right and do not allow this. */
  static boolean isForbidden(SdkException e) {
    return e instanceof AwsServiceException answer
        && answer.statusCode() == HttpStatusCode.FORBIDDEN
        && code(answer).equals("AccessDenied");
  }

  /**
   * Whether a line of the answer's head was longer than the client reads. Compared by the name of
   * the exception, which is the Apache client's: which client it is the embedder chooses.
   */
  static boolean isOfLongHead(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getSimpleName().equals("MessageConstraintException")) {
        return true;
      }
    }
    return false;
  }

  static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The code of an answer, empty if it has none. */
  static String code(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    return code == null ? "" : code;
  }
}
