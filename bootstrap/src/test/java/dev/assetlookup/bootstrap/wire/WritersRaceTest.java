package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.wire.Site.Clients;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers of one container that begin together, at two servers over one store. */
@ParameterizedClass
@EnumSource
class WritersRaceTest {
  // No writer can lose as many races as make a server give up, so none gets a conflict.
  private static final int WRITERS = 8;
  private static final int ROUNDS = 8;

  private final Clients clients;

  WritersRaceTest(Store store) {
    clients = Site.of(store).newClients();
  }

  /** Opens the connections, so that writers meet in the store and not at the door. */
  @BeforeEach
  void warmUp() {
    Racers.race(WRITERS, i -> clients.turn(i).get("/v1/whoami").is(200));
  }

  /** A URL that every writer has, one that some have, one with an id of its own. */
  private static String set(int round, int writer) {
    String own = round + "-" + writer;
    return Drafts.with(
        "\"caption\":\"" + own + "\",", "all.png", writer % 3 + "/some.png", own + ".png");
  }

  private List<Reply> race(int container, int round, String... headers) {
    return Racers.race(
        WRITERS, writer -> clients.turn(writer).put(container, set(round, writer), headers));
  }

  private static List<Integer> statuses(List<Reply> replies) {
    return replies.stream().map(Reply::status).sorted().toList();
  }

  private static List<Integer> oneOf(int winner, int others) {
    List<Integer> all = new ArrayList<>(Collections.nCopies(WRITERS - 1, others));
    all.add(winner);
    return all.stream().sorted().toList();
  }

  /** The stored set is that of one who got this answer: ids, order and all. */
  private void assertStoredIsOneOf(int container, List<Reply> replies) {
    List<String> confirmed =
        replies.stream().filter(r -> r.status() < 400).map(Reply::body).toList();
    for (Client reader : List.of(clients.first(), clients.second())) {
      Reply stored = reader.get(Client.path(container)).is(200);
      assertThat(confirmed).contains(stored.body());
      stored
          .all("/assets", "/assetId")
          .forEach(id -> reader.get(Client.path(container, id)).is(200));
    }
  }

  /** Also the sets that were replaced at once are remembered, and those refused never were. */
  private void assertKnownAreThoseDone(int container, int round, List<Reply> replies) {
    String[] own =
        IntStream.range(0, WRITERS)
            .mapToObj(writer -> Client.pair(container, round + "-" + writer))
            .toArray(String[]::new);
    assertThat(clients.turn(round).batch(own).is(200).all("/items", "/status"))
        .isEqualTo(replies.stream().map(r -> r.status() < 400 ? "found" : "not_found").toList());
  }

  @Test
  void of_those_that_replace_what_they_have_read_one_does_and_the_others_are_told() {
    String tag = clients.first().put(1, Drafts.of("all.png")).is(201).tag();
    for (int round = 0; round < ROUNDS; round++) {
      List<Reply> replies = race(1, round, "If-Match", tag);
      assertThat(statuses(replies)).isEqualTo(oneOf(200, 412));
      assertStoredIsOneOf(1, replies);
      assertKnownAreThoseDone(1, round, replies);
      tag = clients.turn(round).get(Client.path(1)).is(200).tag();
    }
  }

  @Test
  void of_those_that_create_one_does_and_the_others_are_told() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Reply> replies = race(round, round, "If-None-Match", "*");
      assertThat(statuses(replies)).isEqualTo(oneOf(201, 412));
      assertStoredIsOneOf(round, replies);
      assertKnownAreThoseDone(round, round, replies);
    }
  }

  @Test
  void of_those_that_put_on_a_new_container_one_creates_and_the_others_replace() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Reply> replies = race(round, round);
      assertThat(statuses(replies)).isEqualTo(oneOf(201, 200));
      assertEachGotItsOwn(replies, round);
      assertStoredIsOneOf(round, replies);
      assertKnownAreThoseDone(round, round, replies);
    }
  }

  @Test
  void of_those_that_put_on_one_that_is_there_each_replaces() {
    clients.first().put(1, Drafts.of("all.png")).is(201);
    for (int round = 0; round < ROUNDS; round++) {
      List<Reply> replies = race(1, round);
      assertThat(statuses(replies)).containsOnly(200);
      assertEachGotItsOwn(replies, round);
      assertStoredIsOneOf(1, replies);
      assertKnownAreThoseDone(1, round, replies);
    }
  }

  private static void assertEachGotItsOwn(List<Reply> replies, int round) {
    for (int writer = 0; writer < WRITERS; writer++) {
      Reply reply = replies.get(writer);
      String own = round + "-" + writer;
      assertThat(reply.at("/caption").textValue()).isEqualTo(own);
      assertThat(reply.all("/assets", "/url"))
          .containsExactly(
              Drafts.MEDIA + "all.png",
              Drafts.MEDIA + writer % 3 + "/some.png",
              Drafts.MEDIA + own + ".png");
      assertThat(reply.all("/assets", "/assetId")).containsExactly("all", "some", own);
    }
  }

  /** Until rounds have ended both ways. */
  @Test
  void where_writers_meet_deleters_the_whole_set_of_one_is_there_or_nothing() {
    int[] ends = new int[2];
    for (int round = 0; round < ROUNDS || ends[0] * ends[1] == 0; round++) {
      int number = round;
      List<Reply> replies =
          Racers.race(
              WRITERS,
              i -> i % 4 < 2 ? clients.turn(i).put(1, set(number, i)) : clients.turn(i).delete(1));
      assertThat(replies).extracting(Reply::status).isSubsetOf(200, 201, 204);
      boolean there = clients.turn(round).get(Client.path(1)).status() == 200;
      ends[there ? 1 : 0]++;
      if (there) {
        assertStoredIsOneOf(1, withBodies(replies));
      } else {
        assertGone();
      }
    }
  }

  private static List<Reply> withBodies(List<Reply> replies) {
    return replies.stream().filter(reply -> reply.status() != 204).toList();
  }

  private void assertGone() {
    for (Client reader : List.of(clients.first(), clients.second())) {
      reader.get(Client.path(1)).is(404, "NOT_FOUND");
      for (String id : List.of("all", "some", "0-0")) {
        reader.get(Client.path(1, id)).is(404, "NOT_FOUND");
      }
      assertThat(reader.get("/v1/content").is(200).at("/items")).isEmpty();
    }
  }

  @Test
  void a_deleter_of_what_it_has_read_and_a_writer_of_what_it_has_read_do_not_both_succeed() {
    for (int round = 0; round < ROUNDS; round++) {
      int number = round;
      String tag = clients.first().put(1, set(round, 9)).tag();
      List<Reply> replies =
          Racers.race(
              WRITERS,
              i ->
                  i % 4 < 2
                      ? clients.turn(i).put(1, set(number, i), "If-Match", tag)
                      : clients.turn(i).delete(1, "If-Match", tag));
      assertThat(replies).extracting(Reply::status).isSubsetOf(200, 204, 412);
      assertThat(replies).filteredOn(reply -> reply.status() < 400).hasSize(1);
    }
  }
}
