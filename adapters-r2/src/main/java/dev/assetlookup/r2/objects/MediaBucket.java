package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.StorageRefusedException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.FileTransfer;
import dev.assetlookup.r2.bucket.Parallel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The bucket in which the media of containers lie, each object with its descriptor and its owner in
 * its metadata. Thread-safe. All methods throw {@link StoreUnavailableException} if the storage
 * gave no answer, and its subclass {@link dev.assetlookup.core.store.StoreNotSetUpException} if
 * there is no such bucket, or key, permission, region or clock are wrong.
 *
 * <p>A request that fails for a while, or gets the answer to come later, is repeated after growing,
 * random pauses for as long as the patience; a method that needs many requests has that time for
 * each.
 */
public final class MediaBucket {
  /** Most bytes of one file: R2's limit for an upload that is not in parts. */
  public static final long MAX_FILE_BYTES = (5L * 1024 - 5) * 1024 * 1024;

  private static final int WIDTH = 64;

  private final Bucket bucket;
  private final MediaLocation location;
  private final Parallel parallel;
  private final MediaListing listing;
  private final MediaHeads heads;
  private final FileTransfer transfer;
  private final MediaUploads uploads;

  /**
   * Prepares access to a bucket; asks nothing yet.
   *
   * @param client stays the caller's, who closes it; see {@link S3Clients}
   * @param location which bucket, and where in it and behind which URL the media lie
   * @param patience how long one request is tried, more than zero and at most ten minutes; a
   *     transfer of a file is tried as long as it makes progress, and each attempt may take as much
   *     longer as a slow line needs for the bytes
   * @param executor where several objects are asked for at once; the caller's own thread helps
   * @throws IllegalArgumentException if the patience is not within these bounds
   */
  public MediaBucket(
      S3Client client, MediaLocation location, Duration patience, Executor executor) {
    this.bucket = new Bucket(client, location.bucket(), patience);
    this.location = location;
    this.parallel = new Parallel(executor, WIDTH);
    this.listing = new MediaListing(bucket, location);
    this.heads = new MediaHeads(bucket, location, parallel);
    this.transfer = bucket.transfer();
    this.uploads = new MediaUploads(location, transfer);
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
   * Checks at start-up whether endpoint, bucket, credentials and permission to read are right.
   *
   * @throws StoreUnavailableException if one is not; the message says which
   */
  public void probe() {
    heads.probe(bucket.begin());
  }

  /**
   * An object as a LIST shows it.
   *
   * @param key its key
   * @param file the file that the key names
   * @param sizeBytes its length
   * @param lastModified when it was last written
   */
  public record Entry(String key, MediaLocation.File file, long sizeBytes, Instant lastModified) {}

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
      List<Entry> objects, List<String> others, int folderMarkers, @Nullable String next) {}

  /**
   * Lists the media of all containers, at most 1,000 a page. Objects that nobody writes meanwhile
   * are seen exactly once over all pages.
   *
   * @param after {@link Page#next} of the page before, or any key; null to begin
   * @return the next objects, none at the end
   */
  public Page list(@Nullable String after) {
    return listing.everything(after, Bucket.PAGE, bucket.begin());
  }

  /**
   * Lists the media of one container, at most 1,000 a page.
   *
   * @param container whose media
   * @param after {@link Page#next} of the page before, or any key; null to begin
   * @return the next objects, none at the end
   */
  public Page list(ContainerId container, @Nullable String after) {
    return listing.page(location.folder(container), after, Bucket.PAGE, bucket.begin());
  }

  /**
   * Reads what an object says about itself. A missing bucket looks like a missing object here;
   * {@link #probe} distinguishes them.
   *
   * @param key the key of a file of a container
   * @return the object, or empty if there is none
   * @throws IllegalArgumentException if the key names no file of a container
   */
  public Optional<MediaObject> head(String key) {
    return heads.one(key, bucket.begin());
  }

  /**
   * Reads what several objects say about themselves, many at once. Each has the whole deadline.
   *
   * @param keys keys of files of containers
   * @return the objects in the order of the keys, empty for what is not there
   * @throws IllegalArgumentException if a key names no file of a container
   */
  public List<Optional<MediaObject>> describe(List<String> keys) {
    return heads.all(keys, this::head);
  }

  /**
   * As {@link #describe}, but goes on if there is no answer about one object: that one is {@link
   * MediaObject.Undescribed}, belongs to nobody, and has what a LIST knows about it.
   *
   * @param keys keys of files of containers
   * @return the objects in the order of the keys, empty for what is not there
   * @throws IllegalArgumentException if a key names no file of a container
   * @throws StoreUnavailableException if the bucket is lost, see {@link OutageCheck}
   */
  public List<Optional<MediaObject>> survey(List<String> keys) {
    return heads.survey(keys);
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
    FileTransfer.Upload upload = uploads.of(file, organization, descriptor);
    transfer.upload(uploads.key(descriptor), upload, progress);
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
    FileTransfer.Upload upload = uploads.of(file, organization, descriptor);
    return transfer.uploadOver(seen, uploads.key(descriptor), upload, progress);
  }

  /**
   * Reads the bytes of an object, holding few of them at a time.
   *
   * @param key the key of an object
   * @return the digest of its bytes, or empty if there is no object
   */
  public Optional<Sha256> digest(String key) {
    return transfer.digest(key);
  }

  Deadline begin() {
    return bucket.begin();
  }

  MediaListing listing() {
    return listing;
  }

  MediaHeads heads() {
    return heads;
  }

  /** Asks many questions at the same time. */
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
}
