package dev.assetlookup.r2.bucket;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Runs requests to one bucket until they are answered or their deadline is over, and throws their
 * failures as the exceptions of the ports.
 *
 * @param client sends them
 * @param bucket its name
 * @param patience how long one request is tried, more than zero and at most ten minutes
 */
record Calls(S3Client client, String bucket, Duration patience) {
  Calls {
    Deadline.requireLegal(patience);
  }

  /** Reads something; empty if it is not there. */
  <T> Optional<T> found(String what, Deadline deadline, Function<Duration, T> request) {
    Attempts attempts = new Attempts(deadline);
    try {
      return Optional.of(attempts.run(request));
    } catch (SdkException e) {
      if (e instanceof AwsServiceException answer && Failures.isAbsent(answer)) {
        return Optional.empty();
      }
      throw PortExceptions.unavailable(what, bucket, e, attempts);
    }
  }

  /** Reads something unless a condition says that it is known. */
  <T> Conditional<T> changed(String what, Deadline deadline, Function<Duration, T> request) {
    Attempts attempts = new Attempts(deadline);
    try {
      return Conditional.changed(Optional.of(attempts.run(request)));
    } catch (SdkException e) {
      if (e instanceof AwsServiceException answer && Failures.isUnchanged(answer)) {
        return Conditional.unchanged();
      }
      if (e instanceof AwsServiceException answer && Failures.isAbsent(answer)) {
        return Conditional.changed(Optional.empty());
      }
      throw PortExceptions.unavailable(what, bucket, e, attempts);
    }
  }

  <T> T answered(String what, Deadline deadline, Function<Duration, T> request) {
    Attempts attempts = new Attempts(deadline);
    try {
      return attempts.run(request);
    } catch (SdkException e) {
      throw PortExceptions.unavailable(what, bucket, e, attempts);
    }
  }

  /** False if a write failed because its condition did not hold; else throws why it failed. */
  boolean lost(String key, SdkException e, Attempts attempts) {
    // If the object to be replaced is gone, some servers call it absent, others a lost race.
    if (e instanceof AwsServiceException answer
        && (Failures.isLost(answer) || Failures.isAbsent(answer))) {
      return false;
    }
    throw PortExceptions.unwritten(key, bucket, e, attempts);
  }

  static AwsRequestOverrideConfiguration within(Duration time) {
    return AwsRequestOverrideConfiguration.builder().apiCallTimeout(time).build();
  }
}
