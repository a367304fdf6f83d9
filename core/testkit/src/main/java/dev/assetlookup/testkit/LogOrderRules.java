package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever has read a number sees everything up to it. */
abstract class LogOrderRules extends LogRules {
  private static final int WRITERS = 4;
  private static final int WRITES = 10;

  LogOrderRules(ChangeLogContract test) {
    super(test);
  }

  /** L10: whoever reads a head sees the containers and keys of every number up to it. */
  @Test
  @Tag(Racing.TAG)
  protected void l10_whoever_reads_a_head_sees_everything_up_to_it() {
    Ports store = empty();
    Ports reading = other(store);
    KeyRules.add(store.keys(), KeySamples.key(0));
    Runnable check = () -> assertSeesHead(reading);
    Racing.whileWriting(new AlternatingWriter(store), List.of(check, check));
  }

  private static void assertSeesHead(Ports reading) {
    LogHead head = head(reading, ACME);
    long number = head.last().sequence();
    assertThat(head.keyRevision()).as("key revision").isEqualTo(number - (number + 1) % 2);
    long revision = reading.containers().read(CONTAINER).map(c -> c.revision().number()).orElse(0L);
    assertThat(revision)
        .as("revision read after number " + number)
        .isGreaterThanOrEqualTo(number / 2);
    Instant revokedAt =
        reading.keys().findKey(KeySamples.ID).map(key -> key.status().revokedAt()).orElse(null);
    long changes =
        revokedAt == null ? 0 : Duration.between(KeySamples.REVOKED, revokedAt).toSeconds();
    assertThat(changes)
        .as("changes of the key read after number " + number)
        .isGreaterThanOrEqualTo((number - 1) / 2);
  }

  /** L11: whoever reads the entry of a write sees what it wrote, or removed. */
  @Test
  @Tag(Racing.TAG)
  protected void l11_whoever_reads_an_entry_sees_what_was_written() {
    Ports store = empty();
    Ports reading = other(store);
    Racing.whileWriting(
        new BusyNeighbour(store.containers()),
        List.of(new LogFollower(reading), new LogFollower(reading)));
  }

  /** L12: a follower beside several writers meets each number in order, and sees what it names. */
  @Test
  @Tag(Racing.TAG)
  protected void l12_a_follower_beside_several_writers_misses_nothing() {
    Ports store = empty();
    List<Ports> stores = List.of(store, other(store));
    AtomicInteger writing = new AtomicInteger(WRITERS);
    List<Long> seen =
        Racing.race(
            WRITERS + 2,
            i -> {
              Ports mine = stores.get(i % 2);
              if (i < WRITERS) {
                try {
                  writeAll(mine, Samples.numbered(i));
                } finally {
                  writing.decrementAndGet();
                }
                return (long) WRITERS * WRITES;
              }
              LogFollower follower = new LogFollower(mine);
              while (writing.get() > 0) {
                follower.run();
              }
              follower.run();
              return follower.last().sequence();
            });
    assertThat(seen).as("numbers that were met").containsOnly((long) WRITERS * WRITES);
  }

  private static void writeAll(Ports store, ContainerKey key) {
    for (int i = 0; i < WRITES; i++) {
      swap(store, container(key, i + 1L, List.of()), new Revision(i));
    }
  }
}
