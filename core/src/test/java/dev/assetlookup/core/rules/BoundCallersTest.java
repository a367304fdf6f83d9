package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.ANY;
import static dev.assetlookup.core.rules.World.CONTAINER;
import static dev.assetlookup.core.rules.World.GRACE;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.FindAssets;
import dev.assetlookup.core.lookup.ListContainers;
import dev.assetlookup.core.lookup.ReadContainer;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** To who is bound to project "a", what is in "b" or in no project is as if it had never been. */
class BoundCallersTest {
  private static final Caller BOUND = OWNER.within(Projects.only("a"));
  private static final FindAsset.Result NOTHING = new FindAsset.Result.ContainerNotFound();

  private final World world = new World();
  private final AssetLookup lookup = world.publishing;

  private static ContainerDraft draft(@Nullable String project, String... files) {
    return new ContainerDraft(
        CONTAINER,
        null,
        ContainerDetails.builder().projectId(project).build(),
        Stream.of(files).map(World::asset).toList());
  }

  private void publish(@Nullable String project, String... files) {
    world.publish(draft(project, files));
  }

  private FindAsset.Result find(Caller caller, String asset) {
    return lookup.find(caller, CONTAINER, new AssetId(asset));
  }

  private FindAsset.Result findInBatch(Caller caller, String asset) {
    return findInBatch(lookup, caller, asset);
  }

  private static FindAsset.Result findInBatch(AssetLookup lookup, Caller caller, String asset) {
    FindAssets.Request request = new FindAssets.Request(CONTAINER.toString(), asset);
    return ((FindAssets.Result.Answered) lookup.findAll(caller, List.of(request))).results().get(0);
  }

  @Test
  void inside_they_see_what_any_other_does() {
    publish("a", "x.png", "gone.png");
    publish("a", "x.png", "new.png");
    for (String asset : List.of("x", "gone", "new", "never")) {
      assertThat(find(BOUND, asset)).isEqualTo(find(OWNER, asset));
      assertThat(findInBatch(BOUND, asset)).isEqualTo(find(OWNER, asset));
    }
    world.clock.advance(GRACE.plus(World.MICROSECOND));
    assertThat(find(BOUND, "gone"))
        .isEqualTo(find(OWNER, "gone"))
        .isInstanceOf(FindAsset.Result.Superseded.class);
    assertThat(lookup.read(BOUND, CONTAINER)).isEqualTo(lookup.read(OWNER, CONTAINER));
    world.delete(CONTAINER);
    assertThat(find(BOUND, "x")).isEqualTo(new FindAsset.Result.ContainerDeleted());
    assertThat(lookup.read(BOUND, CONTAINER)).isEqualTo(new ReadContainer.Result.Deleted());
  }

  @Test
  void outside_nothing_was_ever_there() {
    for (String project : new String[] {"b", null}) {
      publish(project, "x.png", "gone.png");
      publish(project, "x.png");
      assertNothing();
      world.clock.advance(GRACE.plus(World.MICROSECOND));
      assertNothing();
      world.delete(CONTAINER);
      assertNothing();
    }
  }

  private void assertNothing() {
    for (String asset : List.of("x", "gone", "never")) {
      assertThat(find(BOUND, asset)).isEqualTo(NOTHING);
      assertThat(findInBatch(BOUND, asset)).isEqualTo(NOTHING);
    }
    assertThat(lookup.read(BOUND, CONTAINER)).isEqualTo(new ReadContainer.Result.NotFound());
    for (ContainerFilter filter : List.of(ContainerFilter.ALL, ContainerFilter.ofProject("b"))) {
      assertThat(lookup.list(BOUND, filter, null, 10))
          .isEqualTo(new ListContainers.Result.Page(List.of(), List.of(), null));
    }
  }

  @Test
  void a_record_that_is_corrupt_says_no_project_and_is_absent() {
    publish("a", "x.png");
    CorruptingStore corrupt = new CorruptingStore(world.store, key(CONTAINER));
    AssetLookup damaged = AssetLookup.over(corrupt).build();
    assertThat(damaged.find(BOUND, CONTAINER, new AssetId("x"))).isEqualTo(NOTHING);
    assertThat(damaged.read(BOUND, CONTAINER)).isEqualTo(new ReadContainer.Result.NotFound());
    assertThat(damaged.publish(BOUND, draft("a", "y.png"), ANY))
        .isEqualTo(new PublishContainer.Result.NotFound());
    assertThat(damaged.delete(BOUND, CONTAINER, ANY))
        .isEqualTo(new DeleteContainer.Result.Absent());
  }

  @Test
  void a_corrupt_asset_is_told_to_who_may_see_it_alone() {
    for (String project : new String[] {"a", "b"}) {
      publish(project, "x.png");
      CorruptingStore corrupt = new CorruptingStore(world.store, key(CONTAINER)).sayingProjects();
      AssetLookup damaged = AssetLookup.over(corrupt).build();
      FindAsset.Result expected =
          project.equals("a") ? new FindAsset.Result.Unreadable(CorruptingStore.REASON) : NOTHING;
      assertThat(damaged.find(BOUND, CONTAINER, new AssetId("x"))).isEqualTo(expected);
      assertThat(findInBatch(damaged, BOUND, "x")).isEqualTo(expected);
    }
  }

  @Test
  void a_lookup_reads_no_whole_container() {
    publish("a", "x.png");
    ContainerStore store =
        new ForwardingContainerStore(world.store) {
          @Override
          public Optional<Container> read(ContainerKey key) {
            throw new AssertionError("read as a whole: " + key);
          }
        };
    AssetLookup bound = AssetLookup.over(store).build();
    assertThat(bound.find(BOUND, CONTAINER, new AssetId("x"))).isEqualTo(find(OWNER, "x"));
    assertThat(findInBatch(bound, BOUND, "x")).isEqualTo(find(OWNER, "x"));
  }

  @Test
  void they_publish_into_their_projects_alone() {
    for (String project : new String[] {"b", "A", null}) {
      assertThat(lookup.publish(BOUND, draft(project, "x.png"), ANY))
          .isEqualTo(new PublishContainer.Result.ProjectForbidden());
    }
    assertThat(world.store.read(key(CONTAINER))).isEmpty();
    assertThat(lookup.publish(BOUND, draft("a", "x.png"), ANY))
        .isInstanceOf(PublishContainer.Result.Published.class);
    assertThat(lookup.publish(BOUND, draft("b", "x.png"), ANY))
        .isEqualTo(new PublishContainer.Result.ProjectForbidden());
  }

  @Test
  void what_is_in_use_outside_is_neither_replaced_nor_deleted() {
    for (boolean deleted : new boolean[] {false, true}) {
      publish("b", "x.png");
      if (deleted) {
        world.delete(CONTAINER);
      }
      Container before = world.stored();
      PublishContainer.Result refused = new PublishContainer.Result.NotFound();
      assertThat(publishIf(ANY)).isEqualTo(refused);
      assertThat(publishIf(Precondition.ABSENT)).isEqualTo(refused);
      assertThat(publishIf(new Precondition.At(before.revision())))
          .isEqualTo(new PublishContainer.Result.Conflict());
      assertThat(lookup.delete(BOUND, CONTAINER, ANY))
          .isEqualTo(new DeleteContainer.Result.Absent());
      assertThat(lookup.delete(BOUND, CONTAINER, new Precondition.At(before.revision())))
          .isEqualTo(new DeleteContainer.Result.Conflict());
      assertThat(world.stored()).isEqualTo(before);
    }
  }

  private PublishContainer.Result publishIf(Precondition precondition) {
    return lookup.publish(BOUND, draft("a", "y.png"), precondition);
  }

  @Test
  void what_moves_away_while_they_write_is_left_alone() {
    publish("a", "x.png");
    AtomicBoolean moved = new AtomicBoolean();
    ContainerStore slow =
        new ForwardingContainerStore(world.store) {
          @Override
          public Optional<Container> read(ContainerKey key) {
            Optional<Container> before = super.read(key);
            if (moved.compareAndSet(false, true)) {
              publish("b", "x.png");
            }
            return before;
          }
        };
    AssetLookup racing = AssetLookup.over(slow).build();
    assertThat(racing.publish(BOUND, draft("a", "y.png"), ANY))
        .isEqualTo(new PublishContainer.Result.NotFound());
    assertThat(world.stored().details().projectId()).isEqualTo("b");
  }

  @Test
  void a_sandbox_is_another_organization() {
    Caller sandbox = new Caller(OWNER.organization().sandbox().orElseThrow(), OWNER.scopes());
    publish(null, "x.png");
    assertThat(find(sandbox, "x")).isEqualTo(NOTHING);
    assertThat(lookup.publish(sandbox, draft(null, "x.png", "y.png"), ANY))
        .isInstanceOf(PublishContainer.Result.Published.class);
    assertThat(find(OWNER, "y")).isEqualTo(new FindAsset.Result.AssetNotFound());
  }
}
