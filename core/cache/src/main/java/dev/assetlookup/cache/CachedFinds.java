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
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One way to find assets: answers from memory what has not changed, and the rest from the store.
 * Thread-safe.
 *
 * @param <R> what the store gives for an asset
 * @param one reads an asset from the store
 * @param all reads several, of one moment
 */
record CachedFinds<R>(
    Organizations organizations,
    BiFunction<ContainerKey, AssetId, R> one,
    Function<List<AssetKey>, List<R>> all,
    Remembered<R> remembered,
    Keeping<R> keeping) {

  /** What is remembered of an asset. */
  interface Remembered<R> {
    @Nullable R find(Place place, AssetId asset);
  }

  /**
   * Remembers what the store gave, unless it is not worth it or the container changed meanwhile.
   */
  interface Keeping<R> {
    void keep(Place place, AssetId asset, R found, Fill fill);
  }

  R find(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(asset);
    Organization organization = organizations.current(container.organization());
    if (organization == null) {
      return one.apply(container, asset);
    }
    Place place = new Place(organization, container.container());
    R found = remembered.find(place, asset);
    return found == null ? find(container, asset, place) : found;
  }

  private R find(ContainerKey container, AssetId asset, Place place) {
    Fill fill = organizations.began(place);
    try {
      R found = one.apply(container, asset);
      keeping.keep(place, asset, found, fill);
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
  List<R> findAll(List<AssetKey> assets) {
    Map<OrganizationId, Moment> moments = moments(assets);
    if (moments == null) {
      return all.apply(assets);
    }
    List<R> readings = collect(assets, moments);
    return assets.size() == 1 || moments.values().stream().allMatch(this::isStill)
        ? readings
        : all.apply(assets);
  }

  private boolean isStill(Moment moment) {
    return organizations.isAt(moment.organization(), moment.head());
  }

  private List<R> collect(List<AssetKey> assets, Map<OrganizationId, Moment> moments) {
    List<@Nullable R> known = new ArrayList<>(assets.size());
    List<AssetKey> missing = new ArrayList<>();
    List<Place> missingPlaces = new ArrayList<>();
    for (AssetKey key : assets) {
      ContainerKey container = key.container();
      Moment moment = Objects.requireNonNull(moments.get(container.organization()));
      Place place = new Place(moment.organization(), container.container());
      R reading = remembered.find(place, key.asset());
      known.add(reading);
      if (reading == null) {
        missing.add(key);
        missingPlaces.add(place);
      }
    }
    Iterator<R> read = readMissing(missing, missingPlaces).iterator();
    List<R> readings = new ArrayList<>(assets.size());
    for (R reading : known) {
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
      List<R> readings = all.apply(missing);
      for (int i = 0; i < missing.size(); i++) {
        Place place = places.get(i);
        Fill fill = Objects.requireNonNull(fills.get(place));
        keeping.keep(place, missing.get(i).asset(), readings.get(i), fill);
      }
      return readings;
    } finally {
      fills.forEach(Place::ended);
    }
  }
}
