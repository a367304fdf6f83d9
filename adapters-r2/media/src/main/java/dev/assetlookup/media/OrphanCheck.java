package dev.assetlookup.media;

import static java.util.stream.Collectors.toSet;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.media.Verifier.Discrepancy;
import dev.assetlookup.media.Verifier.Finding;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaBucket.Entry;
import dev.assetlookup.r2.objects.MediaObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds objects that nothing recorded needs, page by page of the listing. */
record OrphanCheck(
    MediaBucket media,
    AssetReader containers,
    OutageCheck outages,
    @Nullable OrganizationId only,
    NeededKeys needed,
    Findings findings) {
  /** Whether it came to the end. */
  boolean run(BoundedExecutor store, BooleanSupplier ended) {
    String position = null;
    do {
      if (ended.getAsBoolean()) {
        return false;
      }
      MediaBucket.Page page = media.list(position);
      if (only == null) {
        page.others().stream()
            .map(key -> orphan(null, null, key, "names no file of a container"))
            .forEach(findings::add);
      }
      new PageCheck(store, page.objects()).run();
      findings.counts().objects += page.objects().size();
      findings.counts().folderMarkers += page.folderMarkers();
      findings.progress();
      position = page.next();
    } while (position != null);
    return true;
  }

  private static Finding orphan(
      @Nullable OrganizationId owner, @Nullable ContainerId container, String key, String detail) {
    return new Finding(Discrepancy.ORPHAN, owner, container, key, detail);
  }

  /**
   * One page. The owner of a folder's first object usually needs all of them; only the objects that
   * are left have to be asked for their owner.
   */
  private final class PageCheck {
    private final BoundedExecutor store;
    private final List<Entry> objects;
    private final Set<String> keys;
    private final Map<ContainerKey, Predicate<String>> needs = new HashMap<>();

    PageCheck(BoundedExecutor store, List<Entry> objects) {
      this.store = store;
      this.objects = objects;
      this.keys = objects.stream().map(Entry::key).collect(toSet());
    }

    void run() {
      Map<ContainerId, ContainerKey> first = new HashMap<>();
      for (ContainerKey key : first()) {
        first.put(key.container(), key);
      }
      read(first.values());
      List<String> left =
          objects.stream()
              .filter(object -> !isNeeded(first.get(object.file().container()), object.key()))
              .map(Entry::key)
              .toList();
      List<MediaObject> suspects =
          described(left).stream().filter(object -> only == null || isOf(only, object)).toList();
      read(suspects.stream().flatMap(suspect -> owner(suspect).stream()).toList());
      for (MediaObject suspect : suspects) {
        OrganizationId owner = suspect.description().organization();
        if (!isNeeded(owner(suspect).orElse(null), suspect.key())) {
          findings.add(
              new Finding(
                  suspect.namesOwner() ? kind(suspect) : Discrepancy.ORPHAN,
                  owner,
                  suspect.file().container(),
                  suspect.key(),
                  reason(suspect) + "; written " + suspect.lastModified()));
        }
      }
    }

    /** Invalid metadata come first: whoever wrote them meant the object to be found. */
    private static Discrepancy kind(MediaObject suspect) {
      return suspect.description() instanceof MediaObject.Undescribed
          ? Discrepancy.METADATA
          : Discrepancy.ORPHAN;
    }

    private static String reason(MediaObject suspect) {
      return switch (suspect.description()) {
        case MediaObject.Undescribed undescribed when suspect.namesOwner() -> undescribed.problem();
        case MediaObject.Undescribed undescribed when undescribed.organization() == null ->
            "states no owner";
        default -> "no asset of its owner needs it";
      };
    }

    /** Whose containers the folders probably are, by their first objects. */
    private List<ContainerKey> first() {
      Map<ContainerId, String> firstKeys = new HashMap<>();
      objects.forEach(object -> firstKeys.putIfAbsent(object.file().container(), object.key()));
      return only != null
          ? firstKeys.keySet().stream().map(id -> new ContainerKey(only, id)).toList()
          : described(List.copyOf(firstKeys.values())).stream()
              .flatMap(object -> owner(object).stream())
              .toList();
    }

    private List<MediaObject> described(List<String> some) {
      return media.survey(some).stream().flatMap(Optional::stream).toList();
    }

    private static Optional<ContainerKey> owner(MediaObject object) {
      return Optional.ofNullable(object.description().organization())
          .map(owner -> new ContainerKey(owner, object.file().container()));
    }

    private static boolean isOf(OrganizationId owner, MediaObject object) {
      return owner.equals(object.description().organization());
    }

    private boolean isNeeded(@Nullable ContainerKey owner, String key) {
      return owner == null
          ? needed.contains(null, key)
          : Objects.requireNonNull(needs.get(owner)).test(key)
              || needed.contains(owner.organization(), key);
    }

    private void read(Collection<ContainerKey> owners) {
      List<ContainerKey> unread =
          owners.stream().distinct().filter(owner -> !needs.containsKey(owner)).toList();
      store.each(
          unread,
          owner -> Map.entry(owner, needs(owner)),
          read -> needs.put(read.getKey(), read.getValue()),
          () -> false);
    }

    /** Which objects of the page a container needs: all of them if it cannot be read. */
    private Predicate<String> needs(ContainerKey owner) {
      return outages.attempt(
          () -> {
            Set<String> needed =
                containers.read(owner).stream()
                    .flatMap(container -> NeededKeys.of(container, media.location()))
                    .filter(keys::contains)
                    .collect(toSet());
            return needed::contains;
          },
          e -> any -> true);
    }
  }
}
