package dev.assetlookup.core.store;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Distinguishes, for work over many containers, a store that is lost from one container that it
 * gives no answer about, such as an object that can only be answered with an error. The work goes
 * on after the latter. Thread-safe; one for each run of such work.
 */
public final class OutageCheck {
  // So many without an answer, and none with one meanwhile: writes may fail while reads succeed.
  private static final int MOST_IN_A_ROW = 3;

  private static final OrganizationId ANY = new OrganizationId("outage-check");

  private final Runnable probe;
  private final AtomicLong answers = new AtomicLong();
  private final AtomicInteger inARow = new AtomicInteger();

  /**
   * A check that asks about something else.
   *
   * @param probe throws {@link StoreUnavailableException} if the store is lost; called by whichever
   *     thread got no answer
   */
  public OutageCheck(Runnable probe) {
    this.probe = Objects.requireNonNull(probe);
  }

  /**
   * A check that reads a container that is not there.
   *
   * @param containers the store
   * @return a new check
   */
  public static OutageCheck of(AssetReader containers) {
    Objects.requireNonNull(containers);
    return new OutageCheck(
        () -> containers.read(new ContainerKey(ANY, new ContainerId(UUID.randomUUID()))));
  }

  /**
   * Asks about one container.
   *
   * @param <T> the answer
   * @param question what to ask; a {@link CorruptRecordException} is an answer, and passed on
   * @param otherwise given the failure when the store gave no answer about this container alone;
   *     its result stands for the answer
   * @return the answer
   * @throws StoreUnavailableException if the store is lost or not set up, or the thread was
   *     interrupted
   */
  public <T> T ask(Supplier<T> question, Function<StoreUnavailableException, T> otherwise) {
    long before = answers.get();
    T answer;
    try {
      answer = question.get();
    } catch (CorruptRecordException e) {
      answered();
      throw e;
    } catch (StoreUnavailableException e) {
      requireIsolated(e, before);
      return otherwise.apply(e);
    }
    answered();
    return answer;
  }

  /**
   * Asks about one container, where a corrupt record is as good as no answer.
   *
   * @param <T> the answer
   * @param question what to ask
   * @param otherwise given the failure when this container alone cannot be read; its result stands
   *     for the answer
   * @return the answer
   * @throws StoreUnavailableException as of {@link #ask}
   */
  public <T> T attempt(Supplier<T> question, Function<StoreUnavailableException, T> otherwise) {
    try {
      return ask(question, otherwise);
    } catch (CorruptRecordException e) {
      return otherwise.apply(e);
    }
  }

  private void answered() {
    answers.incrementAndGet();
    inARow.set(0);
  }

  private void requireIsolated(StoreUnavailableException failure, long before) {
    if (failure instanceof StoreNotSetUpException
        || Thread.currentThread().isInterrupted()
        // Those that got an answer while this one waited show that the store is there.
        || (answers.get() == before && inARow.incrementAndGet() >= MOST_IN_A_ROW)) {
      throw failure;
    }
    try {
      probe.run();
    } catch (StoreUnavailableException outage) {
      if (!outage.equals(failure)) {
        failure.addSuppressed(outage);
      }
      throw failure;
    }
  }
}
