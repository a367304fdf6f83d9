package dev.assetlookup.cache;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way to find assets: answers from memory what has not changed, and the rest from the store.
 * Thread-safe.
 *
 * @param <R> what the store gives for an asset
 */
abstract class CachedFinds<R> {
  private final Organizations organizations;

  CachedFinds(Organizations organizations) {
    this.organizations = organizations;
  }

  abstract R read(ContainerKey container, AssetId asset);

  abstract List<R> readAll(List<AssetKey> assets);

  abstract @Nullable R remembered(Place place, AssetId asset);

  abstract void keep(Place place, AssetId asset, R found, Fill fill);

  final R find(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(asset);
    Organization organization = organizations.current(container.organization());
    if (organization == null) {
      return read(container, asset);
    }
    Place place = new Place(organization, container.container());
    R remembered = remembered(place, asset);
    return remembered == null ? find(container, asset, place) : remembered;
  }

  private R find(ContainerKey container, AssetId asset, Place place) {
    Fill fill = organizations.began(place);
    try {
      R found = read(container, asset);
      keep(place, asset, found, fill);
      return found;
    } finally {
      place.ended(fill);
    }
  }

  /**
   * Several answers have to be of one moment, as those of one read of the store are. They are if
   * the log stands at the end where it stood before the first; else the store is asked for all at
   * once.
   */
  final List<R> findAll(List<AssetKey> assets) {
    Map<OrganizationId, Moment> moments = moments(assets);
    if (moments == null) {
      return readAll(assets);
    }
    List<R> readings = collect(assets, moments);
    return assets.size() == 1 || moments.values().stream().allMatch(this::isStill)
        ? readings
        : readAll(assets);
  }

  private boolean isStill(Moment moment) {
    return organizations.isAt(moment.organization(), moment.head());
  }

  private List<R> collect(List<AssetKey> assets, Map<OrganizationId, Moment> moments) {
    List<@Nullable R> remembered = new ArrayList<>(assets.size());
    List<AssetKey> missing = new ArrayList<>();
    List<Place> missingPlaces = new ArrayList<>();
    for (AssetKey key : assets) {
      ContainerKey container = key.container();
      Moment moment = Objects.requireNonNull(moments.get(container.organization()));
      Place place = new Place(moment.organization(), container.container());
      R reading = remembered(place, key.asset());
      remembered.add(reading);
      if (reading == null) {
        missing.add(key);
        missingPlaces.add(place);
      }
    }
    Iterator<R> read = readMissing(missing, missingPlaces).iterator();
    List<R> readings = new ArrayList<>(assets.size());
    for (R reading : remembered) {
      readings.add(reading == null ? read.next() : reading);
    }
    return readings;
  }

  /**
   * Where the log of an organization stood when this began.
   *
   * @param organization with nothing remembered in it that is older
   * @param head the place
   */
  private record Moment(Organization organization, LogHead head) {}

  /** The moment for each organization; null if the store has to be read itself. */
  private @Nullable Map<OrganizationId, Moment> moments(List<AssetKey> assets) {
    Map<OrganizationId, Moment> moments = new HashMap<>();
    for (AssetKey key : assets) {
      Objects.requireNonNull(key.asset());
      OrganizationId id = key.container().organization();
      if (!moments.containsKey(id)) {
        Organization organization = organizations.current(id);
        if (organization == null) {
          return null;
        }
        moments.put(id, new Moment(organization, organization.reached()));
      }
    }
    return moments;
  }

  private List<R> readMissing(List<AssetKey> missing, List<Place> places) {
    if (missing.isEmpty()) {
      return List.of();
    }
    Map<Place, Fill> fills = new HashMap<>();
    try {
      places.forEach(place -> fills.computeIfAbsent(place, organizations::began));
      List<R> readings = readAll(missing);
      for (int i = 0; i < missing.size(); i++) {
        Place place = places.get(i);
        Fill fill = Objects.requireNonNull(fills.get(place));
        keep(place, missing.get(i).asset(), readings.get(i), fill);
      }
      return readings;
    } finally {
      fills.forEach(Place::ended);
    }
  }
}
