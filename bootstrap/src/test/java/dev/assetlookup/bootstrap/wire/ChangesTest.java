package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.wire.Site.Clients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Following what two servers over one store have done. */
class ChangesTest {
  private static final String PATH = "/v1/changes";
  private static final int WRITERS = 4;
  private static final int WRITES = 25;

  private static String token(Reply page) {
    return page.is(200).at("/nextToken").textValue();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "R2_MANIFEST")
  void each_server_knows_what_the_other_one_did(Store store) {
    Clients clients = Site.of(store).newClients();
    String start = token(clients.second().get(PATH));
    clients.first().put(1, Drafts.of("a.png")).is(201);
    clients.second().put(1, Drafts.of("b.png")).is(200);
    clients.first().delete(1).is(204);
    for (Client client : List.of(clients.first(), clients.second())) {
      Reply page = client.get(PATH + "?after=" + start).is(200);
      assertThat(page.all("/items", "/type")).containsExactly("published", "replaced", "deleted");
      assertThat(page.at("/items/1/added/assetIds/0").textValue()).isEqualTo("b");
      assertThat(page.at("/items/1/superseded/assetIds/0").textValue()).isEqualTo("a");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "R2_MANIFEST")
  void an_id_that_keeps_its_url_is_not_listed(Store store) {
    Client client = Site.of(store).newClients().first();
    client.put(1, "{\"assets\":[{\"url\":\"" + Drafts.MEDIA + "a.png\",\"width\":9}]}").is(201);
    String start = token(client.get(PATH));
    client.put(1, Drafts.of("a.png", "b.png")).is(200);
    Reply page = client.get(PATH + "?after=" + start).is(200);
    assertThat(page.at("/items/0/added").toString())
        .isEqualTo("{\"all\":false,\"assetIds\":[\"b\"]}");
    assertThat(page.at("/items/0/superseded/assetIds")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "R2_MANIFEST")
  void a_write_on_either_server_ends_a_wait(Store store) {
    Clients clients = Site.of(store).newClients();
    String start = token(clients.first().get(PATH));
    for (int i = 0; i < 2; i++) {
      String after = start;
      CompletableFuture<Reply> waiting =
          CompletableFuture.supplyAsync(
              () -> clients.first().get(PATH + "?wait=30&after=" + after));
      clients.turn(i).put(i, Drafts.of("a.png")).is(201);
      Reply page = waiting.join();
      assertThat(page.all("/items", "/containerId")).containsExactly(Client.container(i));
      start = token(page);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "R2_MANIFEST")
  void token_list_all_follow_ends_with_what_is_stored(Store store) {
    Clients clients = Site.of(store).newClients();
    AtomicInteger writing = new AtomicInteger(WRITERS);
    List<Callable<Map<String, Boolean>>> racers = new ArrayList<>();
    for (int w = 0; w < WRITERS; w++) {
      int writer = w;
      racers.add(
          () -> {
            for (int i = 0; i < WRITES; i++) {
              // Some of one container, so that writers meet.
              int container = i % 3 == 0 ? i : writer * WRITES + i;
              clients.turn(i).put(container, Drafts.of("f" + writer + "-" + i + ".png"));
              if (i % 5 == 0) {
                clients.turn(i + 1).delete(container);
              }
            }
            writing.decrementAndGet();
            return Map.of();
          });
    }
    racers.add(() -> follow(clients, writing));
    Map<String, Boolean> known = Racers.race(racers).getLast();
    Set<String> alive = new HashSet<>();
    known.forEach(
        (container, isThere) -> {
          if (isThere) {
            alive.add(container);
          }
        });
    assertThat(alive).isEqualTo(new HashSet<>(listed(clients.first())));
  }

  /** Which containers are there, as far as somebody knows who lists once and follows. */
  private static Map<String, Boolean> follow(Clients clients, AtomicInteger writing) {
    String token = token(clients.second().get(PATH));
    Map<String, Boolean> known = new HashMap<>();
    listed(clients.first()).forEach(container -> known.put(container, true));
    boolean last = false;
    while (true) {
      Reply page = clients.second().get(PATH + "?limit=7&after=" + token).is(200);
      List<String> containers = page.all("/items", "/containerId");
      List<String> types = page.all("/items", "/type");
      for (int i = 0; i < containers.size(); i++) {
        known.put(containers.get(i), !types.get(i).equals("deleted"));
      }
      token = token(page);
      if (last && !page.at("/hasMore").booleanValue()) {
        return known;
      }
      last = writing.get() == 0;
    }
  }

  private static List<String> listed(Client client) {
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      Reply page = client.get("/v1/content?limit=20" + cursor).is(200);
      all.addAll(page.all("/items", "/id"));
      String next = page.at("/nextCursor").textValue();
      cursor = next == null ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return all;
  }

  @ParameterizedTest
  @EnumSource(names = "R2_MANIFEST")
  void a_bucket_has_no_log_and_says_so(Store store) {
    Site.of(store).newClients().first().get(PATH).is(501, "CHANGES_NOT_KEPT");
  }
}
