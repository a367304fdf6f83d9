package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.NOON;
import static dev.assetlookup.jdbc.Samples.slides;
import static dev.assetlookup.jdbc.Samples.superseded;
import static dev.assetlookup.jdbc.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that earlier versions made, with what they wrote into them. */
@ParameterizedClass
@CsvSource({
  "H2_MEMORY, FIRST",
  "H2_FILE, FIRST",
  "H2_FILE, SECOND",
  "POSTGRESQL, FIRST",
  "POSTGRESQL, THIRD"
})
class UpgradeTest {
  @RegisterExtension final Fixture fixture;
  private final EarlierTables version;
  private final TableNames names;
  private final JdbcSchema schema;
  private final JdbcStore store;

  UpgradeTest(Product product, EarlierTables version) {
    this.fixture = Fixture.of(product);
    this.version = version;
    this.names = new TableNames(fixture.newNames().schema(), "al_");
    this.schema = new JdbcSchema(names);
    this.store = new JdbcStore(fixture.dataSource(), names);
  }

  /** The earlier version's tables with the rows of the model. */
  private Model fill() throws IOException, SQLException {
    Model model = new Model(fixture);
    fixture.sql("create schema " + names.schema());
    version.copy(fixture.dataSource(), model.names, names);
    return model;
  }

  @Test
  void validate_names_what_is_missing() throws Exception {
    fill();
    String container = names.container();
    String creativeType = "column " + container + ".creative_type is missing";
    if (version == EarlierTables.THIRD) {
      assertThat(schema.problems(fixture.dataSource())).containsExactly(creativeType);
      return;
    }
    if (version == EarlierTables.SECOND) {
      assertThat(schema.problems(fixture.dataSource()))
          .containsExactly(creativeType, "table " + names.organization() + " is missing");
      return;
    }
    assertThat(schema.problems(fixture.dataSource()))
        .containsExactly(
            "column " + container + ".primary_asset_id is missing",
            "column " + container + ".held_since is missing",
            "column " + container + ".stale_since is missing",
            creativeType,
            "index " + container + "_held is missing",
            "index " + container + "_newest is missing",
            "index " + container + "_newest_of_project is missing",
            "index " + container + "_stale is missing",
            "column " + names.asset() + ".former_position is missing",
            "column " + names.asset() + ".media is missing",
            "table " + names.organization() + " is missing");
  }

  @Test
  void create_adds_and_fills_it() throws Exception {
    Model model = fill();
    schema.create(fixture.dataSource());
    assertUpgraded(model);
    schema.create(fixture.dataSource());
    assertUpgraded(model);
  }

  @Test
  void the_definition_does_the_same_by_hand() throws Exception {
    Model model = fill();
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertUpgraded(model);
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertUpgraded(model);
  }

  @Test
  void an_upgrade_that_was_cut_short_is_finished() throws Exception {
    Model model = fill();
    fixture.sql(
        "alter table "
            + names.container()
            + " add column if not exists held_since timestamp(6) with time zone");
    fixture.sql(
        "alter table " + names.asset() + " add column if not exists former_position integer");
    schema.create(fixture.dataSource());
    assertUpgraded(model);
  }

  @RepeatedTest(5)
  void eight_at_once_all_upgrade() throws Exception {
    Model model = fill();
    Racers.race(
        () -> {
          schema.create(fixture.dataSource());
          assertUpgraded(model);
          return true;
        });
    assertUpgraded(model);
  }

  @Test
  void the_definition_mends_what_an_old_process_wrote_after_the_upgrade() throws Exception {
    Model model = fill();
    schema.create(fixture.dataSource());
    fixture.sql(
        "update %s set primary_asset_id = 'gone', held_since = null, stale_since = created_at"
            .formatted(names.container()));
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertUpgraded(model);
  }

  @Test
  void a_project_that_is_a_uuid_is_listed_under_every_spelling() throws Exception {
    Model model = fill();
    String uuid = "0192F3A1-5b6c-7d8e-9f00-112233445566";
    String update = "update " + names.container() + " set project_id = '%s' where revision = %d";
    fixture.sql(update.formatted(uuid, 3));
    fixture.sql(update.formatted("prj_" + uuid, 1));
    schema.create(fixture.dataSource());
    for (String spelling : List.of(uuid, "prj_" + uuid, uuid.toLowerCase(Locale.ROOT))) {
      ContainerFilter filter =
          new ContainerFilter(spelling, Set.of(), Set.of(), Set.of(), null, null);
      assertThat(store.list(Samples.ACME, filter, null, 10).entries())
          .extracting(listed -> listed.position().container())
          .containsExactlyInAnyOrder(Model.LIVE.container(), Model.EMPTY.container());
    }
    fixture.sql(update.formatted("launch", 1));
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertThat(store.read(Model.EMPTY).orElseThrow().details().projectId()).isEqualTo("launch");
    assertThat(store.read(Model.LIVE).orElseThrow().assets())
        .isEqualTo(model.store.read(Model.LIVE).orElseThrow().assets());
  }

  @Test
  void the_definition_leaves_alone_what_was_written_since() throws Exception {
    Model model = fill();
    schema.create(fixture.dataSource());
    List<SupersededAsset> superseded =
        List.of(
            superseded("old-1", 2, Model.EARLIER).with(Media.RELEASED),
            superseded("old-2", 3, NOON).with(Media.RELEASING));
    Container next = with(slides(Model.LIVE, 4, 1), superseded, null);
    for (JdbcStore each : List.of(model.store, store)) {
      assertThat(each.swap(next, new Revision(3))).isEqualTo(Swap.DONE);
      assertThat(each.remove(Model.EMPTY, new Revision(1))).isEqualTo(Swap.DONE);
    }
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertUpgraded(model);
    assertThat(store.due(Stage.RELEASE, NOON, null, 10)).contains(new Due(NOON, Model.LIVE));
    assertThat(store.due(Stage.FORGET, NOON, null, 10))
        .contains(new Due(Model.EARLIER, Model.LIVE));
  }

  private void assertUpgraded(Model model) {
    assertThat(schema.problems(fixture.dataSource())).isEmpty();
    model.assertSame(store);
  }
}
