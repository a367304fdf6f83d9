package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.NOON;
import static dev.assetlookup.jdbc.Samples.key;
import static dev.assetlookup.jdbc.Samples.slides;
import static dev.assetlookup.jdbc.Samples.superseded;
import static dev.assetlookup.jdbc.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers whose rows are of different moments, as a kill leaves them, are found. */
final class H2DamageTest {
  private static final String URL = "jdbc:h2:mem:damage";
  private static final String ASSET = "asset_lookup_asset";
  private static final String CONTAINER = "asset_lookup_container";

  private Connection keptOpen;

  @BeforeEach
  void fill() throws SQLException {
    keptOpen = DriverManager.getConnection(URL);
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL(URL);
    new JdbcSchema(TableNames.DEFAULT).create(dataSource);
    JdbcStore store = new JdbcStore(dataSource, TableNames.DEFAULT);
    SupersededAsset held = superseded("slide-3", 2, NOON);
    SupersededAsset released = superseded("slide-4", 3, NOON).with(SupersededAsset.Media.RELEASED);
    for (int n = 1; n <= 3; n++) {
      store.swap(slides(key(n), 1, 3), Revision.NONE);
      store.swap(with(slides(key(n), 2, 2), List.of(held), null), new Revision(1));
    }
    store.swap(with(slides(key(2), 3, 1), List.of(held, released), null), new Revision(2));
    store.swap(with(slides(key(3), 3, 0), List.of(held, released), NOON), new Revision(2));
    store.swap(slides(key(4), 1, 0), Revision.NONE);
  }

  @AfterEach
  void end() throws SQLException {
    keptOpen.close();
  }

  private static List<String> damage() {
    return new H2Maintenance(URL, "", "")
        .findDamage(TableNames.DEFAULT, Duration.ofMinutes(1))
        .damage();
  }

  @Test
  void replaced_deleted_released_and_empty_containers_are_whole() {
    assertThat(damage()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The container's row is of the revision before, or of a later one.
        "update " + CONTAINER + " set revision = 1 where ",
        "update " + CONTAINER + " set oldest_held = null where ",
        "update " + CONTAINER + " set primary_asset_id = 'other' where ",
        "update " + CONTAINER + " set oldest_stale = created_at where ",
        // The assets are, or some of them are missing.
        "update "
            + ASSET
            + " set superseded_in = 0, list_position = 2 where superseded_in > 0 and ",
        "update " + ASSET + " set list_position = list_position + 1 where superseded_in = 0 and ",
        "delete from " + ASSET + " where asset_id = 'slide-1' and ",
        "delete from " + ASSET + " where ",
        "delete from " + CONTAINER + " where "
      })
  void a_container_with_the_assets_of_another_revision_is_named(String plant) throws SQLException {
    try (Statement statement = keptOpen.createStatement()) {
      statement.executeUpdate(plant + "container_id = '" + key(1).container().uuid() + "'");
    }
    assertThat(damage())
        .singleElement()
        .asString()
        .contains("org_acme/cnt_" + key(1).container().uuid())
        .endsWith("delete it and publish it again");
  }
}
