package dev.assetlookup.cache;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AssetReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers from memory what has not changed, and the rest from the store. Thread-safe. */
final class CachingReader implements AssetReader {
  private final AssetReader store;
  private final Organizations organizations;
  private final Memory memory;

  CachingReader(AssetReader store, Organizations organizations, Memory memory) {
    this.store = Objects.requireNonNull(store);
    this.organizations = organizations;
    this.memory = memory;
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(asset);
    Organization organization = organizations.current(container.organization());
    if (organization == null) {
      return store.find(container, asset);
    }
    Place place = new Place(organization, container.container());
    Reading remembered = memory.find(place, asset);
    return remembered == null ? find(container, asset, place) : remembered;
  }

  private Reading find(ContainerKey container, AssetId asset, Place place) {
    Fill fill = organizations.began(place);
    try {
      Reading reading = store.find(container, asset);
      memory.keep(place, asset, reading, fill);
      return reading;
    } finally {
      place.ended(fill);
    }
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    Organization organization = organizations.current(key.organization());
    if (organization == null) {
      return store.read(key);
    }
    Place place = new Place(organization, key.container());
    RememberedContainer.Whole remembered = memory.read(place);
    return remembered == null ? read(key, place) : remembered.container();
  }

  private Optional<Container> read(ContainerKey key, Place place) {
    Fill fill = organizations.began(place);
    try {
      Optional<Container> container = store.read(key);
      memory.keep(place, container, fill);
      return container;
    } finally {
      place.ended(fill);
    }
  }

  /**
   * Several answers have to be of one moment, as those of one read of the store are. They are if
   * the log stands at the end where it stood before the first; else the store is asked for all at
   * once.
   */
  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    Map<OrganizationId, Moment> moments = moments(assets);
    if (moments == null) {
      return store.findAll(assets);
    }
    List<Reading> readings = collect(assets, moments);
    return assets.size() == 1 || moments.values().stream().allMatch(this::isStill)
        ? readings
        : store.findAll(assets);
  }

  private boolean isStill(Moment moment) {
    return organizations.isAt(moment.organization(), moment.head());
  }

  private List<Reading> collect(List<AssetKey> assets, Map<OrganizationId, Moment> moments) {
    List<@Nullable Reading> remembered = new ArrayList<>(assets.size());
    List<AssetKey> missing = new ArrayList<>();
    List<Place> missingPlaces = new ArrayList<>();
    for (AssetKey key : assets) {
      ContainerKey container = key.container();
      Moment moment = Objects.requireNonNull(moments.get(container.organization()));
      Place place = new Place(moment.organization(), container.container());
      Reading reading = memory.find(place, key.asset());
      remembered.add(reading);
      if (reading == null) {
        missing.add(key);
        missingPlaces.add(place);
      }
    }
    Iterator<Reading> read = readAll(missing, missingPlaces).iterator();
    List<Reading> readings = new ArrayList<>(assets.size());
    for (Reading reading : remembered) {
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

  private List<Reading> readAll(List<AssetKey> missing, List<Place> places) {
    if (missing.isEmpty()) {
      return List.of();
    }
    Map<Place, Fill> fills = new HashMap<>();
    try {
      places.forEach(place -> fills.computeIfAbsent(place, organizations::began));
      List<Reading> readings = store.findAll(missing);
      for (int i = 0; i < missing.size(); i++) {
        Place place = places.get(i);
        Fill fill = Objects.requireNonNull(fills.get(place));
        memory.keep(place, missing.get(i).asset(), readings.get(i), fill);
      }
      return readings;
    } finally {
      fills.forEach(Place::ended);
    }
  }
}
