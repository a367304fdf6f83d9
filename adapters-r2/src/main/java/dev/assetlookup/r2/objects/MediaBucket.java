package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.StorageRefusedException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.Failures;
import dev.assetlookup.r2.bucket.LongHeadException;
import dev.assetlookup.r2.bucket.Parallel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The bucket in which the media of containers lie, each object with its descriptor and its owner in
 * its metadata. Thread-safe. All methods throw {@link StoreUnavailableException} if the storage
 * gave no answer, and its subclass {@link dev.assetlookup.core.store.StoreNotSetUpException} if
 * there is no such bucket, or key, permission, region or clock are wrong.
 *
 * <p>A request that fails for a while, or is told to come later, is repeated after growing, random
 * pauses for as long as the patience; a method that needs many requests has that time for each.
 */
public final class MediaBucket {
  /** Most bytes of one file: R2's limit for an upload that is not in parts. */
  public static final long MAX_FILE_BYTES = (5L * 1024 - 5) * 1024 * 1024;

  /** Of a folder, at most so many names are looked at to find a file by the hash of its name. */
  static final int LOOKED_AT = Container.MAX_ASSETS;

  private static final String SLASH = "/";
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);
  // How keys are listed, which differs from the order of strings beyond the 16 bits of a char.
  private static final Comparator<String> UTF_8_ORDER =
      Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
  private static final int WIDTH = 64;
  // Names that begin like the one that is asked for, and sort before it, are few.
  private static final int FEW = 10;
  // Half a megabit a second, slower than any line on which media are published.
  private static final long LEAST_BYTES_PER_SECOND = 64 * 1024;

  private final Bucket bucket;
  private final MediaLocation location;
  private final Duration patience;
  private final Parallel parallel;

  /**
   * A bucket. Asks nothing yet.
   *
   * @param client stays the caller's, who closes it; see {@link S3Clients}
   * @param location which bucket, and where in it and behind which URL the media lie
   * @param patience how long one request is tried, more than zero and at most ten minutes; those
   *     that move the bytes of a file are tried while these move on, and may each take as much
   *     longer as a slow line needs for them
   * @param executor where several objects are asked for at once; the caller's own thread helps
   * @throws IllegalArgumentException if the patience is not within these bounds
   */
  public MediaBucket(
      S3Client client, MediaLocation location, Duration patience, Executor executor) {
    this.bucket = new Bucket(client, location.bucket(), Deadline.requireLegal(patience));
    this.location = location;
    this.patience = patience;
    this.parallel = new Parallel(executor, WIDTH);
  }

  /**
   * Where the media lie.
   *
   * @return what was given to the constructor
   */
  public MediaLocation location() {
    return location;
  }

  /**
   * Tells at start-up whether endpoint, bucket, credentials and permission to read are right.
   *
   * @throws StoreUnavailableException if one is not; the message says which
   */
  public void probe() {
    probe(bucket.begin());
  }

  /** Also tells a missing object, to a HEAD, from a missing bucket. */
  void probe(Deadline within) {
    bucket.list(location.containers(), null, 1, within);
  }

  /**
   * An object that a LIST told of.
   *
   * @param key its key
   * @param file the file that the key names
   * @param sizeBytes its length
   * @param lastModified when it was last written
   */
  public record Listed(String key, MediaLocation.File file, long sizeBytes, Instant lastModified) {
    /** Of several with one asset id, the first is the asset. */
    static final Comparator<Listed> BEST_FIRST =
        Comparator.comparing(Listed::lastModified).reversed().thenComparing(Listed::key);
  }

  /**
   * A part of the listing.
   *
   * @param objects the media, in the order of their keys
   * @param others keys among them that name no file of a container: names that are not in NFC,
   *     sub-folders
   * @param folderMarkers how many of them there were beside these: empty objects whose keys end in
   *     a slash, which some programs make where they show a folder
   * @param next what to ask for the next page with, null at the end
   */
  public record Page(
      List<Listed> objects, List<String> others, int folderMarkers, @Nullable String next) {}

  /**
   * Lists the media of all containers, at most 1,000 a page. Objects that nobody writes meanwhile
   * are seen exactly once over all pages.
   *
   * @param after {@link Page#next} of the page before, or any key; null to begin
   * @return the next objects, none at the end
   */
  public Page list(@Nullable String after) {
    return page(bucket.list(location.containers(), after, Bucket.PAGE, bucket.begin()));
  }

  /**
   * Lists the media of one container, at most 1,000 a page.
   *
   * @param container whose media
   * @param after {@link Page#next} of the page before, or any key; null to begin
   * @return the next objects, none at the end
   */
  public Page list(ContainerId container, @Nullable String after) {
    return page(location.folder(container), after, Bucket.PAGE, bucket.begin());
  }

  /** A page of one folder, without what is in its sub-folders. */
  private Page page(String prefix, @Nullable String after, int limit, Deadline within) {
    return page(bucket.list(prefix, SLASH, after, limit, within));
  }

  private Page page(Bucket.Page page) {
    List<Listed> objects = new ArrayList<>(page.objects().size());
    List<String> others = new ArrayList<>();
    int folderMarkers = 0;
    for (Bucket.Listed object : page.objects()) {
      if (object.sizeBytes() == 0 && object.key().endsWith(SLASH)) {
        folderMarkers++;
        continue;
      }
      location
          .file(object.key())
          .ifPresentOrElse(
              file ->
                  objects.add(
                      new Listed(object.key(), file, object.sizeBytes(), object.lastModified())),
              () -> others.add(object.key()));
    }
    others.addAll(page.prefixes());
    return new Page(objects, others, folderMarkers, page.more() ? last(page) : null);
  }

  /** The last key of a page, a folder with all that may be in it. */
  private static String last(Bucket.Page page) {
    return Stream.concat(
            page.objects().stream().map(Bucket.Listed::key),
            page.prefixes().stream().map(prefix -> prefix + LAST_CHARACTER))
        .max(UTF_8_ORDER)
        .orElseThrow(
            () ->
                new StoreUnavailableException(
                    "cannot list the media",
                    new IllegalStateException("a page without keys is not the last one")));
  }

  /** The first media of a container. */
  List<Listed> first(ContainerId container, int limit, Deadline within) {
    List<Listed> objects = new ArrayList<>();
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
      for (Listed object : page.objects()) {
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
   * The media of a container that have an id which is their name less the extension, best first.
   * One LIST, unless there are many names that begin with the id.
   */
  List<Listed> named(ContainerId container, AssetId id, Deadline within) {
    String key = location.folder(container) + id;
    Page page = page(key, null, FEW, within);
    List<Listed> objects = new ArrayList<>(page.objects());
    while (page.next() != null && page.next().compareTo(key + "/") < 0) {
      page = page(key + ".", page.next(), Bucket.PAGE, within);
      objects.addAll(page.objects());
    }
    objects.removeIf(object -> !has(object, id));
    return bestFirst(objects);
  }

  private static boolean has(Listed object, AssetId id) {
    return object.file().assetId().equals(Optional.of(id));
  }

  private static List<Listed> bestFirst(List<Listed> objects) {
    return objects.stream().sorted(Listed.BEST_FIRST).toList();
  }

  /**
   * Reads what an object says of itself. To this a missing bucket is a missing object; {@link
   * #probe} tells them apart.
   *
   * @param key the key of a file of a container
   * @return the object, or empty if there is none
   * @throws IllegalArgumentException if the key names no file of a container
   */
  public Optional<MediaObject> head(String key) {
    return head(key, bucket.begin());
  }

  Optional<MediaObject> head(String key, Deadline within) {
    MediaLocation.File file = requireFile(key);
    try {
      return bucket
          .head(key, within)
          .map(
              head ->
                  new MediaObject(
                      key,
                      file,
                      head.sizeBytes(),
                      head.contentType(),
                      head.lastModified(),
                      head.etag(),
                      ObjectMetadata.read(head, location)));
    } catch (LongHeadException e) {
      return listed(key, file, "its metadata are too long to be read", within);
    }
  }

  /** What can be told of an object whose metadata cannot be read. */
  private Optional<MediaObject> listed(
      String key, MediaLocation.File file, String problem, Deadline within) {
    return bucket.list(key, null, 1, within).objects().stream()
        .filter(object -> object.key().equals(key))
        .findFirst()
        .map(
            object ->
                new MediaObject(
                    key,
                    file,
                    object.sizeBytes(),
                    null,
                    object.lastModified(),
                    "",
                    new MediaObject.Undescribed(null, problem)));
  }

  /**
   * Reads what several objects say of themselves, many at once. Each has the whole deadline.
   *
   * @param keys keys of files of containers
   * @return the objects in the order of the keys, empty for what is not there
   * @throws IllegalArgumentException if a key names no file of a container
   */
  public List<Optional<MediaObject>> describe(List<String> keys) {
    return describe(keys, this::head);
  }

  /**
   * As {@link #describe}, but one object that the bucket gives no answer about ends nothing: it is
   * {@link MediaObject.Undescribed}, belongs to nobody, and has what a LIST tells of it.
   *
   * @param keys keys of files of containers
   * @return the objects in the order of the keys, empty for what is not there
   * @throws IllegalArgumentException if a key names no file of a container
   * @throws StoreUnavailableException if the bucket is lost, see {@link OutageCheck}
   */
  public List<Optional<MediaObject>> survey(List<String> keys) {
    OutageCheck outages = new OutageCheck(this::probe);
    return describe(
        keys,
        key ->
            outages.ask(
                () -> head(key),
                e ->
                    listed(key, requireFile(key), String.valueOf(e.getMessage()), bucket.begin())));
  }

  /** As {@link #describe(List)}, all within one deadline. */
  List<Optional<MediaObject>> describe(List<String> keys, Deadline within) {
    return describe(keys, key -> head(key, within));
  }

  private List<Optional<MediaObject>> describe(
      List<String> keys, Function<String, Optional<MediaObject>> head) {
    List<Optional<MediaObject>> objects = parallel.map(keys, head);
    if (objects.contains(Optional.<MediaObject>empty())) {
      probe();
    }
    return objects;
  }

  /**
   * Stores a file with its descriptor and its owner in place of what was there. The storage checks
   * the bytes against the checksum before it stores any.
   *
   * @param file what to send
   * @param organization whose object it is
   * @param descriptor of the file, with at least size, type and checksum; its URL is that of the
   *     object
   * @param progress is given how many bytes of the file are sent, now and then, by one thread at a
   *     time; the count begins again when the file is read again, such as after a failed attempt
   * @throws IllegalArgumentException if size, type or checksum are not given, the size is over
   *     {@link #MAX_FILE_BYTES}, or the URL is not one of a file of a container in this bucket
   * @throws IOException if the file cannot be read
   * @throws StorageRefusedException also if the file is not, or no longer, what the descriptor says
   */
  public void upload(
      Path file, OrganizationId organization, AssetDescriptor descriptor, LongConsumer progress)
      throws IOException {
    Bucket.Upload upload = checked(file, organization, descriptor);
    bucket.upload(key(descriptor), upload, progress, toMove(upload.sizeBytes()));
  }

  /**
   * As {@link #upload}, but only over what the caller has seen there.
   *
   * @param file what to send
   * @param organization whose object it is
   * @param descriptor as of {@link #upload}
   * @param seen the {@link MediaObject#etag} of the object there, null if there was none
   * @param progress as of {@link #upload}
   * @return false if something else is there, or another write is under way; then nothing was
   *     stored, unless by an attempt of this call whose answer was lost
   * @throws IllegalArgumentException as {@link #upload}
   * @throws IOException if the file cannot be read
   */
  public boolean uploadOver(
      Path file,
      OrganizationId organization,
      AssetDescriptor descriptor,
      @Nullable String seen,
      LongConsumer progress)
      throws IOException {
    Bucket.Upload upload = checked(file, organization, descriptor);
    return bucket.uploadOver(seen, key(descriptor), upload, progress, toMove(upload.sizeBytes()));
  }

  private String key(AssetDescriptor descriptor) {
    String key = location.key(descriptor.url()).orElse("");
    requireFile(key);
    return key;
  }

  private Bucket.Upload checked(Path file, OrganizationId organization, AssetDescriptor descriptor)
      throws IOException {
    Bucket.Upload upload =
        new Bucket.Upload(
            file,
            given(descriptor.sizeBytes(), "size"),
            given(descriptor.mimeType(), "type").value(),
            given(descriptor.checksumSha256(), "checksum"),
            ObjectMetadata.write(organization, descriptor));
    if (upload.sizeBytes() > MAX_FILE_BYTES) {
      throw new IllegalArgumentException(
          file + " has more than " + MAX_FILE_BYTES + " bytes, which R2 takes only in parts");
    }
    long found = Files.size(file);
    if (found != upload.sizeBytes()) {
      throw Failures.changed(
          file,
          bucket.name(),
          new IOException(found + " instead of " + upload.sizeBytes() + " bytes"));
    }
    return upload;
  }

  /**
   * Reads the bytes of an object, holding few of them at a time.
   *
   * @param key the key of an object
   * @return the digest of its bytes, or empty if there is no object
   */
  public Optional<Sha256> digest(String key) {
    return bucket.digest(key, this::toMove);
  }

  private Duration toMove(long bytes) {
    return patience.plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
  }

  Deadline begin() {
    return bucket.begin();
  }

  /** Asks for many things at once. */
  <T, R> List<R> atOnce(List<T> inputs, Function<T, R> question) {
    return parallel.map(inputs, question);
  }

  /** A key as operators know it. */
  String path(String key) {
    return bucket.name() + "/" + key;
  }

  String path(ContainerId container) {
    return path(location.folder(container));
  }

  private MediaLocation.File requireFile(String key) {
    return location
        .file(key)
        .orElseThrow(
            () -> new IllegalArgumentException("not the key of a file of a container: " + key));
  }

  private static <T> T given(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("the descriptor of a file to send has no " + name);
    }
    return value;
  }
}
