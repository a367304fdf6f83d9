package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.feed.ReadChanges.Query;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ForwardingChangeLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many requests that wait for changes, and what ends them. */
class WaitingRequestsTest {
  private static final int WAITING = 5_000;
  private static final int CLIENTS = 300;

  private final Fixture fixture = new Fixture();
  private final CountDownLatch asked = new CountDownLatch(CLIENTS);
  private final ReadChanges changes = new Counted(fixture.changes, asked);
  private final StandaloneServer server =
      new StandaloneServer("127.0.0.1", 0, fixture.api(changes));

  @Test
  void five_thousand_who_wait_cost_no_thread_and_no_read_each() throws InterruptedException {
    CountingLog log = new CountingLog(fixture.store);
    ReadChanges port = ReadChanges.over(log, look -> Thread.ofVirtual().start(look));
    Caller reader = Caller.of("org_acme", Scope.CONTENT_READ);
    LogPosition now = ((Result.Page) port.now(reader)).next();
    Set<Result> results = ConcurrentHashMap.newKeySet();
    int threadsBefore = Thread.getAllStackTraces().size();
    long begun = System.nanoTime();
    List<Thread> threads =
        IntStream.range(0, WAITING)
            .mapToObj(i -> Thread.ofVirtual().start(() -> results.add(wait(port, reader, now))))
            .toList();
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(Thread.getAllStackTraces().size() - threadsBefore).isLessThan(processors + 20);
    fixture.publish(Fixture.CONTAINER, Fixture.slide(7));
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(results).hasSize(1);
    assertThat(results).allMatch(result -> ((Result.Page) result).changes().size() == 1);
    assertThat(log.reads.get()).isLessThan(10);
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    assertThat(log.looks.get()).isLessThanOrEqualTo((int) (3 + 2 * seconds));
  }

  private static Result wait(ReadChanges port, Caller reader, LogPosition after) {
    try {
      return port.await(reader, Query.after(after), Duration.ofHours(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String request(String token) {
    return "GET /v1/changes?wait=30&after="
        + token
        + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: "
        + fixture.key
        + "\r\n\r\n";
  }

  private String now() throws IOException {
    return now(server);
  }

  private String now(StandaloneServer asked) throws IOException {
    try (RawClient client = new RawClient(asked.port())) {
      client.send("GET /v1/changes HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + fixture.key + "\r\n\r\n");
      RawClient.Response response = Objects.requireNonNull(client.read("GET"));
      return WireTest.json(response.body()).path("nextToken").textValue();
    }
  }

  @Test
  void a_server_that_stops_answers_all_who_wait() throws Exception {
    server.start();
    String token = now();
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RawClient client = new RawClient(server.port());
      client.send(request(token));
      clients.add(client);
    }
    asked.await();
    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(
            () -> {
              changes.close();
              server.stop();
            });
    for (RawClient client : clients) {
      assertThat(client.readAll())
          .singleElement()
          .satisfies(
              response -> {
                JsonNode page = WireTest.json(response.body());
                assertThat(page.path("items")).isEmpty();
                assertThat(page.path("nextToken").textValue()).isEqualTo(token);
              });
      client.close();
    }
    stopped.join();
  }

  @Test
  void a_quarter_of_the_connections_is_left_to_requests_that_do_not_wait() throws Exception {
    CountDownLatch wait = new CountDownLatch(6);
    StandaloneServer small =
        new StandaloneServer(
            "127.0.0.1",
            0,
            fixture.api(new Counted(fixture.changes, wait)),
            routing -> {},
            ServerLimits.DEFAULT.withMaxConnections(8));
    small.start();
    String request = request(now(small));
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clients.add(new RawClient(small.port()));
      clients.get(i).send(request);
    }
    wait.await();
    RawClient other = new RawClient(small.port());
    clients.add(other);
    other.send(request);
    RawClient.Response refused = Objects.requireNonNull(other.read("GET"));
    WireTest.assertEnvelope(refused, 503, "OVERLOADED");
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    other.send(request.replace("wait=30", "wait=0"));
    assertThat(other.read("GET")).extracting(RawClient.Response::status).isEqualTo(200);
    fixture.publish(Fixture.CONTAINER, Fixture.slide(7));
    for (RawClient client : clients.subList(0, 6)) {
      assertThat(client.read("GET")).extracting(RawClient.Response::status).isEqualTo(200);
    }
    other.send(request);
    assertThat(other.read("GET")).extracting(RawClient.Response::status).isEqualTo(200);
    for (RawClient client : clients) {
      client.close();
    }
    small.stop();
  }

  @Test
  void so_many_of_one_key_wait_and_others_beside_them() throws Exception {
    CountDownLatch wait = new CountDownLatch(2);
    CountDownLatch another = new CountDownLatch(3);
    ReadChanges port = new Counted(new Counted(fixture.changes, wait), another);
    StandaloneServer limited =
        new StandaloneServer(
            "127.0.0.1",
            0,
            fixture.api(port, new LimitRules(LimitRules.DEFAULT.tiers(), null, null, 2)));
    limited.start();
    String request = request(now(limited));
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(new RawClient(limited.port()));
    }
    clients.get(0).send(request);
    clients.get(1).send(request);
    wait.await();
    clients.get(2).send(request);
    RawClient.Response refused = Objects.requireNonNull(clients.get(2).read("GET"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("5");
    clients.get(3).send(request.replace(fixture.key, fixture.readerKey));
    another.await();
    fixture.publish(Fixture.CONTAINER, Fixture.slide(7));
    for (int waiting : List.of(0, 1, 3)) {
      RawClient.Response page = Objects.requireNonNull(clients.get(waiting).read("GET"));
      assertThat(page.status()).isEqualTo(200);
      // One for the token, one each, however long it waited.
      assertThat(page.header("X-RateLimit-Remaining"))
          .isIn(waiting == 3 ? List.of("1199") : List.of("1198", "1197"));
    }
    // Who has waited leaves room.
    clients.get(2).send(request);
    assertThat(clients.get(2).read("GET")).extracting(RawClient.Response::status).isEqualTo(200);
    for (RawClient client : clients) {
      client.close();
    }
    limited.stop();
  }

  @Test
  void a_client_that_leaves_disturbs_nobody() throws Exception {
    server.start();
    String token = now();
    List<RawClient> clients = new ArrayList<>();
    try (CapturedLog log = new CapturedLog(ClientConnection.class)) {
      for (int i = 0; i < CLIENTS; i++) {
        RawClient client = new RawClient(server.port());
        client.send(request(token));
        clients.add(client);
      }
      asked.await();
      for (int i = 0; i < CLIENTS; i += 2) {
        clients.get(i).close();
      }
      fixture.publish(Fixture.CONTAINER, Fixture.slide(7));
      for (int i = 1; i < CLIENTS; i += 2) {
        RawClient.Response response = Objects.requireNonNull(clients.get(i).read("GET"));
        assertThat(WireTest.json(response.body()).path("items")).hasSize(1);
        clients.get(i).close();
      }
      server.stop();
      assertThat(log.records()).isEmpty();
    }
  }

  @Test
  void token_list_all_follow_misses_nothing_while_others_write() throws Exception {
    server.start();
    int writers = 4;
    int writes = 50;
    CountDownLatch half = new CountDownLatch(writers * writes / 2);
    List<Thread> threads = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      int writer = w;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < writes; i++) {
                      fixture.publish(
                          "cnt_00000000-0000-4000-8000-%012d".formatted(writer * writes + i),
                          Fixture.slide(i));
                      half.countDown();
                    }
                  }));
    }
    half.await();
    String token = now();
    Set<String> seen = new HashSet<>();
    String cursor = "";
    do {
      JsonNode page = get("/v1/content?limit=50" + cursor);
      seen.addAll(page.path("items").findValuesAsText("id"));
      cursor = "&cursor=" + page.path("nextCursor").asText();
    } while (!cursor.endsWith("null"));
    while (seen.size() < writers * writes + 1) {
      JsonNode page = get("/v1/changes?limit=7&wait=30&after=" + token);
      assertThat(page.path("items")).isNotEmpty();
      seen.addAll(page.path("items").findValuesAsText("containerId"));
      token = page.path("nextToken").textValue();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    server.stop();
  }

  private JsonNode get(String path) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + fixture.key + "\r\n\r\n");
      return WireTest.json(Objects.requireNonNull(client.read("GET")).body());
    }
  }

  /** Counts those who are about to wait. */
  private record Counted(ReadChanges port, CountDownLatch asked) implements ReadChanges {
    @Override
    public Result now(Caller caller) {
      return port.now(caller);
    }

    @Override
    public Result read(Caller caller, Query query) {
      return port.read(caller, query);
    }

    @Override
    public Result await(Caller caller, Query query, Duration wait) throws InterruptedException {
      asked.countDown();
      return port.await(caller, query, wait);
    }

    @Override
    public Result follow(
        Caller caller, Query query, Consumer<Result.Page> consumer, BooleanSupplier ended)
        throws InterruptedException {
      return port.follow(caller, query, consumer, ended);
    }

    @Override
    public void close() {
      port.close();
    }
  }

  /** Counts what the store is asked. */
  private static final class CountingLog extends ForwardingChangeLog {
    final AtomicInteger looks = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();

    CountingLog(ChangeLog log) {
      super(log);
    }

    @Override
    public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
      looks.incrementAndGet();
      return super.heads(organizations);
    }

    @Override
    public Changes changes(OrganizationId organization, LogPosition after, int limit) {
      reads.incrementAndGet();
      return super.changes(organization, after, limit);
    }
  }
}
