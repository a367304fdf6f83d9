package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.NOON;
import static dev.assetlookup.jdbc.Samples.slides;
import static dev.assetlookup.jdbc.Samples.superseded;
import static dev.assetlookup.jdbc.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.KeySecrets;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assertj.core.api.Assumptions;
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
  "POSTGRESQL, THIRD",
  "H2_FILE, FOURTH",
  "POSTGRESQL, FOURTH",
  "H2_FILE, FIFTH",
  "POSTGRESQL, FIFTH"
})
class UpgradeTest {
  private static final Sha256 OTHER_SECRET = Sha256.of(new byte[] {3});

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
    List<String> missing = new ArrayList<>();
    if (version != EarlierTables.FIFTH) {
      missing.addAll(missingBeforeTheFifth());
    } else {
      missing.add("column " + names.table(Table.CHANGE) + ".former_project_id is missing");
    }
    missing.add("table " + names.table(Table.AUDIT) + " is missing");
    missing.add("table " + names.table(Table.BUCKET) + " is missing");
    if (version != EarlierTables.FIFTH) {
      missing.add("column " + names.apiKey() + ".status_changes is missing");
    }
    for (String column :
        List.of("projects", "expires_at", "retired_sha256", "retired_until", "last_used_at")) {
      missing.add("column " + names.apiKey() + "." + column + " is missing");
    }
    assertThat(schema.problems(fixture.dataSource())).containsExactlyElementsOf(missing);
  }

  private List<String> missingBeforeTheFifth() {
    String container = names.container();
    List<String> missing = new ArrayList<>();
    if (version == EarlierTables.FIRST) {
      missing.add("column " + container + ".primary_asset_id is missing");
    }
    missing.add("column " + container + ".oldest_held is missing");
    missing.add("column " + container + ".oldest_stale is missing");
    if (version != EarlierTables.FOURTH) {
      missing.add("column " + container + ".creative_type is missing");
    }
    if (version == EarlierTables.FIRST) {
      missing.add("index " + container + "_held is missing");
      missing.add("index " + container + "_newest is missing");
      missing.add("index " + container + "_newest_of_project is missing");
      missing.add("index " + container + "_stale is missing");
      missing.add("column " + names.asset() + ".former_position is missing");
      missing.add("column " + names.asset() + ".media is missing");
    }
    if (version.compareTo(EarlierTables.THIRD) < 0) {
      missing.add("table " + names.organization() + " is missing");
    } else {
      missing.add("column " + names.organization() + ".change_sequence is missing");
      missing.add("column " + names.organization() + ".changed_at is missing");
      missing.add("column " + names.organization() + ".key_revision is missing");
    }
    missing.add("table " + names.table(Table.CHANGE) + " is missing");
    return missing;
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
    String container = "alter table " + names.container();
    if (version == EarlierTables.FIFTH) {
      fixture.sql(
          "alter table " + names.apiKey() + " add column expires_at timestamp(6) with time zone");
    } else {
      fixture.sql(
          version == EarlierTables.FIRST
              ? container + " add column oldest_held timestamp(6) with time zone"
              : fixture.product().isH2()
                  ? container + " alter column held_since rename to oldest_held"
                  : container + " rename column held_since to oldest_held");
    }
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
        "update %s set primary_asset_id = 'gone', oldest_held = null, oldest_stale = created_at"
            .formatted(names.container()));
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertUpgraded(model);
  }

  @Test
  void a_server_of_the_earlier_version_cannot_write_past_the_log() throws Exception {
    Model model = fill();
    ApiKey key = Samples.apiKey('A');
    schema.create(fixture.dataSource());
    List<String> writes = new ArrayList<>();
    if (version != EarlierTables.FIRST && version != EarlierTables.FIFTH) {
      writes.add("update %s set held_since = null, stale_since = null, revision = 9");
      writes.add("delete from %s where stale_since < current_timestamp");
    }
    for (String write : writes) {
      assertThatThrownBy(() -> fixture.sql(write.formatted(names.container())))
          .hasMessageContainingAll("since");
    }
    if (!fixture.product().isH2()) {
      assertThatThrownBy(() -> fixture.sql("update " + names.apiKey() + " set key_killed = true"))
          .hasMessageContaining("an earlier version of asset-lookup cannot change API keys");
    }
    assertThat(store.findKey(key.id())).contains(key);
    assertUpgraded(model);
  }

  @Test
  void the_log_begins_with_what_is_written_after_the_upgrade() throws Exception {
    fill();
    schema.create(fixture.dataSource());
    OrganizationId organization = Model.LIVE.organization();
    assertThat(store.changes(organization, LogPosition.START, 10))
        .isEqualTo(new Changes.Page(List.of(), LogHead.EMPTY));
    assertThat(store.remove(Model.EMPTY, new Revision(1))).isEqualTo(Swap.DONE);
    assertThat(store.heads(List.of(organization)).orElseThrow())
        .extracting(head -> head.last().sequence())
        .containsExactly(1L);
  }

  @Test
  void a_project_that_is_a_uuid_is_listed_under_every_spelling() throws Exception {
    Assumptions.assumeThat(version).isLessThan(EarlierTables.FOURTH);
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

  @Test
  void keys_of_the_earlier_version_are_read_rotated_and_bound_no_more_than_they_were()
      throws Exception {
    fill();
    schema.create(fixture.dataSource());
    ApiKey key = Samples.apiKey('A');
    assertThat(store.findKey(key.id())).contains(key);
    ApiKey.Status rotated = key.status().with(key.status().secrets().rotated(OTHER_SECRET, NOON));
    assertThat(store.changeKeyStatus(key.id(), key.status(), rotated)).isTrue();
    assertThat(store.findKey(key.id())).contains(key.with(rotated));
    assertThat(digestOf(key)).isEqualTo(OTHER_SECRET.hex());
  }

  @Test
  void an_earlier_version_takes_a_key_with_bounds_for_corrupt() throws Exception {
    fill();
    schema.create(fixture.dataSource());
    List<ApiKey> bound =
        List.of(
            Samples.apiKey('C').with(terms -> terms.expiresAt(NOON)),
            Samples.apiKey('D').with(terms -> terms.projects(Projects.only("launch"))),
            Samples.apiKey('E').with(terms -> terms.environment(ApiKey.Environment.TEST)));
    for (ApiKey key : bound) {
      assertThat(store.addKey(key)).isTrue();
      assertThatThrownBy(() -> new Sha256(digestOf(key))).hasMessageContaining("SHA-256");
      ApiKey.Status rotated = key.status().with(KeySecrets.of(OTHER_SECRET));
      assertThat(store.changeKeyStatus(key.id(), key.status(), rotated)).isTrue();
      assertThat(store.findKey(key.id())).contains(key.with(rotated));
      assertThatThrownBy(() -> new Sha256(digestOf(key))).hasMessageContaining("SHA-256");
    }
  }

  @Test
  void test_keys_that_it_minted_open_nothing_to_an_earlier_version_any_more() throws Exception {
    // One process at a time has an H2 file.
    Assumptions.assumeThat(fixture.product().isH2()).isFalse();
    fill();
    ApiKey live = Samples.apiKey('A');
    ApiKey test = Samples.apiKey('T').with(terms -> terms.environment(ApiKey.Environment.TEST));
    String others = "org_id, org_name, scopes, rate_limit_tier, key_name, created_at, revoked_at,";
    fixture.sql(
        """
        insert into %1$s (%2$s key_killed, org_killed, secret_sha256, key_id, environment)
        select %2$s key_killed, org_killed, secret_sha256, '%3$s', 'test' from %1$s
        where key_id = '%4$s'
        """
            .formatted(names.apiKey(), others, test.id(), live.id()));
    schema.create(fixture.dataSource());
    assertThatThrownBy(() -> new Sha256(digestOf(test))).hasMessageContaining("SHA-256");
    assertThat(store.findKey(test.id())).contains(test);
    assertThat(store.findKey(live.id())).contains(live);
  }

  private String digestOf(ApiKey key) {
    return fixture
        .texts(
            "select secret_sha256 from %s where key_id = '%s'".formatted(names.apiKey(), key.id()))
        .get(0);
  }

  private void assertUpgraded(Model model) {
    assertThat(schema.problems(fixture.dataSource())).isEmpty();
    model.assertSame(store);
  }
}
