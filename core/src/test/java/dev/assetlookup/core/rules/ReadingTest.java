package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.ACME;
import static dev.assetlookup.core.rules.World.CONTAINER;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.START;
import static dev.assetlookup.core.rules.World.STRANGER;
import static dev.assetlookup.core.rules.World.asset;
import static dev.assetlookup.core.rules.World.expiring;
import static dev.assetlookup.core.rules.World.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.lookup.ReadContainer;
import dev.assetlookup.core.lookup.ReadContainer.Result;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final Result NOT_FOUND = new Result.NotFound();

  private final World world = new World();
  private final ReadContainer reading = ReadContainer.over(world.store);

  @Test
  void without_the_read_scope_nothing_is_read_and_nothing_is_asked() {
    ReadContainer untouched = ReadContainer.over(new UnreachableStore());
    for (Set<Scope> granted : List.of(Set.<Scope>of(), Set.of(Scope.CONTENT_WRITE))) {
      assertThat(untouched.read(new Caller(ACME, granted), CONTAINER))
          .isEqualTo(new Result.ScopeMissing(Scope.CONTENT_READ));
    }
  }

  @Test
  void a_container_is_read_as_it_is_stored() {
    world.published(set("b.png", "a.png"));
    Container second = world.published(set("c.png", "b.png"));
    assertThat(reading.read(OWNER, CONTAINER)).isEqualTo(new Result.Found(second));
  }

  @Test
  void assets_past_their_expiry_are_still_in_it() {
    Container stored = world.published(set(expiring("a.png", START), asset("b.png")));
    world.clock.advance(Duration.ofSeconds(60));
    assertThat(reading.read(OWNER, CONTAINER)).isEqualTo(new Result.Found(stored));
  }

  @Test
  void unknown_and_foreign_containers_are_answered_alike() {
    world.published(set("a.png"));
    assertThat(reading.read(OWNER, new ContainerId(new UUID(3, 4)))).isEqualTo(NOT_FOUND);
    assertThat(reading.read(STRANGER, CONTAINER)).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_deleted_container_is_shown_to_its_owner_only() {
    world.published(set("a.png"));
    world.delete(CONTAINER);
    assertThat(reading.read(OWNER, CONTAINER)).isEqualTo(new Result.Deleted());
    assertThat(reading.read(STRANGER, CONTAINER)).isEqualTo(NOT_FOUND);
    world.store.remove(world.stored().key(), world.stored().revision());
    assertThat(reading.read(OWNER, CONTAINER)).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_container_published_again_after_its_delete_is_found() {
    world.published(set("a.png"));
    world.delete(CONTAINER);
    Container again = world.published(set("b.png"));
    assertThat(reading.read(OWNER, CONTAINER)).isEqualTo(new Result.Found(again));
  }

  @Test
  void what_cannot_be_read_is_no_absence() {
    world.published(set("a.png"));
    ReadContainer corrupt =
        ReadContainer.over(new CorruptingStore(world.store, World.key(CONTAINER)));
    ReadContainer unreachable = ReadContainer.over(new UnreachableStore());
    assertThat(corrupt.read(OWNER, CONTAINER))
        .isInstanceOfSatisfying(
            Result.Unreadable.class,
            unreadable -> assertThat(unreadable.reason()).contains(CorruptingStore.REASON));
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> unreachable.read(OWNER, CONTAINER));
  }
}
