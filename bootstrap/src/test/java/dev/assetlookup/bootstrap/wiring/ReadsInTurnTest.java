package dev.assetlookup.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ReadsInTurnTest {
  private static final ApiKeyId ID = new ApiKeyId("AAAAAAAAAAAAAAAA");

  private final List<String> order = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final ApiKeyReader keys =
      id -> {
        order.add(Thread.currentThread().getName());
        held.countDown();
        try {
          mayEnd.await();
        } catch (InterruptedException e) {
          throw StoreUnavailableException.interrupted(e);
        }
        return Optional.empty();
      };

  @Test
  void who_reads_again_comes_after_those_who_wait() throws InterruptedException {
    ReadsInTurn reads = inTurn(Duration.ofMinutes(1));
    Thread first =
        Thread.ofPlatform()
            .name("first")
            .start(
                () -> {
                  reads.findKey(ID);
                  reads.findKey(ID);
                });
    held.await();
    Thread second = waiting("second", reads);
    Thread third = waiting("third", reads);
    mayEnd.countDown();
    for (Thread thread : List.of(first, second, third)) {
      thread.join();
    }
    assertThat(order).containsExactly("first", "second", "third", "first");
  }

  @Test
  void without_a_turn_the_storage_is_unavailable() throws InterruptedException {
    ReadsInTurn reads = inTurn(Duration.ofMillis(1));
    Thread first = Thread.ofPlatform().start(() -> reads.findKey(ID));
    held.await();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> reads.findKey(ID))
        .withMessageContaining("no turn within PT0.001S");
    mayEnd.countDown();
    first.join();
    assertThat(reads.findKey(ID)).isEmpty();
  }

  @Test
  void who_is_interrupted_stays_so() {
    ReadsInTurn reads = inTurn(Duration.ofMinutes(1));
    mayEnd.countDown();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> reads.findKey(ID))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(reads.findKey(ID)).isEmpty();
  }

  private ReadsInTurn inTurn(Duration patience) {
    return new ReadsInTurn(new InMemoryStore(), keys, 1, patience);
  }

  private static Thread waiting(String name, ReadsInTurn reads) {
    Thread thread = Thread.ofPlatform().name(name).start(() -> reads.findKey(ID));
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
