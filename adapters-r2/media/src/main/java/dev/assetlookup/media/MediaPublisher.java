package dev.assetlookup.media;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Uploads files to the media bucket and then publishes them as the whole set of a container, so
 * that no descriptor ever points at bytes that are not there. A file that is there already is not
 * sent again, so a request that was cut off can simply be repeated. Thread-safe.
 */
public final class MediaPublisher {
  static final String REPLACED_TOO_OFTEN =
      "was replaced too often: what was superseded lately takes up all its room; there is room"
          + " again when assets.superseded-grace is over and a sweep has come by";
  private static final ContainerId ANY_CONTAINER = new ContainerId(new UUID(0, 0));

  /** A refusal that the caller of a command cannot meet. */
  static IllegalStateException granted() {
    return new IllegalStateException("the scope was granted, and all projects");
  }

  private final PublishPorts ports;

  /**
   * Prepares publishing; asks nothing of bucket or store yet.
   *
   * @param bucket where the files go
   * @param containers what a container has now, and which of its media are being deleted
   * @param publishing where the container is published
   */
  public MediaPublisher(MediaBucket bucket, AssetReader containers, PublishContainer publishing) {
    this.ports = new PublishPorts(bucket, containers, publishing);
  }

  /** Gets the progress of a publish, from several threads. */
  public interface Listener {
    /** Wants no progress, and never ends a publish. */
    Listener SILENT = new Listener() {};

    /**
     * Whether to end early; asked now and then.
     *
     * @return false to go on
     */
    default boolean isEnded() {
      return false;
    }

    /**
     * Files are about to be sent.
     *
     * @param files how many
     * @param bytes how many in all
     */
    default void sending(int files, long bytes) {}

    /**
     * A part of a file is sent.
     *
     * @param file which
     * @param bytes how many of its bytes by now; less than before if it is sent anew
     */
    default void sent(MediaFile file, long bytes) {}

    /**
     * A file is in the bucket.
     *
     * @param file which
     * @param descriptor what it is there
     * @param uploaded false if it was there before
     */
    default void stored(MediaFile file, AssetDescriptor descriptor, boolean uploaded) {}
  }

  /**
   * What became of a file.
   *
   * @param file which
   * @param id its asset id, null if only the publish will decide it
   * @param descriptor what was or would be published
   * @param uploaded whether it was or would be sent
   */
  public record Placed(
      MediaFile file, @Nullable AssetId id, AssetDescriptor descriptor, boolean uploaded) {}

  /** The result of a publish, or of its plan. */
  public sealed interface Result {
    /**
     * The files are the set of the container.
     *
     * @param container as stored
     * @param change what the publish was
     * @param files in the order of the request
     */
    record Published(Container container, Change change, List<Placed> files) implements Result {}

    /**
     * This would be done.
     *
     * @param container of this container
     * @param files in the order of the request
     */
    record Planned(ContainerId container, List<Placed> files) implements Result {}

    /**
     * It cannot be done; nothing is published.
     *
     * @param problems everything that is in the way, for people
     */
    record Refused(List<String> problems) implements Result {}

    /** Others kept changing the container or its files; nothing is published. */
    record Contended() implements Result {}

    /** It was ended early; nothing is published. */
    record Ended() implements Result {}
  }

  /** What a publish was to its container. */
  public enum Change {
    /** There was none. */
    CREATED,
    /** It had another set. */
    REPLACED,
    /** It had this set already. */
    UNCHANGED
  }

  /**
   * Checks names and sizes of files, whatever their content.
   *
   * @param files some files
   * @return the problems, for people
   */
  public List<String> check(List<MediaFile> files) {
    List<String> problems = new ArrayList<>();
    for (MediaFile file : files) {
      try {
        check(file);
      } catch (IllegalArgumentException | IOException e) {
        problems.add(file.shown() + ": " + e.getMessage());
      }
    }
    return problems;
  }

  private void check(MediaFile file) throws IOException {
    MediaLocation location = ports.bucket().location();
    // The ids of all containers are of one length.
    location.url(location.key(new MediaLocation.File(ANY_CONTAINER, file.name())));
    long size = Files.size(file.path());
    if (size > MediaBucket.MAX_FILE_BYTES) {
      throw new IllegalArgumentException(
          "%,d bytes, where one upload takes at most %,d"
              .formatted(size, MediaBucket.MAX_FILE_BYTES));
    }
  }

  /**
   * Plans what publishing would do now. Changes nothing.
   *
   * @param request what to publish
   * @param listener asked whether to end early
   * @return {@link Result.Planned}, {@link Result.Refused} or {@link Result.Ended}
   * @throws dev.assetlookup.core.store.StoreUnavailableException if store or bucket gave no answer
   */
  public Result plan(PublishRequest request, Listener listener) {
    return new PublishRun(ports, request, listener).plan();
  }

  /**
   * Sends what is not in the bucket yet, then publishes all.
   *
   * @param request what to publish
   * @param listener gets the progress
   * @return how it ended
   * @throws dev.assetlookup.core.store.StoreUnavailableException if store or bucket gave no answer;
   *     if it was the store, it may be published
   * @throws IOException if a file cannot be read
   */
  public Result publish(PublishRequest request, Listener listener) throws IOException {
    return new PublishRun(ports, request, listener).publish();
  }
}
