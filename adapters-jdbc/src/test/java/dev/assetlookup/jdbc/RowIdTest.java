package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The numbers under which H2 stores current assets. */
class RowIdTest {
  private static final ContainerKey KEY = Samples.key(7);

  @RegisterExtension final Fixture fixture = Fixture.of(Product.H2_MEMORY);
  private TableNames names = TableNames.DEFAULT;
  private JdbcStore store;

  RowIdTest() {
    store = new JdbcStore(fixture.dataSource(), names);
  }

  @BeforeEach
  void create() {
    names = fixture.emptyTables();
    store = new JdbcStore(fixture.dataSource(), names);
  }

  @Test
  void files_that_were_written_before_have_the_same_numbers() {
    assertThat(RowId.of(Samples.key(1), "slide-1")).isEqualTo(59_232_115_943_238_167L);
    assertThat(RowId.of(Samples.key(2), "slide-1")).isEqualTo(46_757_392_391_039_511L);
    assertThat(RowId.of(Samples.key(1), "slide-2")).isEqualTo(59_232_115_957_567_536L);
  }

  @Test
  void a_current_asset_is_stored_under_its_number_and_a_superseded_one_is_not() {
    store.swap(Samples.slides(KEY, 1, 2), Revision.NONE);
    store.swap(
        Samples.with(
            Samples.slides(KEY, 2, 1),
            List.of(Samples.superseded("slide-2", 2, Samples.NOON)),
            null),
        new Revision(1));
    assertThat(number("slide-1")).isEqualTo(RowId.of(KEY, "slide-1"));
    assertThat(number("slide-2")).isNotEqualTo(RowId.of(KEY, "slide-2"));
  }

  @Test
  void assets_with_the_same_number_are_both_found_and_replaced() {
    List<String> twins = twins();
    assertThat(RowId.of(KEY, twins.get(0))).isEqualTo(RowId.of(KEY, twins.get(1)));
    store.swap(container(1, twins), Revision.NONE);
    assertFound(twins, 1);
    store.swap(container(2, twins), new Revision(1));
    assertFound(twins, 2);
    store.swap(container(3, twins.subList(1, 2)), new Revision(2));
    assertThat(store.find(KEY, new AssetId(twins.get(0)))).isInstanceOf(Reading.NoSuchAsset.class);
    assertFound(twins.subList(1, 2), 3);
    store.swap(container(4, twins), new Revision(3));
    assertFound(twins, 4);
  }

  @Test
  void a_row_with_the_number_of_another_asset_is_not_taken_for_it() {
    store.swap(Samples.slides(KEY, 1, 1), Revision.NONE);
    fixture.sql("update " + names.asset() + " set org_id = 'org_other'");
    assertThat(store.find(KEY, Samples.FIRST)).isInstanceOf(Reading.NoSuchAsset.class);
  }

  @Test
  void rows_that_h2_numbered_are_found() {
    store.swap(Samples.slides(KEY, 1, 2), Revision.NONE);
    fixture.sql(
        "create table %1$s_copy as select * from %1$s; delete from %1$s; insert into %1$s select *"
                .formatted(names.asset())
            + " from %1$s_copy; drop table %1$s_copy".formatted(names.asset()));
    assertThat(number("slide-1")).isNotEqualTo(RowId.of(KEY, "slide-1"));
    assertFound(List.of("slide-1", "slide-2"), 1);
  }

  private static Container container(int revision, List<String> ids) {
    return Samples.container(
        KEY, revision, ids.stream().map(id -> Samples.asset(id, revision)).toList());
  }

  private void assertFound(List<String> ids, int width) {
    for (String id : ids) {
      assertThat(store.find(KEY, new AssetId(id)))
          .isInstanceOfSatisfying(
              Reading.Present.class,
              present -> {
                Asset asset = present.asset();
                assertThat(asset.id().value()).isEqualTo(id);
                assertThat(asset.descriptor().width()).isEqualTo(width);
              });
    }
  }

  private long number(String asset) {
    String query = "select _rowid_ from %s where asset_id = '%s'".formatted(names.asset(), asset);
    return Long.parseLong(fixture.texts(query).get(0));
  }

  /** Two ids of one container; among so many some have the same number. */
  private static List<String> twins() {
    Map<Long, String> seen = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      String id = "asset-" + i;
      String twin = seen.putIfAbsent(RowId.of(KEY, id), id);
      if (twin != null) {
        return List.of(twin, id);
      }
    }
    throw new AssertionError("no two ids have the same number");
  }
}
