package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each read touches what it returns and little more, also among many rows. */
class QueryPlansTest {
  private static final int ORGANIZATIONS = 10;
  private static final int CONTAINERS = 1_000;
  private static final int SAME_TIME = 100;
  private static final int LIMIT = 20;
  private static final ContainerKey TEMPLATE =
      new ContainerKey(Samples.ACME, new ContainerId(new UUID(0, 0)));
  private static final Pattern SCAN_COUNT = Pattern.compile("scanCount: (\\d+)");
  private static final Pattern ROWS = Pattern.compile("actual time=\\S+ rows=(\\d+)");

  @ParameterizedTest
  @EnumSource(names = {"H2_MEMORY", "POSTGRESQL"})
  void reads_use_index_ranges(Product product) throws SQLException {
    Fixture fixture = Fixture.of(product);
    TableNames names = fixture.emptyTables();
    fill(fixture, names);
    PlanRecorder recorder = new PlanRecorder(fixture.dataSource());
    JdbcStore store = new JdbcStore(recorder.dataSource(), names);
    finds_use_index_ranges(product, store, recorder);
    scans_use_index_ranges(store, recorder);
    lists_use_index_ranges(store, recorder);
    sweeps_use_index_ranges(product, store, recorder);
    keys_use_index_ranges(store, recorder);
    changes_use_index_ranges(store, recorder);
    audits_use_index_ranges(store, recorder);
    fixture.afterEach();
  }

  private static void finds_use_index_ranges(
      Product product, JdbcStore store, PlanRecorder recorder) {
    ContainerKey middle = key(5, CONTAINERS / 2);
    store.find(middle, assetId(2));
    // In H2 the rows of this test have other numbers than the store gives them.
    int byNumber = product.isH2() ? 1 : 0;
    if (product.isH2()) {
      assertThat(recorder.plans.remove(0)).contains("tableScan: _ROWID_ = ?1");
    }
    assertThat(recorder.plans.get(0))
        .containsPattern(
            product.isH2()
                ? "PRIMARY_KEY\\S+ ASSET_ID = \\?3\\s+AND SUPERSEDED_IN = CAST\\(0 AS BIGINT\\)"
                    + "\\s+AND ORG_ID = \\?1\\s+AND CONTAINER_ID = \\?2"
                : "Index Scan using asset_pkey");
    assertPlans(recorder, 1, 2);
    store.find(middle, new AssetId("nobody"));
    recorder.plans.subList(0, byNumber).clear();
    assertPlans(recorder, 2, 4);
    store.find(new ContainerKey(new OrganizationId("nobody"), middle.container()), Samples.FIRST);
    recorder.plans.subList(0, byNumber).clear();
    assertPlans(recorder, 2, 4);
    // The one row that the store wrote itself.
    store.find(TEMPLATE, assetId(2));
    assertThat(recorder.plans).hasSize(1);
    assertThat(touched(recorder.plans.remove(0))).isBetween(0, 2);
    store.findWithProject(middle, Samples.FIRST);
    assertPlans(recorder, 1, 3);
    List<AssetKey> assets =
        IntStream.range(0, LIMIT)
            .mapToObj(i -> new AssetKey(key(i % ORGANIZATIONS, 40 * i), assetId(1 + i % 3)))
            .toList();
    assertThat(store.findAll(assets)).hasSize(LIMIT);
    assertPlans(recorder, 1, 3 * LIMIT);
    assertThat(store.findAllWithProjects(assets)).hasSize(LIMIT);
    assertPlans(recorder, 1, 3 * LIMIT);
    store.findAll(Collections.nCopies(100, assets.get(0)));
    assertThat(recorder.plans).hasSize(1);
    recorder.plans.clear();
  }

  private static void scans_use_index_ranges(JdbcStore store, PlanRecorder recorder) {
    ContainerKey middle = key(5, CONTAINERS / 2);
    store.read(middle);
    assertPlans(recorder, 1, 8);
    assertThat(store.scan(null, LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 2, 6 * LIMIT);
    assertThat(store.scan(middle, LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 2, 6 * LIMIT);
    assertThat(store.scan(key(5, CONTAINERS - LIMIT / 2), LIMIT)).hasSize(LIMIT / 2 - 1);
    assertPlans(recorder, 2, 6 * LIMIT);
    assertThat(store.scan(key(5, CONTAINERS - 1), LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 4, 6 * LIMIT);
  }

  private static void keys_use_index_ranges(JdbcStore store, PlanRecorder recorder) {
    store.findKey(new ApiKeyId("AAAAAAAAAAAAAAAA"));
    assertPlans(recorder, 1, 2);
    assertThat(store.listKeys(null, null, LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 1, 2 * LIMIT);
    assertThat(store.listKeys(organization(5), null, LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 1, 2 * LIMIT);
  }

  private static void audits_use_index_ranges(JdbcStore store, PlanRecorder recorder) {
    assertThat(store.entries(organization(3), null, LIMIT).entries()).hasSize(LIMIT);
    assertPlans(recorder, 1, LIMIT + 2);
    LogPosition middle = new LogPosition(CONTAINERS / 2, Samples.NOON);
    assertThat(store.entries(organization(3), middle, LIMIT).entries())
        .first()
        .satisfies(entry -> assertThat(entry.position().sequence()).isEqualTo(CONTAINERS / 2 - 1));
    assertPlans(recorder, 1, LIMIT + 2);
    assertThat(store.trimEntries(Samples.NOON.plusSeconds(1), LIMIT)).isEqualTo(LIMIT);
    assertThat(recorder.plans)
        .noneMatch(plan -> plan.contains("tableScan") || plan.contains("Seq Scan"));
    recorder.plans.clear();
  }

  private static void changes_use_index_ranges(JdbcStore store, PlanRecorder recorder) {
    store.heads(List.of(organization(3)));
    assertPlans(recorder, 1, 2);
    store.heads(List.of(organization(3), organization(4)));
    assertPlans(recorder, 1, 4);
    LogPosition middle = new LogPosition(CONTAINERS / 2, Samples.NOON);
    assertThat(store.changes(organization(3), middle, LIMIT))
        .isInstanceOfSatisfying(Changes.Page.class, page -> assertThat(page.changes()).hasSize(20));
    assertPlans(recorder, 1, LIMIT + 2);
    assertThat(store.trim(Samples.NOON.plusSeconds(1), LIMIT)).isEqualTo(LIMIT);
    assertThat(recorder.plans)
        .noneMatch(plan -> plan.contains("tableScan") || plan.contains("Seq Scan"));
    recorder.plans.clear();
  }

  private static void lists_use_index_ranges(JdbcStore store, PlanRecorder recorder) {
    Instant since = created(CONTAINERS / 2 - SAME_TIME);
    for (ContainerFilter filter :
        List.of(
            ContainerFilter.ALL,
            new ContainerFilter("p_0", Set.of(), Set.of(), Set.of(), null, null),
            new ContainerFilter(
                null, Set.of(ContainerStatus.COMPLETED), Set.of(), Set.of(), null, null),
            new ContainerFilter(
                "p_0", Set.of(), Set.of(), Set.of(), since, created(CONTAINERS / 2)),
            new ContainerFilter(
                null, Set.of(), Set.of(), Set.of(), since, created(CONTAINERS / 2)))) {
      assertThat(store.list(organization(5), filter, null, LIMIT).entries()).hasSize(LIMIT);
      assertPlans(recorder, 1, 3 * LIMIT);
      ContainerPosition after =
          new ContainerPosition(created(CONTAINERS / 2), key(5, CONTAINERS / 2).container());
      assertThat(store.list(organization(5), filter, after, LIMIT).entries()).hasSize(LIMIT);
      assertPlans(recorder, 2, 3 * LIMIT);
    }
  }

  private static void sweeps_use_index_ranges(
      Product product, JdbcStore store, PlanRecorder recorder) {
    for (Stage stage : Stage.values()) {
      Due last = null;
      for (int most : new int[] {1, 3, 3, 3}) {
        List<Due> page = store.due(stage, UtcTime.LATEST, last, LIMIT);
        assertThat(page).hasSize(LIMIT);
        assertThat(recorder.plans).hasSizeBetween(1, most);
        assertPlans(recorder, recorder.plans.size(), 2 * LIMIT);
        last = page.get(LIMIT - 1);
      }
    }
    store.remove(key(5, 5), new Revision(1));
    // H2 asks for the number of the change, which PostgreSQL returns as it writes.
    assertThat(recorder.plans).hasSize(product.isH2() ? 3 : 2);
    assertThat(recorder.plans)
        .allMatch(plan -> plan.contains(product.isH2() ? "PRIMARY_KEY" : "_pkey"))
        .noneMatch(plan -> plan.contains("tableScan") || plan.contains("Seq Scan"));
    recorder.plans.clear();
  }

  @Test
  void the_limits_of_this_test_do_refuse_a_scan_of_the_table() {
    assertThat(touched("/* scanCount: 10001 */")).isEqualTo(10_001);
    assertThat(touched("Seq Scan (actual time=0.01..0.02 rows=10000.00 loops=1)"))
        .isEqualTo(10_000);
  }

  private static void assertPlans(PlanRecorder recorder, int count, int most) {
    assertThat(recorder.plans).hasSize(count);
    for (String plan : recorder.plans) {
      assertThat(plan).doesNotContain("tableScan", "Seq Scan", "Rows Removed by Filter");
      assertThat(touched(plan)).as(plan).isBetween(0, most);
    }
    recorder.plans.clear();
  }

  /** The most rows that one step of a plan went through. */
  private static int touched(String plan) {
    int most = -1;
    for (Pattern pattern : List.of(SCAN_COUNT, ROWS)) {
      Matcher matcher = pattern.matcher(plan);
      while (matcher.find()) {
        most = Math.max(most, Integer.parseInt(matcher.group(1)));
      }
    }
    return most;
  }

  private static OrganizationId organization(int number) {
    return new OrganizationId("org_" + number);
  }

  private static ContainerKey key(int organization, int number) {
    return new ContainerKey(
        organization(organization), new ContainerId(new UUID(number, organization)));
  }

  /** One container by the store, and many copies of its rows, and keys. */
  private static void fill(Fixture fixture, TableNames names) throws SQLException {
    JdbcStore store = new JdbcStore(fixture.dataSource(), names);
    store.swap(slides(TEMPLATE, 1, 2), Revision.NONE);
    store.addKey(Samples.apiKey('A'));
    try (Connection connection = fixture.product().pool(false).getConnection()) {
      try (PreparedStatement container =
              connection.prepareStatement(
                  "insert into "
                      + names.container()
                      + " (org_id, container_id, created_at, project_id, deleted_at, oldest_held,"
                      + " oldest_stale, revision, status, approval_status, primary_asset_id)"
                      + " select ?, ?, ?, ?, ?, ?, ?, revision, status, approval_status,"
                      + " primary_asset_id from "
                      + names.container()
                      + " where org_id = 'org_acme'");
          PreparedStatement asset =
              connection.prepareStatement(
                  "insert into "
                      + names.asset()
                      + " (org_id, container_id, asset_id, superseded_in, list_position, url, kind,"
                      + " withdrawn) select ?, ?, asset_id, superseded_in, list_position, url,"
                      + " kind, withdrawn from "
                      + names.asset()
                      + " where org_id = 'org_acme'");
          PreparedStatement key =
              connection.prepareStatement(
                  "insert into "
                      + names.apiKey()
                      + " (key_id, org_id, environment, secret_sha256, scopes, rate_limit_tier,"
                      + " created_at, key_killed, org_killed) select ?, ?, environment,"
                      + " secret_sha256, scopes, rate_limit_tier, created_at, false, false from "
                      + names.apiKey()
                      + " where org_id = 'org_acme'")) {
        for (int organization = 0; organization < ORGANIZATIONS; organization++) {
          for (int number = 0; number < CONTAINERS; number++) {
            ContainerKey id = key(organization, number);
            for (PreparedStatement insert : List.of(container, asset)) {
              insert.setString(1, id.organization().value());
              insert.setObject(2, id.container().uuid());
            }
            setDetails(container, organization, number);
            container.addBatch();
            asset.addBatch();
            key.setString(1, keyId(number * ORGANIZATIONS + organization));
            key.setString(2, id.organization().value());
            key.addBatch();
          }
        }
        container.executeBatch();
        asset.executeBatch();
        key.executeBatch();
      }
      connection.commit();
    }
    fixture.sql(
        "insert into %s (org_id, change_sequence, changed_at, kind) select org_id,"
                .formatted(names.table(Table.CHANGE))
            + " row_number() over (partition by org_id order by container_id), timestamp with time"
            + " zone '2026-04-17 12:00:00.123456+00', 'keys' from %s where org_id <> 'org_acme'"
                .formatted(names.container()));
    fixture.sql(
        "insert into %s (org_id, change_sequence, changed_at, action, actor_kind, key_id)"
                .formatted(names.table(Table.AUDIT))
            + " select org_id, change_sequence, changed_at, 'key_minted', 'system',"
            + " 'ABCDEFGHIJ234567' from %s where org_id <> 'org_acme'"
                .formatted(names.table(Table.CHANGE)));
    fixture.sql(
        "insert into %s (org_id, revision_floor, change_sequence, changed_at) select org_id, 0,"
                .formatted(names.organization())
            + " max(change_sequence), max(changed_at) from %s where org_id <> 'org_acme'"
                .formatted(names.table(Table.CHANGE))
            + " group by org_id");
    fixture.sql(
        "insert into %s (org_id, revision_floor) select 'o_' || key_id, 0 from %s"
            .formatted(names.organization(), names.apiKey()));
    fixture.sql("analyze");
  }

  /** Half is deleted, half of the rest of one project, and half has something superseded. */
  private static void setDetails(PreparedStatement container, int organization, int number)
      throws SQLException {
    OffsetDateTime time = Rows.utc(created(number));
    OffsetDateTime later = time.plusSeconds(number * ORGANIZATIONS + organization);
    boolean deleted = number % 2 == 1;
    container.setObject(3, time);
    container.setString(4, "p_" + number / 2 % 2);
    container.setObject(5, deleted ? later : null, Types.TIMESTAMP_WITH_TIMEZONE);
    container.setObject(6, number / 4 % 2 == 0 ? later : null, Types.TIMESTAMP_WITH_TIMEZONE);
    container.setObject(7, deleted ? later : null, Types.TIMESTAMP_WITH_TIMEZONE);
  }

  /** Many containers came into being at one time. */
  private static Instant created(int number) {
    return Samples.NOON.plusSeconds(number / SAME_TIME);
  }

  private static AssetId assetId(int number) {
    return new AssetId("slide-" + number);
  }

  private static String keyId(int number) {
    StringBuilder id = new StringBuilder("BAAAAAAAAAA");
    for (int shift = 20; shift >= 0; shift -= 5) {
      id.append("234567ABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt((number >> shift) & 31));
    }
    return id.toString();
  }
}
