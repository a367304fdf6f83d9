package dev.assetlookup.media;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.json.internal.DescriptorFields;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.r2.objects.MediaObject;
import dev.assetlookup.r2.objects.NaturalOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Combines the record of a container with the metadata of its objects. */
final class Merge {
  private static final Comparator<MediaObject> NATURAL =
      Comparator.comparing(object -> object.file().name(), new NaturalOrder());

  private final MediaLocation location;
  private final ContainerId id;
  private final @Nullable Container stored;
  private final Instant oldest;
  // By key: a recorded URL may spell it in another way, or have a query.
  private final Map<String, AssetDescriptor> stated = new LinkedHashMap<>();

  /**
   * A merge.
   *
   * @param stored what is recorded, null if nothing is
   * @param objects one or more, all of them described
   */
  Merge(
      MediaLocation location,
      ContainerId id,
      @Nullable Container stored,
      List<MediaObject> objects) {
    this.location = location;
    this.id = id;
    this.stored = stored;
    this.oldest =
        objects.stream()
            .map(MediaObject::lastModified)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    for (MediaObject object : objects.stream().sorted(NATURAL).toList()) {
      if (object.description() instanceof MediaObject.Described described) {
        stated.put(object.key(), described.descriptor());
      }
    }
  }

  /**
   * The container to publish: recorded assets stay where they are, refreshed, and new ones follow.
   *
   * @param misfit gets the URL of a recorded asset that stays as it is, and why
   */
  ContainerDraft draft(BiConsumer<String, String> misfit) {
    if (stored == null) {
      return new ContainerDraft(id, oldest, ContainerDetails.COMPLETED, drafts(stated));
    }
    Map<String, AssetDescriptor> added = new LinkedHashMap<>(stated);
    stored.superseded().forEach(gone -> added.remove(key(gone.asset())));
    List<AssetDraft> drafts = new ArrayList<>();
    for (Asset asset : stored.assets()) {
      added.remove(key(asset));
      AssetDescriptor refreshed = refreshed(asset.descriptor(), stated.get(key(asset)), misfit);
      drafts.add(new AssetDraft(asset.id(), refreshed));
    }
    drafts.addAll(drafts(added));
    return new ContainerDraft(id, null, stored.details(), drafts);
  }

  private static List<AssetDraft> drafts(Map<String, AssetDescriptor> descriptors) {
    return descriptors.values().stream().map(one -> new AssetDraft(null, one)).toList();
  }

  private String key(Asset asset) {
    MediaUrl url = asset.descriptor().url();
    return location.key(url).orElse("");
  }

  private static AssetDescriptor refreshed(
      AssetDescriptor recorded,
      @Nullable AssetDescriptor stated,
      BiConsumer<String, String> misfit) {
    if (stated == null) {
      return recorded;
    }
    // What was known about other bytes is not true for these.
    boolean same =
        !differ(recorded.sizeBytes(), stated.sizeBytes())
            && !differ(recorded.checksumSha256(), stated.checksumSha256());
    try {
      AssetDescriptor.Builder refreshed =
          AssetDescriptor.at(recorded.url())
              .kind(isGiven(stated) || !isGiven(recorded) ? inferable(stated) : recorded.kind());
      DescriptorFields.refresh(stated, recorded, same, refreshed);
      return refreshed.build();
    } catch (IllegalArgumentException e) {
      misfit.accept(recorded.url().value(), "does not fit what is recorded: " + e.getMessage());
      return recorded;
    }
  }

  /** Whether a writer chose the kind: it does not follow from type and name. */
  private static boolean isGiven(AssetDescriptor descriptor) {
    return !descriptor.kind().equals(Kind.infer(descriptor.mimeType(), descriptor.url()));
  }

  /** The kind, null if it follows from type and name. */
  private static @Nullable Kind inferable(AssetDescriptor descriptor) {
    return isGiven(descriptor) ? descriptor.kind() : null;
  }

  private static boolean differ(@Nullable Object one, @Nullable Object other) {
    return one != null && other != null && !one.equals(other);
  }
}
