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
 * The attempts of one request. It is repeated after growing, random pauses until it is answered, an
 * answer says that repeating it is useless, or its deadline is over. For one thread.
 */
final class Attempts {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  // R2 takes one write a second for each key.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 4;

  private final Deadline deadline;
  private final @Nullable Duration ofOne;
  private int number;
  private boolean open;

  /** Leaves time for a second attempt if the first one hangs: each takes half of the time. */
  Attempts(Deadline deadline) {
    this.deadline = deadline.ofRequest();
    this.ofOne = null;
  }

  /** Gives each attempt its own time; the deadline only limits when the last one may begin. */
  Attempts(Deadline deadline, Duration ofOne) {
    this.deadline = deadline;
    this.ofOne = ofOne;
  }

  /**
   * Repeats a request until it succeeds or there is no use.
   *
   * @param request one attempt, within the time that it is given
   * @throws SdkException the failure of the last attempt that had its full time
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
   * Makes one attempt.
   *
   * @throws SdkException its failure
   */
  <T> T once(Function<Duration, T> request) {
    number++;
    return request.apply(deadline.left().orElseThrow(() -> ApiCallTimeoutException.create(0)));
  }

  /** False if the server asks for a longer wait than there is time. */
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

  /** Whether an attempt may have had its effect although it was not answered. */
  boolean mayHaveHappened() {
    return open;
  }

  @Override
  public String toString() {
    String time = deadline.whole().toString().substring(2).toLowerCase(Locale.ROOT);
    return number + (number == 1 ? " attempt within " : " attempts within ") + time;
  }
}
