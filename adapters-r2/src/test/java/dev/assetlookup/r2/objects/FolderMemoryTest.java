package dev.assetlookup.r2.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of folders has a bound, and whoever lists one hinders nobody else. */
class FolderMemoryTest {
  private static final ContainerId FOLDER = new ContainerId(new UUID(0, 1));
  private static final ContainerId ANOTHER = new ContainerId(new UUID(0, 2));
  private static final HashedFiles EMPTY = new HashedFiles(Map.of(), true);
  private static final int MAX_BYTES = 32 << 20;

  private final FolderMemory memory =
      new FolderMemory(Duration.ofSeconds(10), Ticker.disabledTicker());
  private final CountDownLatch listing = new CountDownLatch(1);
  private final CompletableFuture<HashedFiles> listed = new CompletableFuture<>();

  @Test
  void what_is_remembered_has_a_bound_in_bytes() {
    HashedFiles files = files(2_000);
    List<ContainerId> again = new ArrayList<>();
    List<ContainerId> folders =
        IntStream.range(0, 100).mapToObj(i -> new ContainerId(new UUID(1, i))).toList();
    folders.forEach(folder -> memory.of(folder, any -> files));
    for (ContainerId folder : folders) {
      memory.of(
          folder,
          forgotten -> {
            again.add(forgotten);
            return EMPTY;
          });
    }
    assertThat((100L - again.size()) * files.bytes()).isBetween(MAX_BYTES / 2L, (long) MAX_BYTES);
  }

  @Test
  void any_one_folder_fits() {
    HashedFiles files = files(MediaListing.LOOKED_AT);
    assertThat(files.bytes()).isBetween(8 << 20, MAX_BYTES);
    memory.of(FOLDER, any -> files);
    assertThat(memory.of(FOLDER, any -> EMPTY)).isSameAs(files);
  }

  @Test
  void whoever_asks_meanwhile_waits_for_the_same_listing_and_other_folders_do_not()
      throws Exception {
    FutureTask<HashedFiles> first = started(this::slowly);
    listing.await();
    FutureTask<HashedFiles> second = waiting();
    assertThat(memory.of(ANOTHER, any -> EMPTY)).isSameAs(EMPTY);
    HashedFiles files = files(1);
    listed.complete(files);
    assertThat(first.get()).isSameAs(files);
    assertThat(second.get()).isSameAs(files);
  }

  @Test
  void a_failure_is_that_of_all_who_wait_and_of_nobody_later() throws Exception {
    FutureTask<HashedFiles> first = started(this::slowly);
    listing.await();
    FutureTask<HashedFiles> second = waiting();
    listed.completeExceptionally(new StoreUnavailableException("down", new RuntimeException()));
    for (FutureTask<HashedFiles> both : List.of(first, second)) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(both::get)
          .withRootCauseInstanceOf(RuntimeException.class)
          .withMessageContaining("down");
    }
    assertThat(memory.of(FOLDER, any -> EMPTY)).isSameAs(EMPTY);
  }

  @Test
  void one_who_is_interrupted_while_listing_fails_alone() throws Exception {
    FutureTask<HashedFiles> first =
        started(
            folder -> {
              slowly(folder);
              Thread.currentThread().interrupt();
              throw new StoreUnavailableException("interrupted", new InterruptedException());
            });
    listing.await();
    FutureTask<HashedFiles> second = waiting();
    listed.complete(EMPTY);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(first::get)
        .withMessageContaining("interrupted");
    assertThat(second.get().names()).hasSize(3);
  }

  private HashedFiles slowly(ContainerId folder) {
    listing.countDown();
    try {
      return listed.join();
    } catch (java.util.concurrent.CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  private FutureTask<HashedFiles> started(Function<ContainerId, HashedFiles> how) {
    FutureTask<HashedFiles> task = new FutureTask<>(() -> memory.of(FOLDER, how));
    new Thread(task).start();
    return task;
  }

  /** Asks for what another lists, and waits for that. */
  private FutureTask<HashedFiles> waiting() {
    FutureTask<HashedFiles> task = new FutureTask<>(() -> memory.of(FOLDER, any -> files(3)));
    Thread thread = new Thread(task);
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return task;
  }

  /** Files with the longest names. */
  private static HashedFiles files(int count) {
    String name = "日".repeat(300);
    return new HashedFiles(
        IntStream.range(0, count)
            .boxed()
            .collect(
                Collectors.toMap(
                    i -> new AssetId("a".repeat(80) + String.format("~%016x", i)), i -> name + i)),
        true);
  }
}
