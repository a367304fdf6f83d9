package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.sweep.SweepContainers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One server sweeps without a pause, and knows no grace, while a container is written and read. */
@ParameterizedClass
@EnumSource
class SweepRaceTest {
  private static final int WRITES = 40;
  private static final int HANDOVERS = 20;
  private static final ContainerKey KEY =
      new ContainerKey(
          new OrganizationId("org_swept"), ContainerId.parse(Client.container(1)).orElseThrow());

  private final Store store;
  private final MarkedSet sets = new MarkedSet(1, 3);
  private final Set<String> published = new HashSet<>();
  private final Set<String> handedOver = ConcurrentHashMap.newKeySet();
  private final AtomicInteger handovers = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  SweepRaceTest(Store store) {
    this.store = store;
  }

  /** Two servers over a storage of their own, because a sweep sweeps everything. */
  private record Swept(Instance first, Instance second, String key) implements AutoCloseable {
    static Swept open(Store store, Duration retention) {
      Settings storage = store.newStorage();
      Instance first = Instance.of(storage, Duration.ZERO, retention);
      Instance second = Instance.of(store.ofAnotherProcess(storage), Duration.ZERO, retention);
      return new Swept(
          first, second, first.mint(KEY.organization().value(), Scope.ALL_DATA).text());
    }

    Client client(long turn) {
      return new Client(turn % 2 == 0 ? first : second, key);
    }

    SweepContainers sweeping() {
      return second.application().sweepContainers();
    }

    Optional<Container> stored() {
      return first.application().containers().read(KEY);
    }

    @Override
    public void close() {
      second.close();
      first.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "P1D"})
  void while_sets_alternate_no_media_of_the_current_one_are_released_and_all_others_are(
      Duration retention) throws Exception {
    try (Swept swept = Swept.open(store, retention)) {
      Reply first = swept.client(0).put(1, sets.body(0)).is(201);
      List<Callable<Reply>> racers =
          List.of(
              () -> untilOver(() -> alternate(swept, first)),
              () -> untilOver(() -> sweep(swept, first)),
              () -> untilOver(() -> read(swept, first)),
              () -> untilOver(() -> read(swept, first)));
      Reply last = Racers.race(racers).getFirst();
      swept.sweeping().sweep((key, urls) -> takeOver(swept, urls), () -> false);
      assertThat(swept.client(0).get(Client.path(1)).is(200).body()).isEqualTo(last.body());
      assertAllIsSwept(swept, last);
    }
  }

  /** Whoever ends, ends all. */
  private <T> T untilOver(Callable<T> racer) throws Exception {
    try {
      return racer.call();
    } finally {
      over.set(true);
    }
  }

  /** A sweep changes no content, so what was read last is still what a condition means. */
  private Reply alternate(Swept swept, Reply first) {
    Reply last = first;
    int writes = 0;
    for (long mark = 1; goesOn(writes); mark++) {
      Reply reply = swept.client(mark).put(1, sets.body(mark), "If-Match", last.tag());
      if (!isBeingReleased(reply)) {
        assertThat(sets.ofContainer(reply)).isEqualTo(mark);
        sets.urls(mark).forEach(published::add);
        last = reply;
        writes++;
      }
    }
    return last;
  }

  private boolean goesOn(int writes) {
    return !over.get() && (writes < WRITES || handovers.get() < HANDOVERS);
  }

  private static boolean isBeingReleased(Reply reply) {
    if (reply.status() != 422) {
      return false;
    }
    assertThat(reply.all("/error/details/errors", "/reason"))
        .isNotEmpty()
        .allMatch(reason -> reason.startsWith("is of media that are being deleted"));
    return true;
  }

  private Reply sweep(Swept swept, Reply first) {
    while (!over.get()) {
      swept.sweeping().sweep((key, urls) -> takeOver(swept, urls), over::get);
    }
    return first;
  }

  /** While they are handed over, nobody can have made them current. */
  private void takeOver(Swept swept, List<MediaUrl> urls) {
    List<String> values = urls.stream().map(MediaUrl::value).toList();
    for (int turn = 0; turn < 2; turn++) {
      Reply current = swept.client(turn).get(Client.path(1));
      assertThat(values).isNotEmpty().doesNotContainAnyElementsOf(urlsOf(current));
    }
    handedOver.addAll(values);
    handovers.incrementAndGet();
  }

  /** At least something that is no URL: AssertJ refuses to look for nothing. */
  private static List<String> urlsOf(Reply reply) {
    assertThat(reply.status()).isIn(200, 404);
    return Stream.of(
            Stream.of("none"),
            reply.all("/assets", "/url").stream(),
            reply.all("/assets", "/thumbnailUrl").stream())
        .flatMap(urls -> urls)
        .toList();
  }

  private Reply read(Swept swept, Reply first) {
    long newest = 0;
    for (int i = 0; !over.get(); i++) {
      long mark = sets.read(swept.client(i / 4), i);
      assertThat(mark).isGreaterThanOrEqualTo(newest);
      newest = mark;
    }
    return first;
  }

  private void assertAllIsSwept(Swept swept, Reply last) {
    published.removeAll(urlsOf(last));
    assertThat(handedOver).containsAll(published).doesNotContain(MarkedSet.POSTER);
    assertThat(swept.sweeping().preview((key, urls) -> {}, () -> false).isEmpty()).isTrue();
    assertThat(swept.stored().orElseThrow().superseded())
        .extracting(SupersededAsset::media)
        .allMatch(Media.RELEASED::equals);
  }

  @Test
  void a_container_that_is_deleted_removed_and_made_anew_is_whole_each_time() throws Exception {
    try (Swept swept = Swept.open(store, Duration.ZERO)) {
      Reply first = swept.client(0).put(1, sets.body(0)).is(201);
      List<Callable<Reply>> racers =
          List.of(
              () -> untilOver(() -> comeAndGo(swept, first)),
              () -> untilOver(() -> sweep(swept, first)),
              () -> untilOver(() -> lookIn(swept, first)));
      Racers.race(racers);
      swept.sweeping().sweep((key, urls) -> takeOver(swept, urls), () -> false);
      assertThat(swept.stored()).isEmpty();
      assertThat(handedOver).containsAll(published).contains(MarkedSet.POSTER);
    }
  }

  private Reply comeAndGo(Swept swept, Reply first) {
    swept.client(0).delete(1).is(204);
    int writes = 0;
    for (long mark = 1; goesOn(writes); mark++) {
      Reply reply = swept.client(mark).put(1, sets.body(mark), "If-None-Match", "*");
      if (!isBeingReleased(reply)) {
        assertThat(sets.ofContainer(swept.client(mark + 1).get(Client.path(1)))).isEqualTo(mark);
        sets.urls(mark).forEach(published::add);
        swept.client(mark).delete(1, "If-Match", reply.is(201).tag()).is(204);
        writes++;
      }
    }
    return first;
  }

  private Reply lookIn(Swept swept, Reply first) {
    for (int i = 0; !over.get(); i++) {
      Reply reply = swept.client(i).get(Client.path(1));
      if (reply.status() != 404) {
        assertThat(sets.ofContainer(reply)).isNotNegative();
      }
    }
    return first;
  }
}
