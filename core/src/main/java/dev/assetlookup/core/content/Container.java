package dev.assetlookup.core.content;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a store holds of one container at one revision. A deleted container keeps its revision
 * and its superseded assets until they are swept, but has no current asset.
 *
 * @param key who owns it and its id
 * @param revision 1 or more, grows with each write
 * @param createdAt when it came into being, truncated to microseconds
 * @param details what is recorded beside the assets
 * @param assets the current set, in the writer's order; ids and URLs are unique in it
 * @param superseded what was current before; an id may stand here once for each revision, and also
 *     in the current set
 * @param deletedAt when it was deleted, null while it lives
 */
public record Container(
    ContainerKey key,
    Revision revision,
    Instant createdAt,
    ContainerDetails details,
    List<Asset> assets,
    List<SupersededAsset> superseded,
    @Nullable Instant deletedAt) {
  /** Most current assets of one container. */
  public static final int MAX_ASSETS = 10_000;

  /**
   * What a container may carry of superseded assets, in bytes as {@link #supersededBytes} counts
   * them, when a publish has added to it, or has written a deleted container again. A publish that
   * would leave more is refused. A delete never is: it adds once the current assets.
   */
  public static final long MAX_SUPERSEDED_BYTES = 16L << 20;

  private static final Comparator<SupersededAsset> LATER =
      Comparator.comparingLong(entry -> entry.supersededIn().number());

  /**
   * Copies the lists and checks what must hold between the parts.
   *
   * @throws IllegalArgumentException if it does not hold
   */
  public Container {
    assets = List.copyOf(assets);
    superseded = List.copyOf(superseded);
    createdAt = UtcTime.storable(createdAt, "createdAt");
    deletedAt = deletedAt == null ? null : UtcTime.storable(deletedAt, "deletedAt");
    if (revision.equals(Revision.NONE)) {
      throw new IllegalArgumentException("a stored container has a revision");
    }
    if (assets.size() > MAX_ASSETS) {
      throw new IllegalArgumentException("more than " + MAX_ASSETS + " assets");
    }
    if (deletedAt != null && !assets.isEmpty()) {
      throw new IllegalArgumentException("a deleted container has no current assets");
    }
    requireDistinct(assets);
    Set<Object> entries = new HashSet<>();
    for (SupersededAsset entry : superseded) {
      if (!entries.add(List.of(entry.asset().id(), entry.supersededIn()))) {
        throw new IllegalArgumentException(
            "superseded twice in one revision: " + entry.asset().id());
      }
    }
  }

  private static void requireDistinct(List<Asset> assets) {
    Set<Object> seen = new HashSet<>();
    for (Asset asset : assets) {
      if (!seen.add(asset.id()) || !seen.add(asset.descriptor().url())) {
        throw new IllegalArgumentException("two assets share the id or URL of " + asset.id());
      }
    }
  }

  /**
   * Whether readers must see this container as absent.
   *
   * @return true from the delete on
   */
  public boolean isDeleted() {
    return deletedAt != null;
  }

  /**
   * The asset that stands for the whole.
   *
   * @return the first of the current assets, null if there is none
   */
  public @Nullable Asset primaryAsset() {
    return assets.isEmpty() ? null : assets.get(0);
  }

  /**
   * What an id meant before: of the superseded assets that had it, the one of the highest revision.
   * Withdrawn ones do not count.
   *
   * @param id any id
   * @return empty if it meant nothing
   */
  public Optional<SupersededAsset> formerAsset(AssetId id) {
    return former().filter(entry -> entry.asset().id().equals(id)).max(LATER);
  }

  /**
   * What all ids meant before, each as {@link #formerAsset} finds it.
   *
   * @return a new map
   */
  public Map<AssetId, SupersededAsset> formerAssets() {
    return former()
        .collect(
            Collectors.toMap(
                entry -> entry.asset().id(), Function.identity(), BinaryOperator.maxBy(LATER)));
  }

  private Stream<SupersededAsset> former() {
    return superseded.stream().filter(entry -> !entry.withdrawn());
  }

  /**
   * Since when there are superseded assets whose media are not released.
   *
   * @return the earliest {@code supersededAt} of them, null if there is none
   */
  public @Nullable Instant heldSince() {
    return earliest(entry -> entry.media() != SupersededAsset.Media.RELEASED, null);
  }

  /**
   * Since when there is something that need only be remembered: superseded assets whose media are
   * released, or the deleted container itself.
   *
   * @return the earliest time of them, null if there is none
   */
  public @Nullable Instant staleSince() {
    return earliest(entry -> entry.media() == SupersededAsset.Media.RELEASED, deletedAt);
  }

  /**
   * How much the superseded assets weigh, roughly: their texts, and as much again for the rest as a
   * record of short texts takes.
   *
   * @return bytes
   */
  public long supersededBytes() {
    return superseded.stream().mapToLong(SupersededAsset::bytes).sum();
  }

  private @Nullable Instant earliest(Predicate<SupersededAsset> which, @Nullable Instant other) {
    return Stream.concat(
            superseded.stream().filter(which).map(SupersededAsset::supersededAt),
            Stream.ofNullable(other))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
