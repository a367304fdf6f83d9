package dev.assetlookup.core.change;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Revision;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one write did, for the audit trail. */
public sealed interface Deed {
  /**
   * The kind of deed.
   *
   * @return one of those of a container, or of those of a key
   */
  Action action();

  /**
   * A container was written or removed.
   *
   * @param action what was done
   * @param container which container
   * @param projectId the project that it is in after the write, null if none or unknown
   * @param before the revision that it had, null if there was none
   * @param after the revision that it has now, null if it was removed
   */
  record ToContainer(
      Action action,
      ContainerId container,
      @Nullable String projectId,
      @Nullable Revision before,
      @Nullable Revision after)
      implements Deed {}

  /**
   * An API key came into being or changed.
   *
   * @param action what was done
   * @param key which key
   */
  record ToKey(Action action, ApiKeyId key) implements Deed {}

  /**
   * The swap of a container.
   *
   * @param change what it did
   * @param expected the revision that was stored before
   * @return the deed
   */
  static Deed swapped(ContainerChange change, Revision expected) {
    Action action =
        switch (change.kind()) {
          case PUBLISHED -> Action.CONTAINER_PUBLISHED;
          case REPLACED -> Action.CONTAINER_REPLACED;
          case DELETED -> Action.CONTAINER_DELETED;
          case SWEPT -> Action.CONTAINER_SWEPT;
        };
    Revision before = expected.equals(Revision.NONE) ? null : expected;
    return new ToContainer(
        action, change.container(), change.projectId(), before, change.revision());
  }

  /**
   * The removal of a container.
   *
   * @param container which container
   * @param last the last revision that it had
   * @return the deed
   */
  static Deed removed(ContainerId container, Revision last) {
    return new ToContainer(Action.CONTAINER_REMOVED, container, null, last, null);
  }

  /**
   * The addition of a key.
   *
   * @param key its id
   * @return the deed
   */
  static Deed minted(ApiKeyId key) {
    return new ToKey(Action.KEY_MINTED, key);
  }

  /**
   * The change of a key's status: of several differences the gravest.
   *
   * @param key which key
   * @param before its status before
   * @param next its status now
   * @return the deed
   */
  static Deed changed(ApiKeyId key, ApiKey.Status before, ApiKey.Status next) {
    return new ToKey(Action.between(before, next), key);
  }

  /** A kind of deed. */
  enum Action {
    /** There is a container where there was none, or a deleted one. */
    CONTAINER_PUBLISHED,
    /** A container has other content. */
    CONTAINER_REPLACED,
    /** A container is deleted. */
    CONTAINER_DELETED,
    /** What was superseded in a container was released or forgotten. */
    CONTAINER_SWEPT,
    /** A deleted container is no longer remembered. */
    CONTAINER_REMOVED,
    /** There is a new API key, which opens nothing before it is activated. */
    KEY_MINTED,
    /** A new API key opens something from now on. */
    KEY_ACTIVATED,
    /** An API key has another secret. */
    KEY_ROTATED,
    /** An API key opens nothing any more. */
    KEY_REVOKED,
    /** The kill switch of an API key was thrown. */
    KEY_KILLED,
    /** The kill switch of an API key was taken back. */
    KEY_RESTORED,
    /** The kill switch of an organization was thrown on one of its API keys. */
    ORGANIZATION_KILLED,
    /** The kill switch of an organization was taken back on one of its API keys. */
    ORGANIZATION_RESTORED;

    private static Action between(ApiKey.Status before, ApiKey.Status next) {
      if (next.revokedAt() != null && !next.revokedAt().equals(before.revokedAt())) {
        return KEY_REVOKED;
      }
      if (next.keyKilled() != before.keyKilled()) {
        return next.keyKilled() ? KEY_KILLED : KEY_RESTORED;
      }
      if (next.organizationKilled() != before.organizationKilled()) {
        return next.organizationKilled() ? ORGANIZATION_KILLED : ORGANIZATION_RESTORED;
      }
      return next.revokedAt() == null && before.revokedAt() != null ? KEY_ACTIVATED : KEY_ROTATED;
    }

    /**
     * The name on the wire and in stores.
     *
     * @return such as {@code container.published}
     */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }
}
