package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.inProject;
import static dev.assetlookup.testkit.Samples.superseded;

import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.SupersededAsset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Containers of one project with their superseded assets, and the ids that an entry names. */
final class LogSamples {
  static final String PROJECT = "spring";

  private LogSamples() {}

  static ChangedIds ids(String... ids) {
    return new ChangedIds(false, Arrays.stream(ids).map(AssetId::new).toList());
  }

  static Asset with(String id, String thumbnail) {
    return new Asset(new AssetId(id), descriptor(id).thumbnailUrl(new MediaUrl(thumbnail)).build());
  }

  static SupersededAsset withdrawn(String id, long in) {
    return superseded(image(id), in).withdraw();
  }

  static SupersededAsset[] gone(long in, String... ids) {
    return Arrays.stream(ids).map(id -> superseded(image(id), in)).toArray(SupersededAsset[]::new);
  }

  static Container in(
      @Nullable String project, long revision, List<Asset> assets, SupersededAsset... superseded) {
    return inProject(project, container(CONTAINER, revision, assets, superseded));
  }

  static Container deletedIn(
      @Nullable String project, long revision, SupersededAsset... superseded) {
    return inProject(project, Samples.deleted(CONTAINER, revision, superseded));
  }

  static Asset image(String id) {
    return image(id, id);
  }

  static Asset image(String id, String file) {
    return new Asset(new AssetId(id), descriptor(file).build());
  }

  static AssetDescriptor.Builder descriptor(String file) {
    MediaUrl url = new MediaUrl("https://media.example.com/" + file + ".png");
    return AssetDescriptor.at(url).kind(Kind.IMAGE);
  }

  static List<Asset> images(String... ids) {
    return Arrays.stream(ids).map(LogSamples::image).toList();
  }
}
