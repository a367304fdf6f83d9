package dev.assetlookup.core.rules;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import java.util.List;

/** Containers like others but for one part. */
final class Rewrites {
  private Rewrites() {}

  static Container withAssets(Container container, List<Asset> assets) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        container.details(),
        assets,
        container.superseded(),
        container.deletedAt());
  }

  static Container withSuperseded(Container container, List<SupersededAsset> superseded) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        container.details(),
        container.assets(),
        superseded,
        container.deletedAt());
  }

  static Container withRevision(Container container, long revision) {
    return new Container(
        container.key(),
        new Revision(revision),
        container.createdAt(),
        container.details(),
        container.assets(),
        container.superseded(),
        container.deletedAt());
  }
}
