package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.ListedObject;
import dev.assetlookup.r2.bucket.ListedPage;
import dev.assetlookup.r2.objects.MediaBucket.Entry;
import dev.assetlookup.r2.objects.MediaBucket.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The LISTs of a media bucket: of all its folders, of one, and of the names that begin alike. */
final class MediaListing {
  /** So many names of a folder, at most, are searched for a file by the hash of its name. */
  static final int LOOKED_AT = Container.MAX_ASSETS;

  /** The newest of several objects with one asset id is the asset. */
  static final Comparator<Entry> BEST_FIRST =
      Comparator.comparing(Entry::lastModified).reversed().thenComparing(Entry::key);

  private static final String SLASH = "/";
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);
  // How keys are listed, which differs from the order of strings beyond the 16 bits of a char.
  private static final Comparator<String> UTF_8_ORDER =
      Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
  // Few names begin with an id and sort before its own file.
  private static final int FEW = 10;

  private final Bucket bucket;
  private final MediaLocation location;

  MediaListing(Bucket bucket, MediaLocation location) {
    this.bucket = bucket;
    this.location = location;
  }

  /** A page of all folders, with what is in their sub-folders. */
  Page everything(@Nullable String after, int limit, Deadline within) {
    return page(bucket.list(location.containers(), after, limit, within));
  }

  /** A page of the keys that begin alike, without what is in sub-folders. */
  Page page(String prefix, @Nullable String after, int limit, Deadline within) {
    return page(bucket.list(prefix, SLASH, after, limit, within));
  }

  private Page page(ListedPage page) {
    List<Entry> objects = new ArrayList<>(page.objects().size());
    List<String> others = new ArrayList<>();
    int folderMarkers = 0;
    for (ListedObject object : page.objects()) {
      if (object.sizeBytes() == 0 && object.key().endsWith(SLASH)) {
        folderMarkers++;
        continue;
      }
      location
          .file(object.key())
          .ifPresentOrElse(
              file ->
                  objects.add(
                      new Entry(object.key(), file, object.sizeBytes(), object.lastModified())),
              () -> others.add(object.key()));
    }
    others.addAll(page.prefixes());
    return new Page(objects, others, folderMarkers, page.more() ? last(page) : null);
  }

  /** The last key of a page; a sub-folder counts with all that may be in it. */
  private static String last(ListedPage page) {
    return Stream.concat(
            page.objects().stream().map(ListedObject::key),
            page.prefixes().stream().map(prefix -> prefix + LAST_CHARACTER))
        .max(UTF_8_ORDER)
        .orElseThrow(
            () ->
                new StoreUnavailableException(
                    "cannot list the media",
                    new IllegalStateException("a page without keys is not the last one")));
  }

  /** The first media of a container. */
  List<Entry> first(ContainerId container, int limit, Deadline within) {
    List<Entry> objects = new ArrayList<>();
    String after = null;
    do {
      Page page = page(location.folder(container), after, limit - objects.size(), within);
      objects.addAll(page.objects());
      after = page.next();
    } while (after != null && objects.size() < limit);
    return objects;
  }

  /** The files of a container whose ids have a hash, among its first {@value #LOOKED_AT} names. */
  HashedFiles hashed(ContainerId container, Deadline within) {
    Map<AssetId, String> names = new HashMap<>();
    String after = null;
    for (int looked = 0; looked < LOOKED_AT; looked += Bucket.PAGE) {
      Page page = page(location.folder(container), after, Bucket.PAGE, within);
      for (Entry object : page.objects()) {
        object
            .file()
            .assetId()
            .filter(HashedFiles::isHashed)
            .ifPresent(id -> names.putIfAbsent(id, object.file().name()));
      }
      after = page.next();
      if (after == null) {
        return new HashedFiles(names, true);
      }
    }
    return new HashedFiles(names, false);
  }

  /**
   * The media of a container whose id is their name without the extension, best first. Takes one
   * LIST, unless many names begin with the id.
   */
  List<Entry> named(ContainerId container, AssetId id, Deadline within) {
    String key = location.folder(container) + id;
    Page page = page(key, null, FEW, within);
    List<Entry> objects = new ArrayList<>(page.objects());
    while (page.next() != null && page.next().compareTo(key + "/") < 0) {
      page = page(key + ".", page.next(), Bucket.PAGE, within);
      objects.addAll(page.objects());
    }
    return objects.stream()
        .filter(object -> object.file().assetId().equals(Optional.of(id)))
        .sorted(BEST_FIRST)
        .toList();
  }
}
