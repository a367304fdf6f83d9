package dev.assetlookup.media;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.PublishContainer.Problem;
import dev.assetlookup.json.JsonProblem;
import dev.assetlookup.media.MediaPlan.Placement;
import dev.assetlookup.media.MediaPublisher.Placed;
import dev.assetlookup.media.PublishRequest.ReadFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /**
   * The files with the ids that they have among these assets, or will surely get.
   *
   * @param uploaded those that were sent already
   */
  List<Placed> placed(List<Asset> assets, Set<MediaFile> uploaded) {
    Map<MediaUrl, AssetId> ids = new HashMap<>();
    assets.forEach(asset -> ids.put(asset.descriptor().url(), asset.id()));
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < placements.size(); i++) {
      Placement placement = placements.get(i);
      MediaFile file = placement.file().file();
      AssetId insisted = drafts.get(i).id();
      placed.add(
          new Placed(
              file,
              insisted == null ? ids.get(placement.url()) : insisted,
              placement.descriptor(),
              placement.toSend() || uploaded.contains(file)));
    }
    return placed;
  }

  /** What is wrong with the publish of this plan, for people. */
  String describe(Problem problem) {
    if (problem.asset() == null) {
      return problem.reason();
    }
    Placement placement = placements.get(problem.asset());
    return placement.file().file().shown()
        + ": "
        + (problem.field() == null ? "" : JsonProblem.name(problem.field()) + " ")
        + problem.reason()
        + " ("
        + placement.url()
        + ")";
  }
}
