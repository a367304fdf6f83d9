package dev.assetlookup.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.bootstrap.config.AssetSettings;
import dev.assetlookup.bootstrap.config.CacheSettings;
import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.HttpSettings;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.LimitSettings;
import dev.assetlookup.bootstrap.config.LogSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.cache.StoreCache;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of H2 that somebody removes, empties or replaces, under a program or before its start. */
@Execution(ExecutionMode.CONCURRENT)
final class LostFileTest {
  // Kept here, because the log manager holds loggers weakly.
  private static final Logger QUIET = Logger.getLogger(IntactFile.class.getName());

  static {
    QUIET.setLevel(Level.OFF);
  }

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("data/store.mv.db");
  }

  private JdbcSettings jdbc() {
    return new JdbcSettings(
        "jdbc:h2:file:" + folder.resolve("data/store"), "sa", "", JdbcSettings.SchemaMode.CREATE);
  }

  private Storage open() {
    return Storage.open(
        new Settings(
            jdbc(),
            Optional.empty(),
            new HttpSettings("127.0.0.1", 0),
            new AssetSettings(
                new Supersession(Duration.ZERO, Duration.ofDays(1)), UrlRules.DEFAULT),
            Duration.ZERO,
            LogSettings.DEFAULT,
            CacheSettings.exact(0),
            LimitSettings.NONE));
  }

  private static ContainerKey key(long n) {
    return new ContainerKey(new OrganizationId("org_acme"), new ContainerId(new UUID(0, n)));
  }

  private static ContainerStore.Swap write(Storage storage, long n) {
    Container container =
        new Container(
            key(n),
            new Revision(1),
            Instant.EPOCH,
            ContainerDetails.COMPLETED,
            List.of(),
            List.of(),
            null);
    return storage.containers().swap(container, Revision.NONE);
  }

  private static boolean isThere(Storage storage, long n) {
    return storage.assets().read(key(n)).isPresent();
  }

  private static void assertRefused(Storage storage, String... words) {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> write(storage, 2))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContainingAll(words);
    }
  }

  private void stored() {
    try (Storage storage = open()) {
      assertThat(write(storage, 1)).isEqualTo(ContainerStore.Swap.DONE);
    }
  }

  @Test
  void a_file_removed_under_a_program_is_read_and_no_longer_written_until_it_is_back()
      throws IOException {
    Path aside = folder.resolve("aside");
    try (Storage storage = open()) {
      write(storage, 1);
      Files.move(file(), aside);
      assertRefused(storage, file().toString(), "is gone", "export", "backup");
      // Nor is it told that something is stored already.
      assertThatThrownBy(() -> storage.containers().read(key(1)))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(isThere(storage, 1)).isTrue();
      Files.move(aside, file());
      assertThat(write(storage, 3)).isEqualTo(ContainerStore.Swap.DONE);
    }
    try (Storage storage = open()) {
      assertThat(isThere(storage, 3)).isTrue();
    }
  }

  @Test
  void a_write_is_not_acknowledged_if_the_file_goes_while_it_is_written() throws IOException {
    try (Database database = Database.open(jdbc())) {
      CheckedWrites checks = database.checks().orElseThrow();
      CheckedWrites late =
          new CheckedWrites(
              () -> {
                checks.before().run();
                file().toFile().renameTo(folder.resolve("aside").toFile());
              },
              checks.after());
      ContainerStore store =
          late.over((ContainerStore) new JdbcStore(database.dataSource(), TableNames.DEFAULT));
      assertThatThrownBy(() -> store.remove(key(1), Revision.NONE))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("is gone");
    }
  }

  @Test
  void a_file_replaced_under_a_program_is_left_as_it_is_for_the_next_start() throws IOException {
    stored();
    Path backup = Files.copy(file(), folder.resolve("backup"));
    byte[] bytes = Files.readAllBytes(backup);
    try (Storage storage = open()) {
      write(storage, 2);
      Files.move(backup, file(), StandardCopyOption.REPLACE_EXISTING);
      assertRefused(storage, "was replaced", "start it again");
      assertThat(isThere(storage, 2)).isTrue();
    }
    assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
    try (Storage storage = open()) {
      assertThat(isThere(storage, 1)).isTrue();
      assertThat(isThere(storage, 2)).isFalse();
    }
  }

  @Test
  void an_emptied_file_is_neither_read_nor_written_nor_begun_anew() throws Exception {
    try (Storage storage = open()) {
      write(storage, 1);
      Files.write(file(), new byte[0]);
      assertRefused(storage, "was emptied", "Stop the program", "backup");
      awaitNoReads(storage);
      assertRefused(storage, "was emptied");
    }
    assertThat(file()).isEmptyFile();
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(file() + " is empty", "backup", "begin anew");
  }

  @Test
  void a_cache_does_not_go_on_without_the_file() throws Exception {
    try (Storage storage = open()) {
      write(storage, 1);
      AssetReader cached =
          StoreCache.over(storage.changeLog().orElseThrow()).build().assets(storage.assets());
      assertThat(cached.read(key(1))).isPresent();
      Files.write(file(), new byte[0]);
      awaitNoReads(cached);
    }
  }

  /** Noticed without a write, and before anybody reads what is not there. */
  private static void awaitNoReads(Storage storage) {
    awaitNoReads(storage.assets());
  }

  private static void awaitNoReads(AssetReader reader) {
    while (true) {
      try {
        assertThat(reader.read(key(1))).isPresent();
      } catch (StoreUnavailableException e) {
        return;
      }
    }
  }

  @Test
  void a_backup_copied_over_the_open_file_is_noticed_and_not_written_to() throws Exception {
    stored();
    byte[] backup = Files.readAllBytes(file());
    try (Storage storage = open()) {
      write(storage, 2);
      try (OutputStream in = Files.newOutputStream(file(), StandardOpenOption.TRUNCATE_EXISTING)) {
        in.write(backup);
      }
      assertRefused(storage, "was overwritten", "Stop the program");
      awaitNoReads(storage);
    }
    assertThat(Files.readAllBytes(file())).isEqualTo(backup);
    try (Storage storage = open()) {
      assertThat(isThere(storage, 1)).isTrue();
    }
  }

  @Test
  void a_file_that_is_touched_copied_and_written_anew_is_the_same() throws Exception {
    try (Database database = Database.open(jdbc())) {
      CheckedWrites checks = database.checks().orElseThrow();
      Files.setLastModifiedTime(file(), FileTime.from(Instant.EPOCH));
      Files.copy(file(), folder.resolve("copy"));
      checks.before().run();
      database.compact();
      checks.before().run();
      checks.after().run();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store.begun",
        "store.sock",
        "store.trace.db",
        "store.lock.db",
        "store.mv.db.tempFile",
        "store.mv.db.bak",
        "store.old.mv.db",
        "store.damaged-1.mv.db",
        "store.h2.sql"
      })
  void a_missing_file_beside_what_a_store_leaves_is_not_begun_anew(String trace)
      throws IOException {
    Files.createDirectory(folder.resolve("data"));
    Path left = Files.writeString(folder.resolve("data").resolve(trace), "");
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            file() + " is missing", left.toString(), "backup", "to begin anew");
    assertThat(file()).doesNotExist();
    Files.delete(left);
    stored();
  }

  @Test
  void a_store_whose_file_was_removed_while_nothing_ran_is_not_begun_anew() throws IOException {
    stored();
    Path backup = Files.move(file(), folder.resolve("backup"));
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is missing");
    Files.move(backup, file());
    try (Storage storage = open()) {
      assertThat(isThere(storage, 1)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"store.yaml", "store2.mv.db", "other.trace.db", "notes"})
  void files_of_others_are_no_traces(String name) throws IOException {
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("data").resolve(name), "");
    stored();
  }

  @Test
  void an_encrypted_file_is_looked_after_too() throws IOException {
    JdbcSettings encrypted =
        new JdbcSettings(
            jdbc().url() + ";CIPHER=AES", "sa", "secret secret", JdbcSettings.SchemaMode.CREATE);
    try (Database database = Database.open(encrypted)) {
      CheckedWrites checks = database.checks().orElseThrow();
      checks.before().run();
      Files.delete(file());
      assertThatThrownBy(() -> checks.after().run()).hasMessageContaining("is gone");
    }
  }

  @Test
  void a_file_that_could_not_be_begun_is_not_left_behind() {
    JdbcSettings bad =
        new JdbcSettings(
            jdbc().url() + ";CIPHER=AES", "sa", "onlyone", JdbcSettings.SchemaMode.CREATE);
    assertThatThrownBy(() -> Database.open(bad)).isInstanceOf(RuntimeException.class);
    assertThat(file()).doesNotExist();
  }
}
