package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each read touches what it returns and little more, also among many rows. */
class QueryPlansTest {
  private static final int ORGANIZATIONS = 10;
  private static final int CONTAINERS = 1_000;
  private static final int LIMIT = 20;
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
    ContainerKey middle = key(5, CONTAINERS / 2);
    ContainerKey nearEnd = key(5, CONTAINERS - LIMIT / 2);

    store.find(middle, new AssetId("slide-2"));
    assertThat(recorder.plans.get(0))
        .containsPattern(
            product.isH2()
                ? "PRIMARY_KEY\\S+ ASSET_ID = \\?3\\s+AND SUPERSEDED_IN = CAST\\(0 AS BIGINT\\)"
                    + "\\s+AND ORG_ID = \\?1\\s+AND CONTAINER_ID = \\?2"
                : "Index Scan using asset_pkey");
    assertPlans(recorder, 1, 2);
    store.find(middle, new AssetId("nobody"));
    assertPlans(recorder, 2, 4);
    store.find(new ContainerKey(new OrganizationId("nobody"), middle.container()), Samples.FIRST);
    assertPlans(recorder, 2, 4);
    store.read(middle);
    assertPlans(recorder, 1, 8);
    assertThat(store.scan(null, LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 1, 6 * LIMIT);
    assertThat(store.scan(middle, LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 1, 6 * LIMIT);
    assertThat(store.scan(nearEnd, LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 2, 6 * LIMIT);
    store.findKey(new ApiKeyId("AAAAAAAAAAAAAAAA"));
    assertPlans(recorder, 1, 2);
    assertThat(store.listKeys(null, null, LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 1, 2 * LIMIT);
    assertThat(store.listKeys(organization(5), null, LIMIT)).hasSize(LIMIT);
    assertPlans(recorder, 1, 2 * LIMIT);
    fixture.afterEach();
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
    ContainerKey template = new ContainerKey(Samples.ACME, new ContainerId(new UUID(0, 0)));
    store.swap(slides(template, 1, 2), Revision.NONE);
    store.addKey(Samples.apiKey('A'));
    try (Connection connection = fixture.product().pool(false).getConnection()) {
      try (PreparedStatement container =
              connection.prepareStatement(
                  "insert into "
                      + names.container()
                      + " (org_id, container_id, revision, status, approval_status, created_at)"
                      + " select ?, ?, revision, status, approval_status, created_at from "
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
              insert.addBatch();
            }
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
    fixture.sql("analyze");
  }

  private static String keyId(int number) {
    StringBuilder id = new StringBuilder("BAAAAAAAAAA");
    for (int shift = 20; shift >= 0; shift -= 5) {
      id.append("234567ABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt((number >> shift) & 31));
    }
    return id.toString();
  }
}
