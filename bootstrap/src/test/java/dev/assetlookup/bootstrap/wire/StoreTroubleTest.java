package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.R2ManifestSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.S3Object;
import dev.assetlookup.s3server.StrictS3Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases and buckets that go away under a server, and come back. */
@Execution(ExecutionMode.CONCURRENT)
class StoreTroubleTest {
  private static final String ORGANIZATION = "org_trouble";
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int CLIENTS = 8;
  private static final int POOL_SIZE = 16;

  private static Client clientOf(Instance instance) {
    return new Client(
        instance, instance.mint(ORGANIZATION, Scope.ALL_DATA, Scope.AUDIT_READ).text());
  }

  /** All routes at once, because each waits for a connection as long as the pool does. */
  private static void assertNoAnswers(Client client) {
    Route[] routes = Route.values();
    Racers.race(
        routes.length,
        i -> {
          Reply reply = routes[i].ask(client);
          return routes[i].needsKey() ? reply.isUnavailable() : reply.is(200);
        });
  }

  private static void assertAnswers(Client client) {
    for (Route route : Route.values()) {
      // Buckets keep no log.
      assertThat(route.ask(client).status())
          .as("%s", route)
          .isIn(200, 204, route == Route.CHANGES ? 501 : 200);
    }
    client.get(Client.path(1)).is(404, "NOT_FOUND");
  }

  /** Until the pool has found its database again: its first attempts may come too early. */
  private static void awaitAnswers(Client client) {
    Reply reply = client.get("/v1/whoami");
    for (int i = 0; i < 20 && reply.status() == 503; i++) {
      reply = client.get("/v1/whoami");
    }
    reply.is(200);
  }

  @Test
  void while_postgresql_is_stopped_each_route_is_503_and_afterwards_all_is_there_again()
      throws IOException {
    Path data = Store.newDirectory();
    int port = freePort();
    EmbeddedPostgres running = postgresql(data, port);
    Settings database = Store.over(running.getJdbcUrl("postgres", "postgres"));
    try (Instance instance = Instance.of(database)) {
      Client client = clientOf(instance);
      Reply stored = client.put(1, Drafts.of("slide-1.png")).is(201);
      running.close();
      assertNoAnswers(client);
      running = postgresql(data, port);
      awaitAnswers(client);
      assertThat(client.get(Client.path(1)).is(200).body()).isEqualTo(stored.body());
      assertAnswers(client);
    } finally {
      running.close();
    }
  }

  private static EmbeddedPostgres postgresql(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void while_an_h2_file_cannot_be_opened_each_route_is_503_and_afterwards_all_is_there_again()
      throws IOException {
    Settings database = Store.H2_FILE.newStorage();
    Path file =
        Path.of(
            ((JdbcSettings) database.storage()).url().substring("jdbc:h2:file:".length())
                + ".mv.db");
    Path aside = file.resolveSibling("aside");
    try (Instance instance = Instance.of(database)) {
      Client client = clientOf(instance);
      Reply stored = client.put(1, Drafts.of("slide-1.png")).is(201);
      Files.move(file, aside);
      Files.writeString(file, "no database");
      // Not before, or the pool may have opened the file again meanwhile.
      shutDown(instance);
      assertNoAnswers(client);
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
      awaitAnswers(client);
      assertThat(client.get(Client.path(1)).is(200).body()).isEqualTo(stored.body());
      assertAnswers(client);
    }
  }

  /** H2 answers by closing the connection that asked. */
  private static void shutDown(Instance instance) {
    try (Connection connection = instance.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown");
    } catch (SQLException e) {
      assertThat(e.getErrorCode()).as(e.getMessage()).isEqualTo(90121);
    }
  }

  /** A pool looks at a connection only if it was idle, which under load none of them is. */
  @ParameterizedTest
  @EnumSource(names = {"H2_FILE", "POSTGRESQL"})
  void connections_that_the_database_drops_under_load_cost_one_answer_each(Store store) {
    try (Instance instance = Instance.of(store.newStorage())) {
      Client client = clientOf(instance);
      client.put(1, Drafts.of("slide-1.png")).is(201);
      Racers.race(CLIENTS, i -> client.get(Client.path(1)).is(200));
      dropConnections(store, instance);
      List<Integer> statuses =
          Stream.generate(() -> client.get(Client.path(1)).status()).limit(10 * POOL_SIZE).toList();
      assertThat(statuses).isSubsetOf(200, 503);
      assertThat(statuses).filteredOn(status -> status == 503).hasSizeLessThanOrEqualTo(POOL_SIZE);
    }
  }

  private static void dropConnections(Store store, Instance instance) {
    if (store == Store.H2_FILE) {
      shutDown(instance);
    } else {
      instance.sql(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and pid <> pg_backend_pid()");
    }
  }

  @Test
  void an_answer_of_postgresql_is_waited_for_ten_seconds() throws SQLException {
    try (Instance instance = Instance.of(Store.POSTGRESQL.newStorage());
        Connection connection = instance.connection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(10_000);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2_FILE", "POSTGRESQL"})
  void while_its_tables_are_gone_each_route_of_containers_is_503(Store store) {
    try (Instance instance = Instance.of(store.newStorage())) {
      Client client = clientOf(instance);
      client.put(1, Drafts.of("slide-1.png")).is(201);
      instance.sql("alter table asset_lookup_container rename to container_gone");
      instance.sql("alter table asset_lookup_asset rename to asset_gone");
      for (Route route : Route.values()) {
        Reply reply = route.ask(client);
        if (route.needsContainers()) {
          reply.isUnavailable();
        } else {
          reply.is(200);
        }
      }
      instance.sql("alter table container_gone rename to asset_lookup_container");
      instance.sql("alter table asset_gone rename to asset_lookup_asset");
      assertAnswers(client);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2_FILE", "POSTGRESQL"})
  void a_put_that_breaks_off_in_the_store_is_503_changes_nothing_and_can_be_repeated(Store store)
      throws SQLException {
    try (Instance instance = Instance.of(store.newStorage())) {
      Client client = clientOf(instance);
      Reply before = client.put(1, Drafts.of("a.png")).is(201);
      try (Connection blocking = instance.connection();
          Statement statement = blocking.createStatement()) {
        blocking.setAutoCommit(false);
        statement.execute("select * from asset_lookup_container for update");
        putBreaksOff(store, client, instance);
        blocking.rollback();
        blocking.setAutoCommit(true);
      }
      assertThat(client.get(Client.path(1)).is(200).body()).isEqualTo(before.body());
      Reply after = client.put(1, Drafts.of("b.png"), "If-Match", before.tag()).is(200);
      assertThat(client.get(Client.path(1)).is(200).body()).isEqualTo(after.body());
    }
  }

  /** H2 gives up by itself; PostgreSQL waits, until somebody cuts the connection. */
  private static void putBreaksOff(Store store, Client client, Instance instance) {
    Racers.race(
        List.of(
            () -> client.put(1, Drafts.of("b.png")).isUnavailable(),
            () -> store == Store.H2_FILE || cutWaiting(instance)));
  }

  private static boolean cutWaiting(Instance instance) throws SQLException {
    boolean cut = false;
    try (Connection connection = instance.connection();
        Statement statement = connection.createStatement()) {
      while (!cut) {
        try (ResultSet rows =
            statement.executeQuery(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and wait_event_type = 'Lock'")) {
          cut = rows.next();
        }
      }
    }
    return cut;
  }

  /** What a server of buckets can do to all requests; each is a kind of no answer. */
  private static List<Fault> bucketFaults() {
    return List.of(
        new Fault.Status(500, "InternalError"),
        new Fault.Status(503, "ServiceUnavailable"),
        new Fault.Status(429, "TooManyRequests"),
        new Fault.Status(403, "AccessDenied"),
        new Fault.Status(401, "Unauthorized"),
        new Fault.Status(404, "NoSuchBucket"),
        new Fault.Reset(),
        new Fault.Hang(),
        new Fault.Garbage(),
        new Fault.CutOff());
  }

  @ParameterizedTest
  @MethodSource("bucketFaults")
  void while_a_bucket_is_in_trouble_each_route_is_503_and_afterwards_all_is_there_again(
      Fault fault) {
    try (StrictS3Server server = StrictS3Server.start();
        Instance instance = Instance.of(Store.over(server, PATIENCE))) {
      Client client = clientOf(instance);
      Reply stored = client.put(1, Drafts.of("slide-1.png")).is(201);
      server.fault(request -> true, fault, Integer.MAX_VALUE);
      assertNoAnswers(client);
      server.clearFaults();
      awaitAnswers(client);
      assertThat(client.get(Client.path(1)).is(200).body()).isEqualTo(stored.body());
      assertAnswers(client);
    }
  }

  @Test
  void credentials_that_are_revoked_and_a_bucket_that_is_deleted_are_no_answer() {
    try (StrictS3Server server = StrictS3Server.start()) {
      Settings settings = Store.over(server, PATIENCE);
      try (Instance instance = Instance.of(settings)) {
        Client client = clientOf(instance);
        Reply stored = client.put(1, Drafts.of("slide-1.png")).is(201);
        server.revokeCredential(server.accessKeyId());
        assertNoAnswers(client);
        server.addCredential(server.accessKeyId(), server.secretAccessKey(), Access.READ_WRITE);
        assertThat(client.get(Client.path(1)).is(200).body()).isEqualTo(stored.body());
        server.deleteBucket(metadataBucket(settings));
        assertNoAnswers(client);
      }
    }
  }

  @Test
  void a_manifest_that_was_edited_is_503_and_its_neighbours_are_not() {
    try (StrictS3Server server = StrictS3Server.start()) {
      Settings settings = Store.over(server, PATIENCE);
      String bucket = metadataBucket(settings);
      try (Instance instance = Instance.of(settings)) {
        Client client = clientOf(instance);
        client.put(1, Drafts.of("slide-1.png")).is(201);
        client.put(2, Drafts.of("slide-2.png")).is(201);
        String key =
            server.keys(bucket, "organizations/" + ORGANIZATION + "/containers/").getFirst();
        S3Object manifest = Objects.requireNonNull(server.object(bucket, key));
        String text = new String(manifest.body(), StandardCharsets.UTF_8);
        server.put(
            bucket,
            key,
            text.replace("image", "video").getBytes(StandardCharsets.UTF_8),
            manifest.contentType(),
            manifest.metadata());
        client.get(Client.path(1)).isUnavailable();
        client.get(Client.path(2)).is(200);
        assertThat(client.get("/v1/content").is(200).all("/items", "/id"))
            .containsExactly(Client.container(2));
        Reply repaired = client.put(1, Drafts.of("slide-3.png")).is(200);
        assertThat(client.get(Client.path(1)).is(200).body()).isEqualTo(repaired.body());
      }
    }
  }

  private static String metadataBucket(Settings settings) {
    return ((R2ManifestSettings) settings.storage()).bucket();
  }
}
