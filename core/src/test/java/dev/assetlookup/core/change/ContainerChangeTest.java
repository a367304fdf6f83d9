package dev.assetlookup.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.ContainerChange.Kind;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContainerChangeTest {
  private static final ContainerKey KEY =
      new ContainerKey(new OrganizationId("acme"), new ContainerId(new UUID(1, 1)));

  private final Asset a = asset("a", "a.png");
  private final Asset b = asset("b", "b.png");
  private final Container first = container(1, List.of(a, b));

  @Test
  void the_first_container_is_published_with_all_ids() {
    assertThat(ContainerChange.between(null, first))
        .isEqualTo(change(Kind.PUBLISHED, 1, ids("a", "b"), ids()));
  }

  @Test
  void an_id_that_means_another_url_is_added_and_superseded() {
    Asset moved = asset("a", "moved.png");
    assertThat(ContainerChange.between(first, container(2, List.of(moved, b), gone(a, 2))))
        .isEqualTo(change(Kind.REPLACED, 2, ids("a"), ids("a")));
  }

  @Test
  void a_url_that_has_another_id_is_added_under_that_one() {
    Asset renamed = asset("c", "a.png");
    assertThat(ContainerChange.between(first, container(2, List.of(renamed, b), gone(a, 2))))
        .isEqualTo(change(Kind.REPLACED, 2, ids("c"), ids("a")));
  }

  @Test
  void what_an_earlier_write_superseded_is_not_named_again() {
    Container before = container(2, List.of(b), gone(a, 2));
    assertThat(ContainerChange.between(before, container(3, List.of(), gone(a, 2), gone(b, 3))))
        .isEqualTo(change(Kind.REPLACED, 3, ids(), ids("b")));
  }

  @Test
  void another_order_replaces_content_and_no_id() {
    assertThat(ContainerChange.between(first, container(2, List.of(b, a))))
        .isEqualTo(change(Kind.REPLACED, 2, ids(), ids()));
  }

  @Test
  void another_thumbnail_replaces_content_and_no_id() {
    Asset shown = new Asset(a.id(), at("a.png").thumbnailUrl(url("t.png")).build());
    assertThat(ContainerChange.between(first, container(2, List.of(shown, b), gone(a, 2))))
        .isEqualTo(change(Kind.REPLACED, 2, ids(), ids()));
  }

  @Test
  void other_details_alone_replace_content() {
    Container next = in("spring", container(2, List.of(a, b)));
    ContainerChange change = ContainerChange.between(first, next);
    assertThat(change.kind()).isEqualTo(Kind.REPLACED);
    assertThat(change.projectId()).isEqualTo("spring");
  }

  @Test
  void a_release_is_a_sweep() {
    Container before = container(2, List.of(b), gone(a, 2));
    Container next = container(3, List.of(b), gone(a, 2).with(Media.RELEASED));
    assertThat(ContainerChange.between(before, next))
        .isEqualTo(change(Kind.SWEPT, 3, ids(), ids()));
  }

  @Test
  void forgetting_some_of_what_is_superseded_is_a_sweep() {
    Container before = container(3, List.of(), gone(a, 2), gone(b, 3));
    assertThat(ContainerChange.between(before, container(4, List.of(), gone(b, 3))))
        .isEqualTo(change(Kind.SWEPT, 4, ids(), ids()));
  }

  @Test
  void a_delete_names_what_was_current() {
    Container before = container(2, List.of(b), gone(a, 2));
    Container next = deleted(3, gone(a, 2).withdraw(), gone(b, 3).withdraw());
    assertThat(ContainerChange.between(before, next))
        .isEqualTo(change(Kind.DELETED, 3, ids(), ids("b")));
  }

  @Test
  void what_is_done_to_a_deleted_container_is_a_sweep() {
    Container before = deleted(3, gone(b, 3).withdraw());
    assertThat(ContainerChange.between(before, deleted(4)))
        .isEqualTo(change(Kind.SWEPT, 4, ids(), ids()));
  }

  @Test
  void what_comes_back_is_published_with_all_ids() {
    Container before = deleted(3, gone(a, 3).withdraw());
    assertThat(ContainerChange.between(before, container(4, List.of(a, b), gone(a, 3).withdraw())))
        .isEqualTo(change(Kind.PUBLISHED, 4, ids("a", "b"), ids()));
  }

  @Test
  void a_large_list_is_any_id() {
    List<Asset> many = IntStream.range(0, 101).mapToObj(i -> asset("x" + i, "x" + i)).toList();
    ContainerChange change = ContainerChange.between(first, container(2, many, gone(a, 2)));
    assertThat(change.added()).isEqualTo(ChangedIds.ALL);
    assertThat(change.superseded()).isEqualTo(ids("a"));
  }

  @Test
  void a_removal_is_a_sweep_that_knows_no_project() {
    assertThat(ContainerChange.removed(KEY.container(), new Revision(7)))
        .isEqualTo(change(Kind.SWEPT, 7, ids(), ids()));
  }

  private static ContainerChange change(
      Kind kind, long revision, ChangedIds added, ChangedIds superseded) {
    return new ContainerChange(
        kind, KEY.container(), null, new Revision(revision), added, superseded);
  }

  private static ChangedIds ids(String... ids) {
    return new ChangedIds(false, Stream.of(ids).map(AssetId::new).toList());
  }

  private static Asset asset(String id, String file) {
    return new Asset(new AssetId(id), at(file).build());
  }

  private static AssetDescriptor.Builder at(String file) {
    return AssetDescriptor.at(url(file));
  }

  private static MediaUrl url(String file) {
    return new MediaUrl("https://media.example.com/" + file);
  }

  private static SupersededAsset gone(Asset asset, long in) {
    return new SupersededAsset(asset, 0, new Revision(in), Instant.EPOCH, false, Media.HELD);
  }

  private static Container container(
      long revision, List<Asset> assets, SupersededAsset... superseded) {
    return container(revision, assets, List.of(superseded), null);
  }

  private static Container deleted(long revision, SupersededAsset... superseded) {
    return container(revision, List.of(), List.of(superseded), Instant.EPOCH);
  }

  private static Container container(
      long revision,
      List<Asset> assets,
      List<SupersededAsset> superseded,
      @Nullable Instant deletedAt) {
    return new Container(
        KEY,
        new Revision(revision),
        Instant.EPOCH,
        ContainerDetails.COMPLETED,
        assets,
        superseded,
        deletedAt);
  }

  private static Container in(String project, Container container) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        ContainerDetails.builder().projectId(project).build(),
        container.assets(),
        container.superseded(),
        container.deletedAt());
  }
}
