package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ProjectReading;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that somebody changed by hand. */
@ParameterizedClass
@EnumSource(names = {"H2_MEMORY", "POSTGRESQL"})
class CorruptRowsTest {
  private static final ContainerKey BEFORE = Samples.key(1);
  private static final ContainerKey BAD = Samples.key(2);
  private static final ContainerKey AFTER = Samples.key(3);
  private static final AssetId BAD_ASSET = new AssetId("slide-2");

  @RegisterExtension final Fixture fixture;
  private TableNames names = TableNames.DEFAULT;
  private JdbcStore store;

  CorruptRowsTest(Product product) {
    fixture = Fixture.of(product).autoCommitOff();
    store = new JdbcStore(fixture.dataSource(), names);
  }

  @BeforeEach
  void fill() {
    names = fixture.emptyTables();
    store = new JdbcStore(fixture.dataSource(), names);
    for (ContainerKey key : List.of(BEFORE, BAD, AFTER)) {
      store.swap(slides(key, 1, 3), Revision.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url = 'not a url'",
        "url = ''",
        "url = null",
        "url = 'https://media.example.com/'",
        "url = 'ftp://media.example.com/a.png'",
        "kind = 'IMAGE'",
        "kind = ''",
        "kind = null",
        "thumbnail_url = '/relative.png'",
        "mime_type = 'png'",
        "size_bytes = -1",
        "duration_ms = -1",
        "duration_ms = 5",
        "width = 0",
        "height = -7",
        "checksum_sha256 = 'abc'",
        "checksum_sha256 = 'ZZ'",
        "expires_at = timestamp with time zone '1960-01-01 00:00:00+00'"
      })
  void a_corrupt_asset_is_reported_and_its_neighbours_are_fine(String damage) {
    corruptAsset(damage);
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> store.find(BAD, BAD_ASSET))
        .withMessageStartingWith("corrupt record asset " + BAD + "/slide-2: ");
    for (String id : List.of("slide-1", "slide-3")) {
      assertThat(store.find(BAD, new AssetId(id))).isInstanceOf(Reading.Present.class);
    }
    assertThat(store.find(BAD, new AssetId("slide-4"))).isEqualTo(new Reading.NoSuchAsset());
    assertBroken("asset slide-2: ");
    assertThat(store.list(Samples.ACME, ContainerFilter.ALL, null, 10).entries())
        .hasOnlyElementsOfType(Listed.Row.class);
  }

  @Test
  void among_many_assets_the_corrupt_one_is_reported_as_if_alone() {
    corruptAsset("width = 0");
    String alone = String.valueOf(catchThrowable(() -> store.find(BAD, BAD_ASSET)).getMessage());
    assertThat(
            store.findAll(
                List.of(
                    new AssetKey(AFTER, BAD_ASSET),
                    new AssetKey(BAD, BAD_ASSET),
                    new AssetKey(BAD, Samples.FIRST),
                    new AssetKey(BAD, new AssetId("nobody")),
                    new AssetKey(BAD, BAD_ASSET))))
        .containsExactly(
            store.find(AFTER, BAD_ASSET),
            new Reading.Corrupt(alone),
            store.find(BAD, Samples.FIRST),
            new Reading.NoSuchAsset(),
            new Reading.Corrupt(alone));
  }

  @Test
  void a_corrupt_asset_says_its_project_and_a_corrupt_project_is_none() {
    fixture.sql("update %s set project_id = 'p'".formatted(names.container()));
    corruptAsset("width = 0");
    Reading alone =
        new Reading.Corrupt(
            String.valueOf(catchThrowable(() -> store.find(BAD, BAD_ASSET)).getMessage()));
    assertThat(store.findWithProject(BAD, BAD_ASSET)).isEqualTo(new ProjectReading(alone, "p"));
    assertThat(store.findWithProject(BAD, Samples.FIRST))
        .isEqualTo(new ProjectReading(store.find(BAD, Samples.FIRST), "p"));
    fixture.sql("update %s set project_id = 'no project'".formatted(names.container()));
    List<ProjectReading> found =
        store.findAllWithProjects(
            List.of(new AssetKey(BAD, BAD_ASSET), new AssetKey(AFTER, Samples.FIRST)));
    assertThat(found)
        .allSatisfy(
            reading -> {
              assertThat(reading.projectId()).isNull();
              assertThat(reading.reading()).isInstanceOf(Reading.Corrupt.class);
            });
    assertThat(store.findWithProject(BAD, BAD_ASSET)).isEqualTo(found.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"media = 'gone'", "media = ''", "media = null", "former_position = -1"})
  void a_superseded_asset_with_a_corrupt_history_breaks_its_container_only(String damage) {
    fixture.sql(
        "update %s set superseded_in = 1, superseded_at = current_timestamp where %s"
            .formatted(names.asset(), "asset_id = 'slide-2'"));
    fixture.sql("update %s set revision = 2".formatted(names.container()));
    List<Scanned> good = store.scan(null, 10);
    corruptAsset(damage);
    assertThat(store.find(BAD, BAD_ASSET)).isInstanceOf(Reading.Present.class);
    assertThat(store.scan(null, 10))
        .hasSize(3)
        .contains(good.get(0), good.get(2))
        .element(1)
        .isInstanceOfSatisfying(
            Scanned.Broken.class,
            broken -> assertThat(broken.reason()).startsWith("asset slide-2: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"url = 'not a url'", "kind = 'IMAGE'", "kind = null", "width = 0"})
  void a_corrupt_primary_asset_is_listed_as_broken_in_its_place(String damage) {
    dropNotNull(names.asset(), damage);
    damagePrimary(damage);
    assertListedAsBroken("asset slide-1: ");
  }

  @Test
  void a_primary_asset_that_is_not_there_is_listed_as_broken_in_its_place() {
    damageContainer("primary_asset_id = 'nobody'");
    assertListedAsBroken("asset nobody: ");
    assertThat(store.read(BAD)).contains(slides(BAD, 1, 3));
  }

  @Test
  void a_primary_asset_whose_id_is_none_is_listed_as_broken_in_its_place() {
    damagePrimary("asset_id = 'a/b'");
    damageContainer("primary_asset_id = 'a/b'");
    assertListedAsBroken("asset a/b: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status = 'unheard-of'", "approval_status = 'maybe'", "project_id = 'a b'"})
  void corrupt_details_are_listed_as_broken_in_their_place(String damage) {
    damageContainer(damage);
    assertListedAsBroken("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "created_at = null",
        "created_at = timestamp with time zone '1960-01-01 00:00:00+00'"
      })
  void a_container_of_no_valid_time_has_no_place_in_the_list(String damage) {
    damageContainer(damage);
    assertThat(store.list(Samples.ACME, ContainerFilter.ALL, null, 10).entries())
        .containsExactly(row(AFTER), row(BEFORE));
  }

  private void damagePrimary(String damage) {
    fixture.sql(
        "update %s set %s where container_id = '%s' and asset_id = 'slide-1'"
            .formatted(names.asset(), damage, BAD.container().uuid()));
  }

  private void damageContainer(String damage) {
    dropNotNull(names.container(), damage);
    fixture.sql(
        "update %s set %s where container_id = '%s'"
            .formatted(names.container(), damage, BAD.container().uuid()));
  }

  private void assertListedAsBroken(String reason) {
    List<Listed> all = store.list(Samples.ACME, ContainerFilter.ALL, null, 10).entries();
    assertThat(all).hasSize(3);
    assertThat(all.get(0)).isEqualTo(row(AFTER));
    assertThat(all.get(1))
        .isInstanceOfSatisfying(
            Listed.Broken.class,
            broken -> {
              assertThat(broken.position())
                  .isEqualTo(new ContainerPosition(Samples.NOON, BAD.container()));
              assertThat(broken.reason()).startsWith(reason).isNotEqualTo("null");
            });
    assertThat(all.get(2)).isEqualTo(row(BEFORE));
    assertThat(store.list(Samples.ACME, ContainerFilter.ALL, all.get(1).position(), 10).entries())
        .containsExactly(row(BEFORE));
  }

  private static Listed row(ContainerKey key) {
    return new Listed.Row(
        new ContainerSummary(
            key, Samples.NOON, ContainerDetails.COMPLETED, Samples.asset("slide-1", 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status = 'unheard-of'",
        "status = ''",
        "status = null",
        "approval_status = 'maybe'",
        "revision = -1",
        "revision = 0",
        "created_at = null",
        "created_at = timestamp with time zone '1960-01-01 00:00:00+00'",
        "deleted_at = timestamp with time zone '2026-01-01 00:00:00+00'",
        "project_id = 'a b'"
      })
  void a_corrupt_container_is_reported_and_its_neighbours_are_fine(String damage) {
    damageContainer(damage);
    assertBroken("");
  }

  @Test
  void an_asset_id_that_is_none_breaks_its_container_only() {
    corruptAsset("asset_id = 'a/b'");
    assertThat(store.find(BAD, BAD_ASSET)).isEqualTo(new Reading.NoSuchAsset());
    assertBroken("asset a/b: ");
  }

  @Test
  void two_current_assets_of_one_url_break_their_container_only() {
    corruptAsset("url = 'https://media.example.com/slide-1.png'");
    assertThat(store.find(BAD, BAD_ASSET)).isInstanceOf(Reading.Present.class);
    assertBroken("two assets share");
  }

  @Test
  void a_superseded_asset_without_its_time_is_reported() {
    corruptAsset("superseded_in = 1");
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> store.find(BAD, BAD_ASSET))
        .withMessageContaining(BAD + "/slide-2");
    assertBroken("asset slide-2: ");
  }

  @Test
  void a_corrupt_superseded_row_does_not_hide_a_later_one() {
    copyBadAsset(4, "'https://media.example.com/4.png'");
    copyBadAsset(2, "'not a url'");
    copyBadAsset(3, "'not a url'");
    fixture.sql(
        "delete from %s where asset_id = 'slide-2' and superseded_in = 0".formatted(names.asset()));
    assertThat(store.find(BAD, BAD_ASSET))
        .isInstanceOfSatisfying(
            Reading.Present.class,
            present ->
                assertThat(present.asset().descriptor().url().fileName()).isEqualTo("4.png"));
    fixture.sql("update %s set kind = 'X' where superseded_in = 4".formatted(names.asset()));
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> store.find(BAD, BAD_ASSET));
  }

  private void copyBadAsset(int supersededIn, String url) {
    fixture.sql(
        "insert into %1$s (org_id, container_id, asset_id, superseded_in, list_position, url, kind,"
                .formatted(names.asset())
            + " superseded_at, withdrawn)"
            + " select org_id, container_id, asset_id, %d, 0, %s, kind, current_timestamp, false"
                .formatted(supersededIn, url)
            + " from %s where container_id = '%s' and asset_id = 'slide-2' and superseded_in = 0"
                .formatted(names.asset(), BAD.container().uuid()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org_id = 'bad org!'",
        "environment = 'moon'",
        "secret_sha256 = 'abc'",
        "scopes = 'CONTENT'",
        "scopes = 'content:read  content:write'",
        "scopes = 'content:read '",
        "rate_limit_tier = 'free'",
        "rate_limit_tier = null",
        "created_at = null"
      })
  void a_corrupt_key_is_reported_and_its_neighbours_are_fine(String damage) {
    ApiKey good = Samples.apiKey('A');
    ApiKey bad = Samples.apiKey('B');
    store.addKey(good);
    store.addKey(bad);
    dropNotNull(names.apiKey(), damage);
    fixture.sql("update %s set %s where key_id = '%s'".formatted(names.apiKey(), damage, bad.id()));
    String message = "corrupt record API key " + bad.id() + ": ";
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> store.findKey(bad.id()))
        .withMessageStartingWith(message);
    assertThat(store.listKeys(null, null, 10))
        .hasSize(2)
        .contains(new ListedKey.Whole(good))
        .element(1)
        .isInstanceOfSatisfying(
            ListedKey.Broken.class, broken -> assertThat(broken.id()).isEqualTo(bad.id()));
    assertThat(store.findKey(good.id())).contains(good);
    assertThat(store.listKeys(null, null, 1)).containsExactly(new ListedKey.Whole(good));
  }

  @Test
  void a_key_whose_id_is_none_does_not_end_the_paging() {
    List<ListedKey> good = new ArrayList<>();
    for (char letter : new char[] {'A', 'B', 'C'}) {
      store.addKey(Samples.apiKey(letter));
      good.add(new ListedKey.Whole(Samples.apiKey(letter)));
    }
    fixture.sql(
        "update %s set key_id = 'AAAA bad' where key_id = 'BBBBBBBBBBBBBBBB'"
            .formatted(names.apiKey()));
    for (OrganizationId organization : Arrays.asList(null, Samples.ACME)) {
      assertThat(store.listKeys(organization, null, 1)).containsExactly(good.get(0));
      assertThat(store.listKeys(organization, good.get(0).id(), 1)).containsExactly(good.get(2));
      assertThat(store.listKeys(organization, null, Integer.MAX_VALUE)).hasSize(2);
      assertThat(store.listKeys(organization, good.get(2).id(), 1)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status = 'unheard-of'",
        "revision = -1",
        "revision = 0",
        "deleted_at = timestamp with time zone '2026-01-01 00:00:00+00'"
      })
  void a_corrupt_container_is_replaced_at_its_latest_revision(String damage) {
    corruptAsset("width = 0");
    damageContainer(damage);
    Revision latest = store.latestRevision(BAD);
    assertThat(latest).isEqualTo(damage.startsWith("rev") ? Revision.NONE : new Revision(1));
    Container next = slides(BAD, 2, 2);
    if (!latest.equals(Revision.NONE)) {
      assertThat(store.swap(next, Revision.NONE)).isEqualTo(Swap.STALE);
    }
    assertThat(store.swap(next, latest)).isEqualTo(Swap.DONE);
    assertThat(store.read(BAD)).contains(next);
    assertThat(store.swap(slides(BAD, 3, 2), latest)).isEqualTo(Swap.STALE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad org!", "", "a/b", "caf\u00e9", "line\n"})
  void the_tables_refuse_a_container_of_an_organization_that_is_none(String organization)
      throws SQLException {
    String update =
        "update %s set org_id = '%s' where container_id = '%s'"
            .formatted(names.container(), organization, BAD.container().uuid());
    try (Connection connection = fixture.product().pool(true).getConnection();
        Statement statement = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute(update))
          .satisfies(e -> assertThat(e.getSQLState()).startsWith("23"));
    }
  }

  /** It has no key that a caller could ask for, or that a scan could go on from. */
  @Test
  void in_tables_without_that_check_scan_and_sweep_pass_over_such_a_row() {
    TableNames unchecked = fixture.newNames();
    String ddl = new JdbcSchema(unchecked).ddl(JdbcSchema.Database.of(fixture.dataSource()));
    fixture.sql(
        ddl.replaceAll(
            "primary key \\(org_id, container_id\\),(\\s+constraint \\S+)?\\s+check .*",
            "$1 check (1=1)"));
    JdbcStore other = new JdbcStore(fixture.dataSource(), unchecked);
    other.swap(slides(BEFORE, 1, 1), Revision.NONE);
    other.swap(slides(BAD, 1, 1), Revision.NONE);
    ContainerKey last = new ContainerKey(new OrganizationId("org_z"), BAD.container());
    other.swap(slides(last, 1, 1), Revision.NONE);
    fixture.sql(
        "update %s set org_id = 'org_p q' where org_id = 'org_acme' and container_id = '%s'"
            .formatted(unchecked.container(), BAD.container().uuid()));
    fixture.sql("update %s set oldest_held = created_at".formatted(unchecked.container()));
    assertThat(other.scan(BEFORE, 1)).containsExactly(new Scanned.Whole(slides(last, 1, 1)));
    assertThat(other.scan(null, 10)).hasSize(2);
    Due due = new Due(Samples.NOON, BEFORE);
    assertThat(other.due(Stage.RELEASE, Samples.NOON, null, 1)).containsExactly(due);
    assertThat(other.due(Stage.RELEASE, Samples.NOON, due, 1))
        .containsExactly(new Due(Samples.NOON, last));
  }

  private void corruptAsset(String damage) {
    dropNotNull(names.asset(), damage);
    assertThat(
            fixture.sql(
                "update %s set %s where container_id = '%s' and asset_id = 'slide-2'"
                    .formatted(names.asset(), damage, BAD.container().uuid())))
        .isEqualTo(1);
  }

  private void dropNotNull(String table, String damage) {
    if (damage.endsWith("null")) {
      String column = damage.substring(0, damage.indexOf(' '));
      fixture.sql("alter table " + table + " alter column " + column + " drop not null");
    }
  }

  private void assertBroken(String reason) {
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> store.read(BAD))
        .withMessageStartingWith("corrupt record container " + BAD + ": " + reason);
    List<Scanned> all = store.scan(null, 10);
    assertThat(all).hasSize(3);
    assertThat(all.get(0)).isEqualTo(new Scanned.Whole(slides(BEFORE, 1, 3)));
    assertThat(all.get(1))
        .isInstanceOfSatisfying(
            Scanned.Broken.class,
            broken -> {
              assertThat(broken.key()).isEqualTo(BAD);
              assertThat(broken.reason()).startsWith(reason).isNotEqualTo("null");
            });
    assertThat(all.get(2)).isEqualTo(new Scanned.Whole(slides(AFTER, 1, 3)));
    assertThat(store.scan(BAD, 10)).containsExactly(all.get(2));
    assertThat(store.read(BEFORE)).contains(slides(BEFORE, 1, 3));
    assertThat(store.read(AFTER)).contains(slides(AFTER, 1, 3));
  }
}
