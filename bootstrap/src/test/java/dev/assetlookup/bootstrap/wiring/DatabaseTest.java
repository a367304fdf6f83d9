package dev.assetlookup.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Databases of H2: in memory, on files that are large, damaged, old or cannot be written. */
@Execution(ExecutionMode.CONCURRENT)
final class DatabaseTest {
  private static final ContainerKey KEY =
      new ContainerKey(new OrganizationId("org_acme"), new ContainerId(new UUID(0, 1)));

  @TempDir private Path folder;

  private static JdbcSettings settings(String url) {
    return new JdbcSettings(url, "sa", "", JdbcSettings.SchemaMode.CREATE);
  }

  private JdbcSettings file(String more) {
    return settings("jdbc:h2:file:" + folder.resolve("store") + more);
  }

  private Path file() {
    return folder.resolve("store.mv.db");
  }

  private void putFile(String resource) throws IOException {
    try (InputStream stored = DatabaseTest.class.getResourceAsStream(resource);
        InputStream in = new GZIPInputStream(stored)) {
      Files.copy(in, file());
    }
  }

  @Test
  void what_a_server_of_h2_answers_is_not_remembered() throws SQLException {
    Server server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-ifNotExists").start();
    String remote = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:remembered";
    try (JdbcStorage ofServer = JdbcStorage.open(settings(remote), Optional.empty());
        JdbcStorage own = JdbcStorage.open(file(""), Optional.empty())) {
      assertThat(ofServer.mayBeRemembered()).isFalse();
      assertThat(own.mayBeRemembered()).isTrue();
    } finally {
      server.stop();
    }
  }

  private static void fill(Database database, int rows) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement create = connection.createStatement()) {
      create.execute("create table if not exists note (id bigint primary key, text varchar(4000))");
      try (PreparedStatement insert =
          connection.prepareStatement("merge into note key (id) values (?, ?)")) {
        for (int i = 0; i < rows; i++) {
          insert.setInt(1, i % 100);
          insert.setString(2, "text ".repeat(400) + i);
          insert.executeUpdate();
        }
      }
    }
  }

  private static int count(Database database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from note")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void a_new_connection_leaves_the_page_cache_as_it_is() throws SQLException {
    try (H2Database database = H2Database.open(file(";CACHE_SIZE=65536"));
        Connection one = DriverManager.getConnection(database.url(), "sa", "");
        Statement statement = one.createStatement()) {
      statement.execute(
          "create table note as select x id, repeat('text ', 800) text from system_range(1, 4000)");
      int pages = megabytes(statement, "info.CACHE_SIZE");
      assertThat(pages).isPositive();
      assertThat(database.maintenance().sizes().fileBytes()).isPositive();
      DriverManager.getConnection(database.url(), "sa", "").close();
      assertThat(megabytes(statement, "info.CACHE_SIZE")).isGreaterThanOrEqualTo(pages);
      assertThat(megabytes(statement, "info.CACHE_MAX_SIZE")).isEqualTo(64);
    }
  }

  private static int megabytes(Statement statement, String setting) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select setting_value from information_schema.settings where setting_name = '"
                + setting
                + "'")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void a_database_in_memory_outlives_every_connection_of_its_pool() throws SQLException {
    try (Database database = Database.open(settings("jdbc:h2:mem:outlives"))) {
      fill(database, 10);
      HikariDataSource pool = (HikariDataSource) database.dataSource();
      pool.getHikariPoolMXBean().softEvictConnections();
      while (pool.getHikariPoolMXBean().getIdleConnections() > 0) {
        Thread.onSpinWait();
      }
      assertThat(count(database)).isEqualTo(10);
    }
  }

  @Test
  void a_database_in_memory_ends_with_the_program_that_opened_it() throws SQLException {
    try (Database database = Database.open(settings("jdbc:h2:mem:ends"))) {
      fill(database, 10);
    }
    try (Database database = Database.connect(settings("jdbc:h2:mem:ends"))) {
      assertThatThrownBy(() -> count(database)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void a_file_shrinks_to_its_content_while_it_is_open_and_its_data_stay() throws Exception {
    try (Database database = Database.open(file(""))) {
      fill(database, 3000);
      long before = Files.size(file());
      database.compact();
      assertThat(Files.size(file())).isLessThan(before / 10);
      assertThat(count(database)).isEqualTo(100);
      fill(database, 10);
    }
    try (Database database = Database.open(file(""))) {
      assertThat(count(database)).isEqualTo(100);
    }
  }

  @Test
  void a_file_that_grew_is_compacted_when_it_is_closed() throws Exception {
    Database.open(file("")).close();
    long empty = Files.size(file());
    try (Database database = Database.open(file(""))) {
      fill(database, 4000);
      assertThat(Files.size(file())).isGreaterThan(20_000_000);
    }
    assertThat(Files.size(file())).isLessThan(empty + 1_000_000);
  }

  @Test
  void what_is_written_while_the_file_is_written_anew_is_kept() throws Exception {
    try (Database database = Database.open(file(""))) {
      JdbcStore store = new JdbcStore(database.dataSource(), TableNames.DEFAULT);
      List<FutureTask<Revision>> writers = new ArrayList<>();
      AtomicBoolean ended = new AtomicBoolean();
      for (int n = 0; n < 4; n++) {
        ContainerKey key = key(n);
        FutureTask<Revision> writer = new FutureTask<>(() -> write(store, key, ended));
        writers.add(writer);
        new Thread(writer, "writer").start();
      }
      for (int i = 0; i < 5; i++) {
        Revision before = store.latestRevision(key(0));
        while (store.latestRevision(key(0)).equals(before)) {
          Thread.onSpinWait();
        }
        database.compact();
      }
      ended.set(true);
      for (int n = 0; n < 4; n++) {
        Revision acknowledged = writers.get(n).get();
        assertThat(store.read(key(n)).orElseThrow().revision()).isEqualTo(acknowledged);
      }
    }
    try (H2Database closed = H2Database.open(file(""))) {
      assertThat(
              closed.maintenance().findDamage(TableNames.DEFAULT, Duration.ofMinutes(1)).damage())
          .isEmpty();
    }
  }

  private static ContainerKey key(long n) {
    return new ContainerKey(new OrganizationId("org_acme"), new ContainerId(new UUID(1, n)));
  }

  /** Publishes again and again; the last revision that was acknowledged. */
  private static Revision write(ContainerStore store, ContainerKey key, AtomicBoolean ended) {
    Revision last = Revision.NONE;
    while (!ended.get()) {
      Revision next = new Revision(last.number() + 1);
      Container container =
          new Container(
              key, next, Instant.EPOCH, ContainerDetails.COMPLETED, List.of(), List.of(), null);
      assertThat(store.swap(container, last)).isEqualTo(ContainerStore.Swap.DONE);
      last = next;
    }
    return last;
  }

  @Test
  void containers_of_another_revision_than_their_assets_stop_the_start_after_a_crash()
      throws Exception {
    try (Database database = Database.open(file(""));
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      new JdbcStore(database.dataSource(), TableNames.DEFAULT)
          .swap(
              new Container(
                  KEY,
                  new Revision(1),
                  Instant.EPOCH,
                  ContainerDetails.COMPLETED,
                  List.of(),
                  List.of(),
                  null),
              Revision.NONE);
      statement.executeUpdate("update asset_lookup_container set primary_asset_id = 'slide-1'");
      // As a crash leaves it: not closed.
      Files.copy(file(), folder.resolve("crashed.mv.db"));
    }
    JdbcSettings crashed = settings("jdbc:h2:file:" + folder.resolve("crashed"));
    String named = "container org_acme/cnt_" + KEY.container().uuid();
    assertThatThrownBy(() -> Database.open(crashed))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("schema repair");
    assertThat(H2Repair.check(crashed)).singleElement().asString().startsWith(named);
    assertThat(H2Repair.run(crashed).damage()).singleElement().asString().startsWith(named);
    Database.open(crashed).close();
  }

  @Test
  void a_damaged_file_is_noticed_and_repaired_and_kept() throws Exception {
    putFile("damaged.mv.db.gz");
    assertThatThrownBy(() -> Database.open(file("")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file() + " is damaged")
        .hasMessageContaining("rows")
        .hasMessageContaining("asset-lookup schema repair");

    H2Repair repair = H2Repair.run(file(""));
    assertThat(repair.file()).isEqualTo(file());
    assertThat(repair.kept()).isEqualTo(folder.resolve("store.damaged-1.mv.db")).exists();
    assertThat(Files.size(repair.kept())).isPositive();
    assertThat(repair.rows()).containsEntry("\"PUBLIC\".\"CONTAINER\"", 24L);
    // How much of the transaction that was cut off is undone differs.
    assertThat(repair.rows().get("\"PUBLIC\".\"ASSET\"")).isBetween(400L, 560L);
    try (H2Database repaired = H2Database.open(file(""))) {
      assertThat(
              repaired.maintenance().findDamage(TableNames.DEFAULT, Duration.ofMinutes(1)).damage())
          .isEmpty();
    }
  }

  @Test
  void what_is_not_a_file_of_h2_cannot_be_repaired() {
    assertThatThrownBy(() -> H2Repair.run(file("")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("storage.jdbc.url");
    assertThat(file()).doesNotExist();
  }

  @Test
  void a_file_of_another_version_is_answered_with_the_commands_that_convert_it()
      throws IOException {
    putFile("h2-1.4.200.mv.db.gz");
    assertThatThrownBy(() -> Database.open(file("")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("H2 1.4")
        .hasMessageContaining("org.h2.tools.Script -url jdbc:h2:file:" + folder.resolve("store"))
        .hasMessageContaining("-options FROM_1X");
  }

  @Test
  void a_file_whose_tables_are_gone_is_not_taken_for_a_new_one() throws IOException {
    Database.connect(file("")).close();
    byte[] empty = Files.readAllBytes(file());
    byte[] more = new byte[200_000];
    System.arraycopy(empty, 0, more, 0, empty.length);
    Files.write(file(), more);
    assertThatThrownBy(() -> Database.open(file("")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("not one table");
  }

  @Test
  void a_file_that_can_only_be_read_is_read() throws SQLException {
    try (Database database = Database.open(file(""))) {
      fill(database, 10);
    }
    try (Database database = Database.open(file(";ACCESS_MODE_DATA=r"))) {
      assertThat(count(database)).isEqualTo(10);
      JdbcStore store = new JdbcStore(database.dataSource(), TableNames.DEFAULT);
      assertThat(store.read(KEY)).isEmpty();
      assertThatThrownBy(() -> fill(database, 1)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void what_can_only_be_read_says_so_when_it_is_to_be_written() {
    Database.open(file("")).close();
    try (Database database = Database.open(file(";ACCESS_MODE_DATA=r"))) {
      ContainerStore store =
          database
              .checks()
              .orElseThrow()
              .over((ContainerStore) new JdbcStore(database.dataSource(), TableNames.DEFAULT));
      assertThat(store.read(KEY)).isEmpty();
      assertThatThrownBy(() -> store.remove(KEY, Revision.NONE))
          .isInstanceOf(StoreNotSetUpException.class)
          .hasMessageContainingAll(file().toString(), "ACCESS_MODE_DATA=r");
    }
  }

  /** Of all users but root, for whom everything can be written. */
  @Test
  void a_file_without_permission_to_write_says_how_to_give_it() throws IOException {
    Database.open(file("")).close();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
    assumeThat(Files.isWritable(file())).isFalse();
    try (Database database = Database.open(file(""))) {
      assertThatThrownBy(() -> database.checks().orElseThrow().before().run())
          .isInstanceOf(StoreNotSetUpException.class)
          .hasMessageContainingAll("chmod u+w " + file(), System.getProperty("user.name"));
    }
  }

  @Test
  void a_store_that_cannot_be_opened_on_a_full_disk_says_that_it_is_full() {
    Database.open(file("")).close();
    StoreUnavailableException failure = new StoreUnavailableException("cannot open it", null);
    EnoughSpace never = new EnoughSpace(file(), Long.MAX_VALUE);
    assertThatThrownBy(() -> never.explain(failure)).hasMessageContaining(file() + " is full");
    new EnoughSpace(file(), 0).explain(failure);
  }

  @Test
  void writes_end_before_the_disk_is_full_and_reads_go_on() {
    try (Database database = Database.open(file(""))) {
      EnoughSpace never = new EnoughSpace(database.file().orElseThrow(), Long.MAX_VALUE);
      ContainerStore store =
          new CheckedWrites(never::check, () -> {})
              .over((ContainerStore) new JdbcStore(database.dataSource(), TableNames.DEFAULT));
      assertThat(store.read(KEY)).isEmpty();
      assertThatThrownBy(() -> store.remove(KEY, Revision.NONE))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(file() + " is full")
          .cause()
          .hasMessageContaining("MB are free");
    }
  }
}
