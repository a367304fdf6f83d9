package dev.assetlookup.r2.bucket;

import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.net.UnknownHostException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Words the failures of the client as the exceptions of the ports. */
final class PortExceptions {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final String UNKNOWN_KEY = "the access key id is not known there";

  private PortExceptions() {}

  /** For a write, which may have happened although nobody said so. */
  static StoreUnavailableException unwritten(
      String key, String bucket, SdkException e, Attempts attempts) {
    StoreUnavailableException failure = unavailable("write " + key, bucket, e, attempts);
    return attempts.mayHaveHappened()
        ? new OutcomeUnknownException(String.valueOf(failure.getMessage()), e)
        : failure;
  }

  /** For anything else; {@link StoreNotSetUpException} if the operator has to put it right. */
  static StoreUnavailableException unavailable(
      String what, String bucket, SdkException e, Attempts attempts) {
    String context = "cannot " + what + " in bucket " + bucket + ": ";
    if (e instanceof AwsServiceException answer) {
      String refusal = refusal(answer, bucket);
      return refusal.isEmpty()
          ? new StoreUnavailableException(context + answered(answer) + tried(e, attempts), e)
          : new StoreNotSetUpException(context + refusal, e);
    }
    return Failures.isOfLongHead(e)
        ? new LongHeadException(context + "its metadata are too long to be read", e)
        : new StoreUnavailableException(context + unanswered(e) + tried(e, attempts), e);
  }

  private static String tried(SdkException e, Attempts attempts) {
    return Failures.isPassing(e, 1) ? ", after " + attempts : "";
  }

  /** What the operator has to put right; empty if it is not for the operator. */
  private static String refusal(AwsServiceException e, String bucket) {
    return switch (Failures.code(e)) {
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
                Failures.code(e).isEmpty()
                    ? "the access key, its secret or its permission is wrong"
                    : "the access key lacks the permission";
            default -> "";
          };
    };
  }

  private static String answered(AwsServiceException e) {
    String code = Failures.code(e);
    return "it answered " + e.statusCode() + (code.isEmpty() ? "" : " " + code);
  }

  private static String unanswered(SdkException e) {
    if (Failures.isTimeout(e)) {
      return "no answer in time";
    }
    Throwable cause = Failures.innermost(e);
    if (cause instanceof IOException
        || cause instanceof RuntimeException
        || cause instanceof InterruptedException) {
      return (cause instanceof UnknownHostException ? "unknown host " : "") + cause.getMessage();
    }
    // Nothing else can fail but reading the answer's XML.
    return "the answer is not one of the S3 protocol; is the endpoint right?";
  }
}
