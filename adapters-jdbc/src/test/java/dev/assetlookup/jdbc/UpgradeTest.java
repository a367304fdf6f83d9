package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.NOON;
import static dev.assetlookup.jdbc.Samples.slides;
import static dev.assetlookup.jdbc.Samples.superseded;
import static dev.assetlookup.jdbc.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that the first version made, with what it wrote into them. */
@ParameterizedClass
@EnumSource(names = {"H2_MEMORY", "H2_FILE", "POSTGRESQL"})
class UpgradeTest {
  private static final ContainerKey LIVE = Samples.key(1);
  private static final ContainerKey DELETED = Samples.key(2);
  private static final ContainerKey EMPTY = Samples.key(3);
  private static final Instant EARLIER = NOON.minusSeconds(60);
  private static final List<String> ASSETS =
      List.of("slide-1", "slide-2", "old-1", "old-2", "none");

  @RegisterExtension final Fixture fixture;
  private final TableNames names;
  private final JdbcSchema schema;
  private final JdbcStore store;

  /** A store that never knew other tables; the same was written into it. */
  private JdbcStore model;

  UpgradeTest(Product product) {
    fixture = Fixture.of(product);
    names = new TableNames(fixture.newNames().schema(), "al_");
    schema = new JdbcSchema(names);
    store = new JdbcStore(fixture.dataSource(), names);
    model = store;
  }

  @BeforeEach
  void fill() throws IOException, SQLException {
    TableNames modelNames = fixture.emptyTables();
    model = new JdbcStore(fixture.dataSource(), modelNames);
    model.swap(
        with(
            slides(LIVE, 3, 2),
            List.of(superseded("old-1", 2, NOON), superseded("old-2", 3, EARLIER)),
            null),
        Revision.NONE);
    model.swap(
        with(slides(DELETED, 2, 0), List.of(superseded("old-1", 2, NOON).withdraw()), NOON),
        Revision.NONE);
    model.swap(slides(EMPTY, 1, 0), Revision.NONE);
    model.addKey(Samples.apiKey('A'));
    fixture.sql("create schema " + names.schema());
    fixture.sql(firstDefinition());
    for (String table : List.of("container", "asset", "api_key")) {
      copy(modelNames.qualifiedPrefix() + table, names.qualifiedPrefix() + table);
    }
  }

  private String firstDefinition() throws IOException {
    String name = fixture.product().isH2() ? "first/h2.sql" : "first/postgresql.sql";
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${prefix}", names.qualifiedPrefix());
    }
  }

  /** Copies the columns that the first version has. */
  private void copy(String from, String to) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection connection = fixture.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + to + " where 1 = 0")) {
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        columns.add(rows.getMetaData().getColumnName(i));
      }
    }
    String list = String.join(", ", columns);
    fixture.sql("insert into %s (%s) select %s from %s".formatted(to, list, list, from));
  }

  @Test
  void validate_names_what_is_missing() {
    String container = names.container();
    assertThat(schema.validate(fixture.dataSource()))
        .containsExactly(
            "column " + container + ".primary_asset_id is missing",
            "column " + container + ".held_since is missing",
            "column " + container + ".stale_since is missing",
            "index " + container + "_newest is missing",
            "index " + container + "_newest_of_project is missing",
            "index " + container + "_held is missing",
            "index " + container + "_stale is missing",
            "column " + names.asset() + ".former_position is missing",
            "column " + names.asset() + ".media is missing");
  }

  @Test
  void create_adds_and_fills_it() {
    schema.create(fixture.dataSource());
    assertUpgraded();
    schema.create(fixture.dataSource());
    assertUpgraded();
  }

  @Test
  void the_definition_does_the_same_by_hand() {
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertUpgraded();
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertUpgraded();
  }

  @Test
  void an_upgrade_that_was_cut_short_is_finished() {
    fixture.sql(
        "alter table " + names.container() + " add column held_since timestamp(6) with time zone");
    fixture.sql("alter table " + names.asset() + " add column former_position integer");
    schema.create(fixture.dataSource());
    assertUpgraded();
  }

  @RepeatedTest(5)
  void eight_at_once_all_upgrade() throws Exception {
    Racers.race(
        () -> {
          schema.create(fixture.dataSource());
          assertUpgraded();
          return true;
        });
    assertUpgraded();
  }

  @Test
  void the_definition_mends_what_an_old_process_wrote_after_the_upgrade() {
    schema.create(fixture.dataSource());
    fixture.sql(
        "update %s set primary_asset_id = 'gone', held_since = null, stale_since = created_at"
            .formatted(names.container()));
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertUpgraded();
  }

  @Test
  void the_definition_leaves_alone_what_was_written_since() {
    schema.create(fixture.dataSource());
    List<SupersededAsset> superseded =
        List.of(
            superseded("old-1", 2, EARLIER).with(Media.RELEASED),
            superseded("old-2", 3, NOON).with(Media.RELEASING));
    Container next = with(slides(LIVE, 4, 1), superseded, null);
    for (JdbcStore each : List.of(model, store)) {
      assertThat(each.swap(next, new Revision(3))).isEqualTo(Swap.DONE);
      assertThat(each.remove(EMPTY, new Revision(1))).isEqualTo(Swap.DONE);
    }
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertUpgraded();
    assertThat(store.due(Stage.RELEASE, NOON, null, 10)).contains(new Due(NOON, LIVE));
    assertThat(store.due(Stage.FORGET, NOON, null, 10)).contains(new Due(EARLIER, LIVE));
  }

  /** The store has and finds what the model has and finds. */
  private void assertUpgraded() {
    assertThat(schema.validate(fixture.dataSource())).isEmpty();
    assertThat(store.scan(null, 10)).isEqualTo(model.scan(null, 10)).isNotEmpty();
    for (ContainerKey key : List.of(LIVE, DELETED, EMPTY)) {
      assertThat(store.read(key)).isEqualTo(model.read(key));
      List<AssetKey> assets =
          ASSETS.stream().map(id -> new AssetKey(key, new AssetId(id))).toList();
      assertThat(store.findAll(assets)).isEqualTo(model.findAll(assets));
      for (AssetKey asset : assets) {
        assertThat(store.find(key, asset.asset())).isEqualTo(model.find(key, asset.asset()));
      }
    }
    assertThat(store.list(Samples.ACME, ContainerFilter.ALL, null, 10))
        .isEqualTo(model.list(Samples.ACME, ContainerFilter.ALL, null, 10));
    for (Stage stage : Stage.values()) {
      assertThat(store.due(stage, NOON, null, 10))
          .isEqualTo(model.due(stage, NOON, null, 10))
          .isNotEmpty();
    }
    assertThat(store.listKeys(null, null, 10)).isEqualTo(model.listKeys(null, null, 10));
  }
}
