package dev.assetlookup.media;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.media.PublishRequest.ReadFile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request can be carried out, given what is in store and bucket.
 *
 * @param stored what the store has of the container, deleted or not
 * @param placements where each file goes, in the order of the request
 * @param drafts what to publish, in the same order
 */
record MediaPlan(Optional<Container> stored, List<Placement> placements, List<AssetDraft> drafts) {

  /**
   * Where a file goes.
   *
   * @param file the file
   * @param container whose it is
   * @param plainUrl the URL that its own name gives
   * @param descriptor of the object, with its URL
   * @param toSend whether to send it, because the object is not there as it should be
   * @param seen the tag of the object that is there, null if there is none
   */
  record Placement(
      ReadFile file,
      ContainerId container,
      MediaUrl plainUrl,
      AssetDescriptor descriptor,
      boolean toSend,
      @Nullable String seen) {
    MediaUrl url() {
      return descriptor.url();
    }
  }
}
