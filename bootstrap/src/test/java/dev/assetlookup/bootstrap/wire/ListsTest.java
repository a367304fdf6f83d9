package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.wire.Site.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, page by page, of an organization and of a project. */
@ParameterizedClass
@EnumSource
class ListsTest {
  private static final String ALL = "/v1/content";
  private static final String PROJECT = "/v1/projects/p.1/content";

  private final Site site;
  private final Clients clients;
  private final Client client;

  ListsTest(Store store) {
    site = Site.of(store);
    clients = site.newClients();
    client = clients.first();
  }

  /** Container {@code n}, created in second {@code n}. */
  private void put(int n, String fields) {
    clients.turn(n).put(n, Drafts.with(createdIn(n) + fields, "a" + n + ".png")).is(201);
  }

  private static String createdIn(int second) {
    return "\"createdAt\":\"2026-04-17T13:10:%02d.000001Z\",".formatted(second);
  }

  private static List<String> ids(Reply page) {
    return page.is(200).all("/items", "/id");
  }

  private static List<String> containers(int... numbers) {
    return IntStream.of(numbers).mapToObj(Client::container).toList();
  }

  private static int[] newestFirst(int count, IntUnaryOperator number) {
    return IntStream.range(0, count).map(i -> number.applyAsInt(count - 1 - i)).toArray();
  }

  /** Each page from the other server. */
  private List<String> allPages(String path) {
    List<String> all = new ArrayList<>();
    String next = path;
    for (int turn = 0; !next.isEmpty(); turn++) {
      Reply page = clients.turn(turn).get(next);
      all.addAll(ids(page));
      String cursor = page.at("/nextCursor").textValue();
      next = cursor == null ? "" : path + "&cursor=" + cursor;
    }
    return all;
  }

  @Test
  void a_row_shows_a_container_less_its_assets() {
    put(
        1,
        "\"projectId\":\"p.1\",\"status\":\"failed\",\"format\":\"f\",\"creativeType\":\"t\","
            + "\"caption\":\"c\",\"approvalStatus\":\"approved\",\"completedAt\":\"2026-05-01T00:00:00Z\",\"firstComment\":\"not"
            + " listed\",\"lastError\":\"not listed\",");
    assertThat(clients.second().get(PROJECT).is(200).body())
        .isEqualTo(
            """
            {"items":[{"id":"%1$s","projectId":"p.1","status":"failed","format":"f",\
            "creativeType":"t","caption":"c",\
            "approvalStatus":"approved","createdAt":"2026-04-17T13:10:01.000001Z",\
            "completedAt":"2026-05-01T00:00:00Z","primaryAsset":{"containerId":"%1$s",\
            "assetId":"a1","kind":"image","url":"%2$sa1.png","thumbnailUrl":null}}],\
            "nextCursor":null}\
            """
                .formatted(Client.container(1), Drafts.MEDIA));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 12, 200})
  void pages_of_any_length_give_each_container_once_newest_first(int limit) {
    for (int i = 0; i < 12; i++) {
      put(i, i % 2 == 0 ? "\"projectId\":\"p.1\"," : "\"projectId\":\"p.2\",");
    }
    assertThat(allPages(ALL + "?limit=" + limit)).isEqualTo(containers(newestFirst(12, i -> i)));
    assertThat(allPages(PROJECT + "?limit=" + limit))
        .isEqualTo(containers(newestFirst(6, i -> 2 * i)));
  }

  @Test
  void while_others_add_replace_and_delete_pages_give_what_stays_once_and_in_order()
      throws Exception {
    for (int i = 0; i < 20; i++) {
      put(i, "\"projectId\":\"p.1\",");
    }
    AtomicBoolean over = new AtomicBoolean();
    List<Callable<Integer>> racers = new ArrayList<>();
    racers.add(() -> disturb(over));
    racers.add(() -> pageThrough(over, ALL));
    racers.add(() -> pageThrough(over, PROJECT));
    List<Integer> counts = Racers.race(racers);
    assertThat(counts)
        .as("disturbances, and pages of more than 20 containers")
        .allMatch(n -> n > 3);
  }

  /** Between, before and after the others, containers come and go. */
  private int disturb(AtomicBoolean over) {
    int count = 0;
    while (!over.get()) {
      int second = count % 30;
      int container = 100 + count % 7;
      String body = Drafts.with(createdIn(second) + "\"projectId\":\"p.1\",", count + ".png");
      assertThat(clients.turn(count).put(container, body).status()).isIn(200, 201);
      if (count % 3 == 0) {
        clients.turn(count + 1).delete(container).is(204);
      }
      count++;
    }
    return count;
  }

  private int pageThrough(AtomicBoolean over, String path) {
    List<String> steady = containers(newestFirst(20, i -> i));
    int more = 0;
    try {
      for (int i = 0; i < 30; i++) {
        List<String> seen = new ArrayList<>(allPages(path + "?limit=3"));
        more += seen.size() > steady.size() ? 1 : 0;
        seen.retainAll(steady);
        assertThat(seen).isEqualTo(steady);
      }
    } finally {
      over.set(true);
    }
    return more;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?status=failed | 1",
        "?status=failed&status=queued | 2 1",
        "?format=reel | 2",
        "?format=reel&format=my+format%C3%A9 | 3 2",
        "?format=my%20format%C3%A9&status=processing | 3",
        "?creativeType=t&creativeType=u | 2",
        "?status=queued&format=none | ''",
        "?since=2026-04-17T13:10:02.000001Z&until=2026-04-17T13:10:03.000001Z | 3 2",
        "?since=2026-04-17T13:10:03.000002Z | 4",
        "?until=2026-04-17T13:10:01Z | ''",
        "?until=2026-04-17T13:10:01.000001Z | 1",
      })
  void filters_are_combined(String query, String expected) {
    put(1, "\"projectId\":\"p.1\",\"status\":\"failed\",");
    put(
        2,
        "\"projectId\":\"p.1\",\"status\":\"queued\",\"format\":\"reel\",\"creativeType\":\"t\",");
    put(3, "\"projectId\":\"p.1\",\"status\":\"processing\",\"format\":\"my format\u00e9\",");
    put(4, "\"projectId\":\"p.1\",\"format\":\"other\",");
    put(5, "\"projectId\":\"p.1\",\"format\":\"other\",");
    client.delete(5).is(204);
    int[] numbers =
        expected.isEmpty()
            ? new int[0]
            : List.of(expected.split(" ", -1)).stream().mapToInt(Integer::parseInt).toArray();
    for (String path : List.of(ALL, PROJECT)) {
      assertThat(allPages(path + query + "&limit=1")).isEqualTo(containers(numbers));
      assertThat(ids(client.get(path + query))).isEqualTo(containers(numbers));
    }
  }

  @Test
  void a_replaced_container_is_found_where_it_belongs_now() {
    put(1, "\"projectId\":\"p.1\",\"status\":\"queued\",");
    put(2, "\"projectId\":\"p.1\",\"status\":\"queued\",");
    client
        .put(
            1,
            Drafts.with(createdIn(3) + "\"projectId\":\"p.2\",\"status\":\"completed\",", "b.png"))
        .is(200);
    Client other = clients.second();
    assertThat(ids(other.get(PROJECT))).isEqualTo(containers(2));
    assertThat(ids(other.get("/v1/projects/p.2/content"))).isEqualTo(containers(1));
    assertThat(ids(other.get(ALL))).isEqualTo(containers(1, 2));
    assertThat(ids(other.get(ALL + "?status=queued"))).isEqualTo(containers(2));
    assertThat(other.get(ALL).at("/items/0/primaryAsset/assetId").textValue()).isEqualTo("b");
  }

  @Test
  void a_cursor_serves_its_own_list_alone() {
    put(1, "\"projectId\":\"p.1\",");
    put(2, "\"projectId\":\"p.1\",");
    String cursor = client.get(ALL + "?limit=1").is(200).at("/nextCursor").textValue();
    String query = "?limit=1&cursor=" + cursor;
    Client other = clients.second();
    assertThat(ids(other.get(ALL + query))).isEqualTo(containers(1));
    other.get(PROJECT + query).is(422, "VALIDATION");
    other.get(ALL + query + "&status=completed").is(422, "VALIDATION");
    site.newClients().first().get(ALL + query).is(422, "VALIDATION");
  }
}
