package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.NOON;
import static dev.assetlookup.jdbc.Samples.slides;
import static dev.assetlookup.jdbc.Samples.superseded;
import static dev.assetlookup.jdbc.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.time.Instant;
import java.util.List;

/** A store that never knew other tables, to hold one against that was upgraded. */
final class Model {
  static final ContainerKey LIVE = Samples.key(1);
  static final ContainerKey DELETED = Samples.key(2);
  static final ContainerKey EMPTY = Samples.key(3);
  static final Instant EARLIER = NOON.minusSeconds(60);
  private static final List<String> ASSETS =
      List.of("slide-1", "slide-2", "old-1", "old-2", "none");

  final TableNames names;
  final JdbcStore store;

  Model(Fixture fixture) {
    names = fixture.lentTables();
    store = new JdbcStore(fixture.dataSource(), names);
    store.swap(
        with(
            slides(LIVE, 3, 2),
            List.of(superseded("old-1", 2, NOON), superseded("old-2", 3, EARLIER)),
            null),
        Revision.NONE);
    store.swap(
        with(slides(DELETED, 2, 0), List.of(superseded("old-1", 2, NOON).withdraw()), NOON),
        Revision.NONE);
    store.swap(slides(EMPTY, 1, 0), Revision.NONE);
    store.addKey(Samples.apiKey('A'));
  }

  /** The other store has and finds what this one has and finds. */
  void assertSame(JdbcStore other) {
    assertThat(other.scan(null, 10)).isEqualTo(store.scan(null, 10)).isNotEmpty();
    for (ContainerKey key : List.of(LIVE, DELETED, EMPTY)) {
      assertThat(other.read(key)).isEqualTo(store.read(key));
      List<AssetKey> assets =
          ASSETS.stream().map(id -> new AssetKey(key, new AssetId(id))).toList();
      assertThat(other.findAll(assets)).isEqualTo(store.findAll(assets));
      for (AssetKey asset : assets) {
        assertThat(other.find(key, asset.asset())).isEqualTo(store.find(key, asset.asset()));
      }
    }
    assertThat(other.list(Samples.ACME, ContainerFilter.ALL, null, 10))
        .isEqualTo(store.list(Samples.ACME, ContainerFilter.ALL, null, 10));
    for (Stage stage : Stage.values()) {
      assertThat(other.due(stage, NOON, null, 10))
          .isEqualTo(store.due(stage, NOON, null, 10))
          .isNotEmpty();
    }
    assertThat(other.listKeys(null, null, 10)).isEqualTo(store.listKeys(null, null, 10));
  }
}
