package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.ProjectReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Readers through two caches, each over a pool of its own as two servers have them, beside writers
 * that use both stores. What a writer has written and got an answer for is the least that whoever
 * asks after it may see. With {@code -Dcache.reads=1000000} it reads as much as before a release.
 */
@ParameterizedClass
@EnumSource(names = {"H2_FILE", "POSTGRESQL"})
class CachedReadsRaceTest {
  private static final int READS = Integer.getInteger("cache.reads", 40_000);
  // However fast it reads.
  private static final int WRITES = 100;
  private static final int READERS = 6;
  private static final int WRITERS = 2;
  private static final int CONTAINERS = 8;
  private static final OrganizationId ORGANIZATION = new OrganizationId("org_race");
  private static final AssetId SLIDE = new AssetId("slide");
  private static final Sha256 SECRET = new Sha256("0".repeat(64));
  private static final ApiKeyId KEY = new ApiKeyId("KEYKEYKEYKEYKEYK");

  @RegisterExtension final Fixture fixture;
  private final AtomicLongArray begun = new AtomicLongArray(CONTAINERS);
  private final AtomicLongArray written = new AtomicLongArray(CONTAINERS);
  private final AtomicLong keyWritten = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicBoolean isOver = new AtomicBoolean();

  CachedReadsRaceTest(Product product) {
    this.fixture = Fixture.of(product);
  }

  @Test
  void no_read_is_older_than_a_write_that_had_returned() throws Exception {
    CachedJdbcStore.Both first = CachedJdbcStore.first(fixture);
    CachedJdbcStore.Both second = CachedJdbcStore.another(fixture);
    List<CachedJdbcStore.Both> both = List.of(first, second);
    assertThat(first.store().addKey(key())).isTrue();
    List<Future<Long>> threads = new ArrayList<>();
    ExecutorService racers = Executors.newCachedThreadPool();
    try {
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        threads.add(racers.submit(() -> untilOver(() -> write(both, writer))));
      }
      threads.add(racers.submit(() -> untilOver(() -> changeKey(both))));
      for (int i = 0; i < READERS; i++) {
        int reader = i;
        threads.add(racers.submit(() -> untilOver(() -> read(both.get(reader % 2), reader))));
      }
      for (Future<Long> thread : threads) {
        assertThat(thread.get()).isPositive();
      }
    } finally {
      isOver.set(true);
      racers.shutdown();
    }
    assertThat(reads.get()).isGreaterThanOrEqualTo(READS);
  }

  private interface Racer {
    void once() throws Exception;
  }

  private interface Racing {
    Racer begin();
  }

  /** How often it did what it does. Whoever fails ends all. */
  private long untilOver(Racing racing) throws Exception {
    Racer racer = racing.begin();
    long times = 0;
    try {
      while (!isOver.get()) {
        racer.once();
        times++;
      }
      return times;
    } finally {
      isOver.set(true);
    }
  }

  /** Each fifth revision of a container is deleted. */
  private Racer write(List<CachedJdbcStore.Both> both, int writer) {
    SplittableRandom random = new SplittableRandom(writer);
    return () -> {
      int container = random.nextInt(CONTAINERS / WRITERS) * WRITERS + writer;
      long revision = written.get(container) + 1;
      begun.set(container, revision);
      Swap swap =
          both.get(random.nextInt(2))
              .store()
              .swap(container(container, revision), new Revision(revision - 1));
      assertThat(swap).isEqualTo(Swap.DONE);
      written.set(container, revision);
      writes.incrementAndGet();
    };
  }

  private Racer changeKey(List<CachedJdbcStore.Both> both) {
    return () -> {
      long number = keyWritten.get();
      boolean changed =
          both.get((int) (number % 2))
              .store()
              .changeKeyStatus(KEY, status(number), status(number + 1));
      assertThat(changed).isTrue();
      keyWritten.set(number + 1);
    };
  }

  private Racer read(CachedJdbcStore.Both server, int reader) {
    SplittableRandom random = new SplittableRandom(100 + reader);
    AssetReader assets = server.cache().assets(server.store());
    ApiKeyReader keys = server.cache().keyReader(server.store());
    return () -> {
      int container = random.nextInt(CONTAINERS);
      long least = written.get(container);
      switch (random.nextInt(8)) {
        case 0 -> {
          long leastOfKey = keyWritten.get();
          ApiKey found = keys.findKey(KEY).orElseThrow();
          assertThat(number(found.status())).isGreaterThanOrEqualTo(leastOfKey);
        }
        case 1 -> {
          long revision = assets.read(place(container)).map(c -> c.revision().number()).orElse(0L);
          assertThat(revision).isGreaterThanOrEqualTo(least);
        }
        case 2 -> {
          AssetKey key = new AssetKey(place(container), SLIDE);
          requireCurrent(assets.findAll(List.of(key)).get(0), container, least);
        }
        case 3 -> {
          ProjectReading found = assets.findWithProject(place(container), SLIDE);
          requireCurrent(found.reading(), container, least);
          if (found.reading() instanceof Reading.Present present) {
            assertThat(found.projectId()).isEqualTo(project(revision(present)));
          }
        }
        default -> requireCurrent(assets.find(place(container), SLIDE), container, least);
      }
      if (reads.incrementAndGet() >= READS && writes.get() >= WRITES) {
        isOver.set(true);
      }
    };
  }

  private void requireCurrent(Reading reading, int container, long least) {
    if (reading instanceof Reading.Present present) {
      assertThat(revision(present)).isGreaterThanOrEqualTo(least);
    } else if (reading instanceof Reading.DeletedContainer) {
      long deleted = (least + 4) / 5 * 5;
      assertThat(begun.get(container)).as("deleted in").isGreaterThanOrEqualTo(deleted);
    } else {
      assertThat(least).as("not there after revision").isZero();
    }
  }

  private static long revision(Reading.Present present) {
    String path = present.asset().descriptor().url().path();
    return Long.parseLong(path.substring(1, path.indexOf('/', 1)));
  }

  /** Each revision is in another one. */
  private static String project(long revision) {
    return "p-" + revision;
  }

  private static ContainerKey place(int container) {
    return new ContainerKey(ORGANIZATION, new ContainerId(new UUID(1, container)));
  }

  private static Container container(int container, long revision) {
    boolean isDeleted = revision % 5 == 0;
    MediaUrl url = new MediaUrl("https://media.example.com/" + revision + "/slide.png");
    Asset asset = new Asset(SLIDE, AssetDescriptor.at(url).build());
    return new Container(
        place(container),
        new Revision(revision),
        Instant.EPOCH,
        ContainerDetails.builder().projectId(project(revision)).build(),
        isDeleted ? List.of() : List.of(asset),
        List.of(),
        isDeleted ? Instant.EPOCH : null);
  }

  private static ApiKey key() {
    KeyTerms terms = KeyTerms.builder(ORGANIZATION).scopes(Scope.CONTENT_READ).build();
    return new ApiKey(KEY, terms, Instant.EPOCH, status(0));
  }

  private static ApiKey.Status status(long number) {
    return ApiKey.Status.active(SECRET).withRevokedAt(Instant.ofEpochSecond(number));
  }

  private static long number(ApiKey.Status status) {
    Instant revokedAt = status.revokedAt();
    return revokedAt == null ? -1 : revokedAt.getEpochSecond();
  }
}
