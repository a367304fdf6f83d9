package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedHeadsTest {
  private static final OrganizationId ACME = new OrganizationId("acme");

  private final CommittedHeads heads = new CommittedHeads();

  @TempDir Path folder;

  @Test
  void nothing_is_known_before_a_row_was_read() {
    assertThat(heads.get(ACME)).isNull();
    heads.settle(ACME, LogHead.EMPTY);
    assertThat(heads.get(ACME)).isEqualTo(LogHead.EMPTY);
  }

  @Test
  void what_is_announced_has_to_be_read_until_it_is_settled() {
    heads.settle(ACME, head(5));
    heads.announce(ACME, head(6));
    assertThat(heads.get(ACME)).isNull();
    heads.settle(ACME, head(5));
    assertThat(heads.get(ACME)).as("a read beside the commit").isNull();
    heads.settle(ACME, head(6));
    assertThat(heads.get(ACME)).isEqualTo(head(6));
  }

  @Test
  void a_read_that_comes_late_takes_nothing_back() {
    heads.announce(ACME, head(6));
    heads.settle(ACME, head(6));
    heads.settle(ACME, head(5));
    assertThat(heads.get(ACME)).isEqualTo(head(6));
  }

  @Test
  void a_later_number_settles_what_was_rolled_back() {
    heads.announce(ACME, head(6));
    heads.announce(ACME, head(6));
    heads.settle(ACME, head(7));
    assertThat(heads.get(ACME)).isEqualTo(head(7));
  }

  @Test
  void what_is_forgotten_has_to_be_read_and_what_was_announced_awaited() {
    OrganizationId other = new OrganizationId("other");
    heads.settle(ACME, head(5));
    heads.announce(other, head(6));
    heads.forget();
    assertThat(heads.get(ACME)).isNull();
    heads.settle(ACME, head(3));
    assertThat(heads.get(ACME)).isEqualTo(head(3));
    heads.settle(other, head(5));
    assertThat(heads.get(other)).isNull();
  }

  @Test
  void a_store_on_another_file_of_the_same_path_does_not_know_the_heads_of_before()
      throws IOException {
    JdbcStore before;
    try (HikariDataSource pool = pool()) {
      before = store(pool);
      write(before, 4);
      assertThat(number(before)).isEqualTo(4);
    }
    Files.delete(folder.resolve("store.mv.db"));
    try (HikariDataSource pool = pool()) {
      JdbcStore anew = store(pool);
      assertThat(number(anew)).isZero();
      write(anew, 2);
      assertThat(number(anew)).isEqualTo(2);
      assertThat(before).as("a store that keeps what is shared in memory").isNotNull();
    }
  }

  @Test
  void a_store_that_never_wrote_looks_once_at_the_row_and_then_in_memory() {
    try (HikariDataSource pool = pool()) {
      write(store(pool), 3);
    }
    JdbcStore reader;
    try (HikariDataSource pool = pool()) {
      reader = store(pool);
      assertThat(number(reader)).isEqualTo(3);
    }
    assertThat(number(reader)).as("with the pool closed").isEqualTo(3);
  }

  private HikariDataSource pool() {
    return Product.newPool(
        "jdbc:h2:file:" + folder.resolve("store") + ";OPTIMIZE_REUSE_RESULTS=0;WRITE_DELAY=0",
        true);
  }

  private static JdbcStore store(HikariDataSource pool) {
    new JdbcSchema(TableNames.DEFAULT).create(pool);
    return JdbcStore.over(pool).onlyProcess().build();
  }

  private static void write(JdbcStore store, int times) {
    ContainerKey key = new ContainerKey(ACME, new ContainerId(new UUID(1, 1)));
    for (int revision = 1; revision <= times; revision++) {
      store.swap(
          new Container(
              key,
              new Revision(revision),
              Instant.EPOCH,
              ContainerDetails.COMPLETED,
              List.of(),
              List.of(),
              null),
          new Revision(revision - 1L));
    }
  }

  private static long number(JdbcStore store) {
    return store.heads(List.of(ACME)).orElseThrow().get(0).last().sequence();
  }

  private static LogHead head(long number) {
    return new LogHead(new LogPosition(number, Instant.EPOCH.plusSeconds(number)), 0);
  }
}
