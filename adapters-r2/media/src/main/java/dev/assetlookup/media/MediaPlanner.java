package dev.assetlookup.media;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.media.MediaPlan.Placement;
import dev.assetlookup.media.PublishRequest.ReadFile;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.r2.objects.MediaObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds a place for each file of a request: under its own name, unless other bytes are there. A
 * published descriptor may point at those and caches go on serving them, or they may be deleted at
 * any moment; so the file goes beside them, under a name with its checksum. Used once.
 */
final class MediaPlanner {
  // A few rounds of the bucket's requests at a time.
  private static final int PAGE = 256;

  private final MediaBucket bucket;
  private final MediaLocation location;
  private final PublishRequest request;
  private final ContainerId container;
  private final Optional<Container> stored;
  private final Set<MediaUrl> leaving;
  private final Set<String> plainNames;
  private final @Nullable Placement[] placements;
  private final List<String> problems = new ArrayList<>();

  MediaPlanner(MediaBucket bucket, PublishRequest request, Optional<Container> stored) {
    this.bucket = bucket;
    this.location = bucket.location();
    this.request = request;
    this.container = request.containerId();
    this.stored = stored;
    this.leaving = stored.map(MediaPlanner::leaving).orElse(Set.of());
    this.plainNames =
        request.files().stream().map(file -> file.file().name()).collect(Collectors.toSet());
    this.placements = new @Nullable Placement[request.files().size()];
  }

  /** The URLs that are not current and whose media are released, or about to be. */
  private static Set<MediaUrl> leaving(Container stored) {
    Set<MediaUrl> leaving =
        stored.superseded().stream()
            .filter(entry -> entry.media() != Media.HELD)
            .flatMap(entry -> entry.asset().descriptor().urls())
            .collect(Collectors.toCollection(HashSet::new));
    stored.assets().forEach(asset -> asset.descriptor().urls().forEach(leaving::remove));
    return leaving;
  }

  /** What keeps the request from being carried out, after {@link #plan}. */
  List<String> problems() {
    return problems;
  }

  /** A plan, to be used only if there are no problems; empty if it was ended. */
  Optional<MediaPlan> plan(BooleanSupplier ended) {
    List<Open> open = new ArrayList<>();
    for (int i = 0; i < placements.length; i++) {
      open.add(new Open(i, request.files().get(i)));
    }
    while (!open.isEmpty()) {
      List<Open> next = new ArrayList<>();
      for (int from = 0; from < open.size(); from += PAGE) {
        if (ended.getAsBoolean()) {
          return Optional.empty();
        }
        next.addAll(look(open.subList(from, Math.min(from + PAGE, open.size()))));
      }
      open = next;
    }
    return Optional.of(problems.isEmpty() ? plan() : new MediaPlan(stored, List.of(), List.of()));
  }

  private MediaPlan plan() {
    List<Placement> all = new ArrayList<>();
    for (Placement placement : placements) {
      if (placement == null) {
        throw new IllegalStateException("a file has neither a placement nor a problem");
      }
      all.add(placement);
    }
    List<Asset> current = stored.map(Container::assets).orElse(List.of());
    return new MediaPlan(stored, all, StableIds.drafts(location, all, current));
  }

  /** A file that has no place yet. */
  private final class Open {
    private final int index;
    private final ReadFile file;
    private final List<String> names;
    private int next;

    Open(int index, ReadFile file) {
      this.index = index;
      this.file = file;
      this.names = new VersionedName(file.file().name()).candidates(file.facts().checksum());
    }

    /** The next key to try, null if there is none. */
    @Nullable String nextKey() {
      while (next < names.size()) {
        String name = names.get(next++);
        String key = location.key(new MediaLocation.File(container, name));
        boolean own = name.equals(file.file().name());
        if ((own || !plainNames.contains(name)) && !leaving.contains(location.url(key))) {
          return key;
        }
      }
      return null;
    }
  }

  /** Looks for a place for each; returns those that have to look further. */
  private List<Open> look(List<Open> open) {
    List<Open> asking = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (Open file : open) {
      String key = nextKey(file);
      if (key != null) {
        asking.add(file);
        keys.add(key);
      }
    }
    List<Optional<MediaObject>> objects = bucket.describe(keys);
    List<Open> further = new ArrayList<>();
    for (int i = 0; i < asking.size(); i++) {
      if (!settle(asking.get(i), keys.get(i), objects.get(i))) {
        further.add(asking.get(i));
      }
    }
    return further;
  }

  private @Nullable String nextKey(Open open) {
    try {
      String key = open.nextKey();
      if (key == null) {
        problem(open, "all names for it are taken by other files, or are being deleted");
      }
      return key;
    } catch (IllegalArgumentException e) {
      problem(open, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void problem(Open open, String reason) {
    problems.add(open.file.file().shown() + ": " + reason);
  }

  /** False if other bytes are there. */
  private boolean settle(Open open, String key, Optional<MediaObject> found) {
    AssetDescriptor wanted = descriptor(open.file, location.url(key));
    if (found.isEmpty()) {
      place(open, wanted, true, null);
      return true;
    }
    MediaObject object = found.get();
    OrganizationId owner = object.description().organization();
    if (owner != null && !owner.equals(request.organization())) {
      problem(open, key + " belongs to organization " + owner);
      return true;
    }
    if (!(object.description() instanceof MediaObject.Described(var org, var there))
        || object.sizeBytes() != open.file.facts().sizeBytes()
        || !open.file.facts().checksum().equals(there.checksumSha256())) {
      return false;
    }
    place(open, wanted, !wanted.equals(there), object.etag());
    return true;
  }

  private void place(Open open, AssetDescriptor descriptor, boolean toSend, @Nullable String seen) {
    String plain = location.key(new MediaLocation.File(container, open.file.file().name()));
    placements[open.index] =
        new Placement(open.file, container, location.url(plain), descriptor, toSend, seen);
  }

  private AssetDescriptor descriptor(ReadFile file, MediaUrl url) {
    MediaFacts facts = file.facts();
    Kind kind = request.kind() != null ? request.kind() : facts.kind(url);
    return AssetDescriptor.at(url)
        .kind(kind)
        .mimeType(facts.mimeType())
        .sizeBytes(facts.sizeBytes())
        .durationMs(kind.equals(Kind.IMAGE) ? null : facts.durationMs())
        .width(facts.width())
        .height(facts.height())
        .checksumSha256(facts.checksum())
        .build();
  }
}
