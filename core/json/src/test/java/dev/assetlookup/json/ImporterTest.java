package dev.assetlookup.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An import over a store in memory, before whose publishes something happens. */
class ImporterTest {
  private static final long STUCK_SECONDS = 60;

  private final InMemoryStore store = new InMemoryStore();
  private final AssetLookup publishing = AssetLookup.over(store).build();
  private final AtomicBoolean lost = new AtomicBoolean();
  private final OutageCheck outages =
      new OutageCheck(
          () -> {
            if (lost.get()) {
              throw gone();
            }
          });
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> reports = new ArrayList<>();

  private static StoreUnavailableException gone() {
    return new StoreUnavailableException("planted", new IOException("gone"));
  }

  /** Gets the number of each container, before it is published. */
  private PublishContainer after(IntConsumer event) {
    return new PublishContainer() {
      @Override
      public Result publish(Caller caller, ContainerDraft draft, Precondition precondition) {
        event.accept((int) draft.container().uuid().getLeastSignificantBits());
        return publishing.publish(caller, draft, precondition);
      }

      @Override
      public List<Problem> check(SortedMap<Integer, AssetDraft> assets) {
        return publishing.check(assets);
      }
    };
  }

  private Importer importer(int width, PublishContainer containers) {
    return new Importer(containers, outages, width, threads, reports::add, counts -> {});
  }

  private static String line(int n, String file) {
    return """
    {"containerId":"%s","organizationId":"org","assets":[{"url":"https://m.test/%s"}]}
    """
        .formatted(new UUID(0x4000, 0x8000_0000_0000_0000L | n), file);
  }

  private static InputStream lines(int... containers) {
    StringBuilder text = new StringBuilder();
    for (int n : containers) {
      text.append(n == 0 ? "nonsense\n" : line(n, text.length() + ".png"));
    }
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private long stored() {
    return store.scan(null, 10_000).size();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(STUCK_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("nobody else came", e);
    }
  }

  @Test
  void as_many_containers_as_the_width_are_published_at_once() throws IOException {
    CyclicBarrier all = new CyclicBarrier(8);
    Importer importer = importer(8, after(n -> await(all)));
    assertThat(importer.run(lines(1, 2, 3, 4, 5, 6, 7, 8), "f").toString())
        .startsWith("8 containers");
    assertThat(reports).isEmpty();
  }

  @Test
  void the_lines_of_one_container_are_published_in_order() throws IOException {
    int[] same = new int[100];
    Arrays.fill(same, 7);
    Importer importer = importer(32, publishing);
    assertThat(importer.run(lines(same), "f").toString())
        .startsWith("100 containers, 100 assets: 1 new, 99 replaced");
    Scanned.Whole whole = (Scanned.Whole) store.scan(null, 10).getFirst();
    assertThat(whole.container().assets().getFirst().descriptor().url().value())
        .isEqualTo("https://m.test/" + last(same) + ".png");
  }

  /** Where the last line begins, after which its file is named. */
  private static int last(int... containers) {
    int at = 0;
    for (int i = 0; i < containers.length - 1; i++) {
      at += line(containers[i], at + ".png").length();
    }
    return at;
  }

  @Test
  void what_cannot_be_imported_is_reported_in_the_order_of_the_lines_and_the_others_are()
      throws IOException {
    CyclicBarrier lastFirst = new CyclicBarrier(2);
    PublishContainer choosy =
        after(
            n -> {
              if (n == 1 || n == 6) {
                // The first line waits for the last one.
                await(lastFirst);
                throw new CorruptRecordException("" + n, new IllegalArgumentException("planted"));
              }
              if (n == 4) {
                throw new IllegalStateException("a defect");
              }
            });
    ImportCounts counts = importer(8, choosy).run(lines(1, 2, 0, 4, 5, 6), "f");
    assertThat(reports).hasSize(4);
    assertThat(reports.get(0)).isEqualTo("f:1: corrupt record 1: planted");
    assertThat(reports.get(1)).startsWith("f:3: not valid JSON");
    assertThat(reports.get(2)).startsWith("f:4: unforeseen");
    assertThat(reports.get(3)).isEqualTo("f:6: corrupt record 6: planted");
    assertThat(counts.toString()).startsWith("2 containers").endsWith("4 bad lines");
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void a_lost_store_ends_it_and_what_is_counted_is_what_is_stored() {
    PublishContainer losing =
        after(
            n -> {
              if (n >= 40) {
                lost.set(true);
                throw gone();
              }
            });
    Importer importer = importer(8, losing);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> importer.run(lines(IntStream.range(1, 200).toArray()), "f"))
        .withMessage("planted");
    assertThat(reports).isEmpty();
    assertThat(importer.counts().toString()).startsWith(stored() + " containers");
    assertThat(stored()).isLessThan(40);
  }

  @Test
  void one_container_without_an_answer_is_reported_and_the_others_are_imported()
      throws IOException {
    PublishContainer choosy =
        after(
            n -> {
              if (n % 10 == 1) {
                throw gone();
              }
            });
    ImportCounts counts = importer(1, choosy).run(lines(IntStream.range(1, 50).toArray()), "f");
    assertThat(reports)
        .containsExactly(
            "f:1: planted", "f:11: planted", "f:21: planted", "f:31: planted", "f:41: planted");
    assertThat(counts.toString()).startsWith("44 containers").endsWith("5 bad lines");
    assertThat(stored()).isEqualTo(44);
  }

  @Test
  void a_store_that_takes_no_writes_ends_it_though_it_can_be_read() {
    PublishContainer full =
        after(
            n -> {
              throw gone();
            });
    Importer importer = importer(1, full);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> importer.run(lines(IntStream.range(1, 200).toArray()), "f"));
    assertThat(reports).containsExactly("f:1: planted", "f:2: planted");
  }

  @Test
  void what_is_typed_is_reported_before_the_next_line_is_typed() throws IOException {
    try (PipedOutputStream typed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(typed)) {
      typed.write((line(1, "a.png") + "nonsense\n").getBytes(StandardCharsets.UTF_8));
      typed.flush();
      Importer[] importer = new Importer[1];
      importer[0] =
          new Importer(publishing, outages, 8, threads, report -> importer[0].end(), counts -> {});
      assertThat(importer[0].run(in, "-").toString())
          .startsWith("1 containers")
          .endsWith("1 bad lines");
    }
  }

  @Test
  void a_lost_store_is_reported_at_once_to_whoever_waits_for_input() throws IOException {
    PublishContainer losing =
        after(
            n -> {
              lost.set(true);
              throw gone();
            });
    try (PipedOutputStream typed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(typed)) {
      typed.write(line(1, "a.png").getBytes(StandardCharsets.UTF_8));
      typed.flush();
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> importer(8, losing).run(in, "-"));
    }
  }

  @Test
  void a_publish_that_may_have_happened_is_tried_again_and_counted_once() throws IOException {
    AtomicInteger attempts = new AtomicInteger();
    PublishContainer unsure =
        after(
            n -> {
              if (attempts.incrementAndGet() == 1) {
                throw new OutcomeUnknownException("planted", new IOException("lost"));
              }
            });
    assertThat(importer(8, unsure).run(lines(1), "f").toString()).startsWith("1 containers");
    assertThat(attempts).hasValue(2);
  }

  @Test
  void asked_to_end_while_it_waits_for_input_it_ends_and_what_it_has_read_is_stored()
      throws IOException {
    try (PipedOutputStream typed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(typed)) {
      typed.write(line(1, "a.png").getBytes(StandardCharsets.UTF_8));
      typed.flush();
      Importer[] importer = new Importer[1];
      importer[0] = importer(8, after(n -> importer[0].end()));
      // The pipe stays open: there is no end of the input.
      assertThat(importer[0].run(in, "-").toString()).startsWith("1 containers");
      assertThat(importer[0].isEnded()).isTrue();
      assertThat(stored()).isEqualTo(1);
    }
  }
}
