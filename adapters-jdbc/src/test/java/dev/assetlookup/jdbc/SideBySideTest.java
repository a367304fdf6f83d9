package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.FIRST;
import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Swap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two stores in one JVM never notice each other. */
class SideBySideTest {
  private static final ContainerKey KEY = Samples.key(1);
  private static final ApiKey API_KEY = Samples.apiKey('A');

  @RegisterExtension final Fixture h2 = Fixture.of(Product.H2_MEMORY);
  @RegisterExtension final Fixture postgresql = Fixture.of(Product.POSTGRESQL);

  @Test
  void under_two_prefixes() {
    for (Fixture fixture : new Fixture[] {h2, postgresql}) {
      String schema = fixture.newNames().schema();
      assertApart(
          created(fixture, new TableNames(schema, "one_")),
          created(fixture, new TableNames(schema, "two_")));
    }
  }

  @Test
  void in_two_schemas() {
    assertApart(h2.emptyStore(), h2.emptyStore());
    assertApart(postgresql.emptyStore(), postgresql.emptyStore());
  }

  @Test
  void in_two_databases() {
    assertApart(h2.emptyStore(), postgresql.emptyStore());
  }

  private static JdbcStore created(Fixture fixture, TableNames names) {
    new JdbcSchema(names).create(fixture.dataSource());
    return new JdbcStore(fixture.dataSource(), names);
  }

  private static void assertApart(JdbcStore one, JdbcStore two) {
    assertThat(one.swap(slides(KEY, 1, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(one.addKey(API_KEY)).isTrue();
    assertThat(two.find(KEY, FIRST)).isEqualTo(new Reading.NoSuchContainer());
    assertThat(two.findKey(API_KEY.id())).isEmpty();
    assertThat(two.swap(slides(KEY, 5, 2), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(one.scan(null, 10)).containsExactly(new Scanned.Whole(slides(KEY, 1, 1)));
    assertThat(two.scan(null, 10)).containsExactly(new Scanned.Whole(slides(KEY, 5, 2)));
    assertThat(two.listKeys(null, null, 10)).isEmpty();
  }
}
