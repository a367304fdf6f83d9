package dev.assetlookup.r2.bucket;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The attempts of one request: it is repeated after growing, random pauses until it is answered, an
 * answer says that repeating is of no use, or its deadline is over. Of one thread.
 */
final class Attempts {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  // After it a key takes its next write.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 4;

  private final Deadline deadline;
  private final @Nullable Duration ofOne;
  private int number;
  private boolean open;

  /** None yet. One that hangs takes half of the time, so that there is a second one. */
  Attempts(Deadline deadline) {
    this.deadline = deadline.ofRequest();
    this.ofOne = null;
  }

  /** None yet. Each may take a time of its own, also beyond the deadline of beginning one. */
  Attempts(Deadline deadline, Duration ofOne) {
    this.deadline = deadline;
    this.ofOne = ofOne;
  }

  /**
   * Asks, again and again.
   *
   * @param request one attempt, within the time that it is given
   * @throws SdkException why the last attempt failed that had all of its time
   */
  <T> T run(Function<Duration, T> request) {
    SdkException last = null;
    while (true) {
      Optional<Duration> left = deadline.left();
      if (left.isEmpty()) {
        throw last == null ? ApiCallTimeoutException.create(deadline.whole().toMillis()) : last;
      }
      Duration whole = ofOne == null ? deadline.whole().dividedBy(2) : ofOne;
      boolean isCut = ofOne == null && left.get().compareTo(whole) < 0;
      number++;
      try {
        return request.apply(isCut ? left.get() : whole);
      } catch (SdkException e) {
        open |= Failures.mayHaveHappened(e);
        last = last != null && isCut && Failures.isTimeout(e) ? last : e;
        if (!Failures.isPassing(e, number) || !waitForNext(e)) {
          throw last;
        }
      }
    }
  }

  /**
   * Asks once.
   *
   * @throws SdkException why that failed
   */
  <T> T once(Function<Duration, T> request) {
    number++;
    return request.apply(deadline.left().orElseThrow(() -> ApiCallTimeoutException.create(0)));
  }

  /** False if the server asks to wait longer than there is time. */
  private boolean waitForNext(SdkException failure) {
    Duration asked = Failures.askedToWait(failure);
    if (asked.compareTo(deadline.left().orElse(Duration.ZERO)) > 0) {
      return false;
    }
    long most = FIRST_PAUSE.toMillis() << Math.min(number - 1, MOST_DOUBLINGS);
    long random =
        ThreadLocalRandom.current().nextLong(Math.min(most, LONGEST_PAUSE.toMillis())) + 1;
    deadline.pause(asked.plusMillis(random));
    return true;
  }

  /** Whether one may have done what it was to do, although nobody said so. */
  boolean mayHaveHappened() {
    return open;
  }

  @Override
  public String toString() {
    String time = deadline.whole().toString().substring(2).toLowerCase(Locale.ROOT);
    return number + (number == 1 ? " attempt within " : " attempts within ") + time;
  }
}
