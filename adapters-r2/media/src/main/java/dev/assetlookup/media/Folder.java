package dev.assetlookup.media;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.r2.objects.MediaObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The objects of one container as far as an index needs them; they may have several owners. */
final class Folder {
  private static final int MOST = Container.MAX_ASSETS;

  private final ContainerId container;
  private final List<MediaObject> own = new ArrayList<>();
  private final Map<String, String> unowned = new LinkedHashMap<>();
  private final Set<String> thumbnails = new HashSet<>();

  Folder(ContainerId container) {
    this.container = container;
  }

  ContainerId container() {
    return container;
  }

  /** The described objects of the organization, at most one more than a container may have. */
  List<MediaObject> own() {
    return own;
  }

  /** The keys of objects without an owner that are no thumbnail of an object with one, and why. */
  Map<String, String> unowned() {
    unowned.keySet().removeAll(thumbnails);
    return unowned;
  }

  boolean hasTooMany() {
    return own.size() > MOST;
  }

  /** Adds a described object. */
  void add(
      MediaObject object,
      MediaObject.Described described,
      OrganizationId organization,
      MediaLocation location) {
    if (described.organization().equals(organization) && !hasTooMany()) {
      own.add(object);
    }
    if (described.descriptor().thumbnailUrl() != null && thumbnails.size() < MOST) {
      location.key(described.descriptor().thumbnailUrl()).ifPresent(thumbnails::add);
    }
  }

  /** Adds an object without an owner; false if there are too many of them to keep. */
  boolean addUnowned(String key, String problem) {
    return unowned.size() < MOST && unowned.put(key, problem) == null;
  }
}
