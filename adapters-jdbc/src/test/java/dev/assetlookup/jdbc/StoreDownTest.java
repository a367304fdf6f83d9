package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.FIRST;
import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.util.Throwables.getStackTrace;

import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that cannot be reached is not an absence, and when it is back the store works. */
class StoreDownTest {
  private static final ContainerKey KEY = Samples.key(1);
  private static final TableNames MISSING = new TableNames(null, "missing_");
  private static final ApiKey API_KEY = Samples.apiKey('A');

  @Test
  void an_unreachable_database_is_no_answer_for_any_call() throws IOException {
    PGSimpleDataSource nobody = new PGSimpleDataSource();
    nobody.setURL("jdbc:postgresql://127.0.0.1:" + closedPort() + "/postgres");
    assertUnavailable(nobody);
    JdbcSchema schema = new JdbcSchema(TableNames.DEFAULT);
    assertNoAnswer(() -> schema.create(nobody));
    assertNoAnswer(() -> schema.problems(nobody));
    assertNoAnswer(() -> JdbcSchema.Database.of(nobody));
  }

  @Test
  void a_pool_that_fails_by_an_unchecked_exception_is_no_answer() throws IOException {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + closedPort() + "/postgres");
      JdbcStore store = new JdbcStore(pool, TableNames.DEFAULT);
      assertNoAnswer(() -> store.find(KEY, FIRST));
      assertNoAnswer(() -> store.read(KEY));
    }
  }

  @Test
  void missing_tables_are_reported_with_the_command_that_makes_them() {
    for (Fixture fixture :
        new Fixture[] {
          Fixture.of(Product.POSTGRESQL), Fixture.of(Product.H2_FILE).autoCommitOff()
        }) {
      assertUnavailable(fixture.dataSource());
      for (ThrowingCallable call : calls(new JdbcStore(fixture.dataSource(), MISSING))) {
        assertThatExceptionOfType(StoreNotSetUpException.class)
            .isThrownBy(call)
            .withMessageContaining("asset-lookup schema create")
            .withMessageContaining("JdbcSchema.create");
      }
      fixture.afterEach();
    }
  }

  @Test
  void a_failure_does_not_repeat_what_was_to_be_stored() {
    for (Fixture fixture :
        new Fixture[] {Fixture.of(Product.POSTGRESQL), Fixture.of(Product.H2_MEMORY)}) {
      JdbcStore store = fixture.emptyStore();
      Container slides = slides(KEY, 1, 2);
      String url = slides.assets().get(0).descriptor().url().value();
      fixture.sql(
          "alter table %s.asset add constraint no_slides check (url not like 'https://%%')"
              .formatted(fixture.lastNames().schema()));
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.swap(slides, Revision.NONE))
          .satisfies(
              e ->
                  assertThat(getStackTrace(e))
                      .contains("the database refuses a value [23")
                      .doesNotContain(url));
      fixture.sql("alter table %s.asset drop column url".formatted(fixture.lastNames().schema()));
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(() -> store.swap(slides, Revision.NONE))
          .satisfies(e -> assertThat(getStackTrace(e)).doesNotContain(url));
      fixture.afterEach();
    }
  }

  @Test
  void a_user_that_is_refused_and_a_database_that_is_not_there_are_not_an_outage()
      throws IOException {
    String h2 = "jdbc:h2:file:" + Product.newDirectory() + "/store";
    try (HikariDataSource pool = Product.newPool(h2 + ";USER=one;PASSWORD=one", true)) {
      new JdbcSchema(TableNames.DEFAULT).create(pool);
      // Once: H2 answers each further wrong password later than the last, after 4 s in the end.
      assertThatExceptionOfType(StoreNotSetUpException.class)
          .isThrownBy(
              () ->
                  new JdbcStore(
                          new OneConnection(
                                  () -> DriverManager.getConnection(h2 + ";USER=one;PASSWORD=two"))
                              .dataSource(),
                          TableNames.DEFAULT)
                      .read(KEY))
          .withMessageContaining("password");
    }
    assertNotSetUp(() -> DriverManager.getConnection(h2 + "2;IFEXISTS=TRUE"), "no such database");
    String postgresql = Product.POSTGRESQL.pool(true).getJdbcUrl();
    String nowhere = postgresql.replaceFirst("/postgres\\?", "/nowhere?");
    assertNotSetUp(() -> DriverManager.getConnection(nowhere), "no such database");
    String nobody = postgresql.replaceFirst("user=postgres", "user=nobody");
    assertNotSetUp(() -> DriverManager.getConnection(nobody), "the user");
  }

  private static void assertNotSetUp(Callable<Connection> connect, String message) {
    JdbcStore store = new JdbcStore(new OneConnection(connect).dataSource(), TableNames.DEFAULT);
    for (ThrowingCallable call : calls(store)) {
      assertThatExceptionOfType(StoreNotSetUpException.class)
          .isThrownBy(call)
          .withMessageContaining(message);
    }
  }

  @Test
  void a_commit_whose_answer_is_lost_leaves_the_outcome_unknown() {
    for (Fixture fixture :
        new Fixture[] {Fixture.of(Product.POSTGRESQL), Fixture.of(Product.H2_FILE)}) {
      TableNames names = fixture.emptyTables();
      JdbcStore good = new JdbcStore(fixture.dataSource(), names);
      JdbcStore lost = new JdbcStore(withoutAnswers(fixture.dataSource()), names);
      assertThatExceptionOfType(OutcomeUnknownException.class)
          .isThrownBy(() -> lost.swap(slides(KEY, 1, 1), Revision.NONE))
          .withMessageContaining(KEY.toString());
      assertThatExceptionOfType(OutcomeUnknownException.class)
          .isThrownBy(() -> lost.addKey(API_KEY));
      assertThat(good.read(KEY)).contains(slides(KEY, 1, 1));
      assertThat(good.findKey(API_KEY.id())).contains(API_KEY);
      assertThat(lost.swap(slides(KEY, 1, 1), Revision.NONE)).isEqualTo(Swap.STALE);
      fixture.afterEach();
    }
  }

  /** A commit is answered by a lost connection. */
  private static DataSource withoutAnswers(DataSource target) {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Connection connection = target.getConnection();
          return Proxies.proxy(
              Connection.class,
              (inner, called, values) -> {
                Object result = Proxies.call(connection, called, values);
                if (called.getName().equals("commit")) {
                  throw new SQLException("connection lost", "08006");
                }
                return result;
              });
        });
  }

  @Test
  @SuppressWarnings("NullAway")
  void a_mistake_of_the_callers_is_reported_as_such() {
    Fixture fixture = Fixture.of(Product.H2_MEMORY);
    JdbcStore store = fixture.emptyStore();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> store.find(null, null),
            () -> store.find(KEY, null),
            () -> store.findAll(null),
            () -> store.findKey(null),
            () -> store.read(null),
            () -> store.swap(null, Revision.NONE),
            () -> store.swap(slides(KEY, 1, 1), null),
            () -> store.remove(null, Revision.NONE),
            () -> store.remove(KEY, null),
            () -> store.latestRevision(null),
            () -> store.list(null, ContainerFilter.ALL, null, 1),
            () -> store.due(null, Samples.NOON, null, 1),
            () -> store.addKey(null),
            () -> store.changeKeyStatus(null, API_KEY.status(), API_KEY.status()))) {
      assertThatExceptionOfType(NullPointerException.class).isThrownBy(call);
    }
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> store.list(Samples.ACME, ContainerFilter.ALL, null, 0),
            () -> store.due(Stage.FORGET, Samples.NOON, null, 0),
            () -> store.scan(null, 0),
            () -> store.listKeys(null, null, -1))) {
      assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(call);
    }
    fixture.afterEach();
  }

  @Test
  void a_terminated_connection_costs_one_answer() throws SQLException {
    Fixture fixture = Fixture.of(Product.POSTGRESQL);
    TableNames names = fixture.emptyTables();
    HikariDataSource shared = fixture.product().pool(true);
    for (boolean autoCommit : List.of(true, false)) {
      try (OneConnection pool =
          new OneConnection(
              () -> {
                Connection connection = DriverManager.getConnection(shared.getJdbcUrl());
                connection.setAutoCommit(autoCommit);
                return connection;
              })) {
        JdbcStore store = new JdbcStore(pool.dataSource(), names);
        store.swap(slides(KEY, 1, 1), Revision.NONE);
        for (ThrowingCallable call : calls(store)) {
          fixture.sql(
              "select pg_terminate_backend(pid) from pg_stat_activity where pid = "
                  + backend(pool.dataSource()));
          assertNoAnswer(call);
          assertThat(store.find(KEY, FIRST)).isInstanceOf(Reading.Present.class);
        }
        assertThat(store.read(KEY)).contains(slides(KEY, 1, 1));
      }
    }
    fixture.afterEach();
  }

  @Test
  void a_restarted_postgresql_is_found_again() throws IOException {
    Path data = Product.newDirectory();
    int port = closedPort();
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    JdbcStore store = new JdbcStore(dataSource, TableNames.DEFAULT);
    try (EmbeddedPostgres first = start(data, port)) {
      assertThat(first.getPort()).isEqualTo(port);
      new JdbcSchema(TableNames.DEFAULT).create(dataSource);
      store.swap(slides(KEY, 1, 1), Revision.NONE);
    }
    assertNoAnswer(() -> store.find(KEY, FIRST));
    assertNoAnswer(() -> store.swap(slides(KEY, 2, 1), new Revision(1)));
    try (EmbeddedPostgres second = start(data, port)) {
      assertThat(second.getPort()).isEqualTo(port);
      assertThat(store.find(KEY, FIRST)).isInstanceOf(Reading.Present.class);
      assertThat(store.swap(slides(KEY, 2, 1), new Revision(1))).isEqualTo(Swap.DONE);
    }
  }

  private static EmbeddedPostgres start(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  @Test
  void an_h2_file_that_was_closed_is_opened_again() throws SQLException {
    String url = "jdbc:h2:file:" + Product.newDirectory() + "/store;DB_CLOSE_DELAY=-1";
    try (OneConnection pool = new OneConnection(() -> DriverManager.getConnection(url));
        Connection stale = DriverManager.getConnection(url)) {
      new JdbcSchema(TableNames.DEFAULT).create(pool.dataSource());
      JdbcStore store = new JdbcStore(pool.dataSource(), TableNames.DEFAULT);
      store.swap(slides(KEY, 1, 1), Revision.NONE);
      try (Connection other = DriverManager.getConnection(url);
          Statement statement = other.createStatement()) {
        statement.execute("shutdown");
      }
      assertUnavailable(OneConnection.only(stale));
      assertThat(store.find(KEY, FIRST)).isInstanceOf(Reading.Present.class);
      assertThat(store.swap(slides(KEY, 2, 1), new Revision(1))).isEqualTo(Swap.DONE);
    }
  }

  /** With plain {@code file:} the interrupt closes H2's file under everybody. */
  @Test
  void an_interrupted_thread_does_no_harm_to_an_h2_file_opened_as_async() throws Exception {
    String url = "jdbc:h2:async:" + Product.newDirectory() + "/store";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      JdbcStore store = new JdbcStore(OneConnection.only(connection), TableNames.DEFAULT);
      new JdbcSchema(TableNames.DEFAULT).create(OneConnection.only(connection));
      store.swap(slides(KEY, 1, 1), Revision.NONE);
      for (int revision = 1; revision < 20; revision++) {
        Thread.currentThread().interrupt();
        store.swap(slides(KEY, revision + 1, 100), new Revision(revision));
        statement.execute("checkpoint sync");
        Thread.interrupted();
      }
      assertThat(store.read(KEY)).contains(slides(KEY, 20, 100));
    }
  }

  static List<ThrowingCallable> calls(JdbcStore store) {
    return List.of(
        () -> store.find(KEY, FIRST),
        () -> store.findAll(List.of(new AssetKey(KEY, FIRST))),
        () -> store.findKey(API_KEY.id()),
        () -> store.read(KEY),
        () -> store.swap(slides(KEY, 1, 1), Revision.NONE),
        () -> store.swap(slides(KEY, 2, 1), new Revision(1)),
        () -> store.remove(KEY, new Revision(1)),
        () -> store.list(Samples.ACME, ContainerFilter.ALL, null, 1),
        () -> store.due(Stage.RELEASE, Samples.NOON, null, 1),
        () -> store.scan(null, 1),
        () -> store.addKey(API_KEY),
        () -> store.changeKeyStatus(API_KEY.id(), API_KEY.status(), API_KEY.status()),
        () -> store.listKeys(null, null, 1));
  }

  private static void assertUnavailable(DataSource dataSource) {
    calls(new JdbcStore(dataSource, TableNames.DEFAULT)).forEach(StoreDownTest::assertNoAnswer);
  }

  private static void assertNoAnswer(ThrowingCallable call) {
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(call)
        .isNotInstanceOf(CorruptRecordException.class)
        .withMessageStartingWith("cannot ");
  }

  private static int backend(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      int pid = row.getInt(1);
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      return pid;
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
