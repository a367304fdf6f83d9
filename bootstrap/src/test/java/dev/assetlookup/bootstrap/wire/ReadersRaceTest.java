package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.wire.Site.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers of a container that is replaced over and over, at two servers over one store. */
@ParameterizedClass
@EnumSource
class ReadersRaceTest {
  private static final int READERS = 6;
  private static final int READS = 4_000;
  // Of all readers together; so that the superseded assets, which every write keeps, stay few.
  private static final int READS_BETWEEN_WRITES = 80;

  private final Clients clients;
  private final MarkedSet sets = new MarkedSet(1, Long.MAX_VALUE);
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong reads = new AtomicLong();
  private final Semaphore mayWrite = new Semaphore(0);

  ReadersRaceTest(Store store) {
    clients = Site.of(store).newClients();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void every_answer_is_of_one_set_and_none_is_older_than_the_one_before(int writers)
      throws Exception {
    clients.first().put(1, sets.body(0)).is(201);
    List<Callable<Long>> racers = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      int number = writer;
      racers.add(() -> untilOver(() -> write(number, writers)));
    }
    for (int reader = 0; reader < READERS; reader++) {
      int number = reader;
      racers.add(() -> untilOver(() -> read(number, writers)));
    }
    List<Long> last = Racers.race(racers).subList(0, writers);
    assertThat(last).as("marks").allMatch(mark -> mark > 10L * writers);
    assertThat(reads.get()).isGreaterThanOrEqualTo(READS / 2);
    assertThat(sets.ofContainer(clients.second().get(Client.path(1)))).isIn(last);
  }

  /** Whoever ends, ends all: a reader that failed must not leave a writer waiting. */
  private long untilOver(Callable<Long> racer) throws Exception {
    try {
      return racer.call();
    } finally {
      over.set(true);
      mayWrite.release(READS);
    }
  }

  /** Its numbers go up, and are no other writer's. The last one that it wrote. */
  private long write(int writer, int writers) throws InterruptedException {
    Client client = clients.turn(writer).alone();
    long mark = writer;
    while (reads.get() < READS / 2 && !over.get()) {
      mark += writers;
      assertThat(sets.ofContainer(client.put(1, sets.body(mark)))).isEqualTo(mark);
      mayWrite.acquire(READS_BETWEEN_WRITES);
    }
    return mark;
  }

  /** Of each writer it sees the sets in order, whichever server and whichever way it asks. */
  private long read(int reader, int writers) {
    List<Client> both = List.of(clients.first().alone(), clients.second().alone());
    long[] newest = new long[writers];
    for (long i = reader; !over.get(); i++) {
      long mark = sets.read(both.get((int) (i / 4 % 2)), i);
      int writer = (int) (mark % writers);
      assertThat(mark).isGreaterThanOrEqualTo(newest[writer]);
      newest[writer] = mark;
      reads.incrementAndGet();
      mayWrite.release();
    }
    return 0;
  }
}
