package dev.assetlookup.r2.objects;

import static java.util.stream.Collectors.groupingBy;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.r2.objects.MediaBucket.Entry;
import dev.assetlookup.r2.objects.MediaObject.Described;
import dev.assetlookup.r2.objects.MediaObject.Undescribed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of one container, seen as a container. */
final class ObjectFolder {
  /** An object as listed, with the more exact time, and as it describes itself. */
  record Member(Entry listed, MediaObject object) {}

  private final List<Member> found;
  private final Map<Optional<AssetId>, List<Member>> byId;

  /**
   * A folder.
   *
   * @param found the owner's objects and those that name no owner, at least one
   */
  ObjectFolder(List<Member> found) {
    this.found = found;
    this.byId =
        found.stream()
            .sorted(Comparator.comparing(Member::listed, MediaListing.BEST_FIRST))
            .collect(groupingBy(one -> one.listed().file().assetId()));
  }

  /** The container that they are. */
  Container container(ContainerKey key) {
    List<Instant> times = found.stream().map(one -> one.listed().lastModified()).sorted().toList();
    return new Container(
        key,
        new Revision(times.get(times.size() - 1).toEpochMilli()),
        times.get(0),
        ContainerDetails.COMPLETED,
        assets(),
        List.of(),
        null);
  }

  private List<Asset> assets() {
    return byId.values().stream()
        .map(same -> same.get(0).object())
        .sorted(Comparator.comparing(object -> object.file().name(), new NaturalOrder()))
        .flatMap(object -> asset(object).stream())
        .toList();
  }

  private static Optional<Asset> asset(MediaObject object) {
    return object.description() instanceof Described described
        ? object.file().assetId().map(id -> new Asset(id, described.descriptor()))
        : Optional.empty();
  }

  /** An object that should be in the container and is not, and why. */
  Optional<String> unreadable() {
    return byId.values().stream()
        .map(same -> same.get(0).object())
        .filter(object -> object.description() instanceof Undescribed)
        .map(object -> object.key() + ": " + ((Undescribed) object.description()).problem())
        .findFirst();
  }

  /** An id that several objects have. */
  Optional<AssetId> ambiguous() {
    return byId.values().stream()
        .filter(same -> same.size() > 1)
        .flatMap(same -> same.get(0).listed().file().assetId().stream())
        .findFirst();
  }
}
