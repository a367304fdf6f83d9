package dev.assetlookup.core.sweep;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.content.Supersession;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is due for one container at one revision. */
final class SweepPlan {
  // Superseded assets of one container: each write of it carries them along.
  private static final int MAX_REMEMBERED = 1_000;

  private final List<MediaUrl> urls;
  private final Container container;
  private final Set<SupersededAsset> releasable;
  private final Set<SupersededAsset> forgettable;
  private final boolean removable;

  private SweepPlan(
      Container container,
      Set<SupersededAsset> releasable,
      Set<SupersededAsset> forgettable,
      Set<String> needed,
      boolean removable) {
    this.container = container;
    this.releasable = releasable;
    this.forgettable = forgettable;
    this.removable = removable;
    this.urls =
        container.superseded().stream()
            .filter(releasable::contains)
            .flatMap(entry -> entry.asset().descriptor().urls())
            // Each file once, and none that is still needed under another spelling of its URL.
            .filter(url -> needed.add(url.object()))
            .toList();
  }

  /** Plans for a container as it is stored. */
  static SweepPlan of(Container container, Supersession supersession, Instant now) {
    Set<SupersededAsset> releasable = new HashSet<>();
    Set<SupersededAsset> forgettable = new HashSet<>();
    Set<String> needed = new HashSet<>();
    container.assets().forEach(asset -> addObjects(asset, needed));
    int remembered = 0;
    for (int i = container.superseded().size() - 1; i >= 0; i--) {
      SupersededAsset entry = container.superseded().get(i);
      if (supersession.resolves(entry.supersededAt(), now)) {
        addObjects(entry.asset(), needed);
        continue;
      }
      if (entry.media() != Media.RELEASED) {
        releasable.add(entry);
      }
      remembered++;
      if (remembered > MAX_REMEMBERED || !supersession.remembers(entry.supersededAt(), now)) {
        forgettable.add(entry);
      }
    }
    Instant deletedAt = container.deletedAt();
    boolean removable = deletedAt != null && !supersession.remembers(deletedAt, now);
    return new SweepPlan(container, releasable, forgettable, needed, removable);
  }

  private static void addObjects(Asset asset, Set<String> objects) {
    asset.descriptor().urls().map(MediaUrl::object).forEach(objects::add);
  }

  /** What is to be released, each file once. */
  List<MediaUrl> urls() {
    return urls;
  }

  /** How many superseded assets it releases. */
  int releases() {
    return releasable.size();
  }

  /** How many superseded assets it forgets. */
  int forgets() {
    return forgettable.size();
  }

  boolean isEmpty() {
    return releasable.isEmpty() && forgettable.isEmpty() && !removes();
  }

  /** The whole container goes: nothing of it is left to remember. */
  boolean removes() {
    return removable && forgettable.size() == container.superseded().size();
  }

  boolean isClaimed() {
    return releasable.stream().allMatch(entry -> entry.media() == Media.RELEASING);
  }

  /** All superseded assets, those that are being released marked. */
  List<SupersededAsset> claimed() {
    return container.superseded().stream().map(entry -> marked(entry, Media.RELEASING)).toList();
  }

  /** The superseded assets that are left when this is done. */
  List<SupersededAsset> left() {
    return container.superseded().stream()
        .filter(entry -> !forgettable.contains(entry))
        .map(entry -> marked(entry, Media.RELEASED))
        .toList();
  }

  private SupersededAsset marked(SupersededAsset entry, Media media) {
    return releasable.contains(entry) ? entry.with(media) : entry;
  }
}
