package dev.assetlookup.core.change;

import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one write did to a container.
 *
 * @param kind what kind of write it was
 * @param container which container of the organization
 * @param projectId the project that it is in after the write, null if none or unknown
 * @param formerProjectId the project that it was in until the write, the same unless the write
 *     moved it
 * @param revision the revision that it has after the write, or had when it was removed
 * @param added the ids that mean something new
 * @param superseded the ids that no longer mean what they did
 */
public record ContainerChange(
    Kind kind,
    ContainerId container,
    @Nullable String projectId,
    @Nullable String formerProjectId,
    Revision revision,
    ChangedIds added,
    ChangedIds superseded) {

  /**
   * A write that moved the container to no other project.
   *
   * @param kind what kind of write it was
   * @param container which container of the organization
   * @param projectId the project that it is in, null if none or unknown
   * @param revision the revision that it has after the write, or had when it was removed
   * @param added the ids that mean something new
   * @param superseded the ids that no longer mean what they did
   */
  public ContainerChange(
      Kind kind,
      ContainerId container,
      @Nullable String projectId,
      Revision revision,
      ChangedIds added,
      ChangedIds superseded) {
    this(kind, container, projectId, projectId, revision, added, superseded);
  }

  /** A kind of write. */
  public enum Kind {
    /** There is a container where there was none, or a deleted one. */
    PUBLISHED,
    /** The container has other content. */
    REPLACED,
    /** The container is deleted. */
    DELETED,
    /**
     * A sweep released or forgot what was superseded, or removed a deleted container. Only a cache
     * has to know.
     */
    SWEPT;

    /**
     * Tells from what a write did what kind it was.
     *
     * @param wasThere whether there was a container before that was not deleted
     * @param next what is stored now
     * @param onlyForgot whether nothing changed but that superseded assets were altered or removed
     * @return the kind
     */
    public static Kind of(boolean wasThere, Container next, boolean onlyForgot) {
      if (next.isDeleted()) {
        return wasThere ? DELETED : SWEPT;
      }
      if (!wasThere) {
        return PUBLISHED;
      }
      return onlyForgot ? SWEPT : REPLACED;
    }
  }

  /**
   * Compares a container with what it was before.
   *
   * @param before what was stored, null if nothing was
   * @param next what is stored now
   * @return the change
   */
  public static ContainerChange between(@Nullable Container before, Container next) {
    Container old = before == null || before.isDeleted() ? null : before;
    Set<Object> known = new HashSet<>();
    if (old != null) {
      old.assets().forEach(asset -> known.add(meaning(asset)));
    }
    List<Asset> added = next.assets().stream().filter(a -> !known.contains(meaning(a))).toList();
    boolean onlyForgot =
        old != null
            && old.assets().equals(next.assets())
            && superseded(next).isEmpty()
            && !new HashSet<>(next.superseded()).containsAll(old.superseded());
    String projectId = (old == null ? next : old).details().projectId();
    return of(Kind.of(old != null, next, onlyForgot), projectId, next, added);
  }

  /**
   * A swap whose kind is known.
   *
   * @param kind the kind
   * @param formerProjectId the project that it was in before; that of {@code next} if there was no
   *     container, or a deleted one
   * @param next what is stored now
   * @param added those of its current assets that it did not have before under the same id and URL
   * @return the change
   */
  public static ContainerChange of(
      Kind kind, @Nullable String formerProjectId, Container next, List<Asset> added) {
    return new ContainerChange(
        kind,
        next.key().container(),
        next.details().projectId(),
        formerProjectId,
        next.revision(),
        ChangedIds.of(added.stream().map(Asset::id).toList()),
        ChangedIds.of(superseded(next).stream().map(entry -> entry.asset().id()).toList()));
  }

  /**
   * The removal of a deleted container.
   *
   * @param container which container
   * @param revision the last that it had
   * @return the change
   */
  public static ContainerChange removed(ContainerId container, Revision revision) {
    return new ContainerChange(
        Kind.SWEPT, container, null, revision, ChangedIds.NONE, ChangedIds.NONE);
  }

  /**
   * What of this change is to be seen in some projects. A container that moves into them is
   * published there, and one that moves out of them deleted.
   *
   * @param projects which projects
   * @return empty if the container neither was in them nor is
   */
  public Optional<ContainerChange> within(Projects projects) {
    boolean was = projects.include(formerProjectId);
    if (projects.include(projectId)) {
      return Optional.of(
          was ? this : moved(Kind.PUBLISHED, projectId, ChangedIds.ALL, ChangedIds.NONE));
    }
    return was
        ? Optional.of(moved(Kind.DELETED, formerProjectId, ChangedIds.NONE, ChangedIds.ALL))
        : Optional.empty();
  }

  private ContainerChange moved(
      Kind seen, @Nullable String project, ChangedIds come, ChangedIds gone) {
    return new ContainerChange(seen, container, project, project, revision, come, gone);
  }

  /** What the latest write superseded, but for assets that only have another thumbnail. */
  private static List<SupersededAsset> superseded(Container next) {
    Set<Object> current = new HashSet<>();
    next.assets().forEach(asset -> current.add(meaning(asset)));
    return next.superseded().stream()
        .filter(entry -> entry.supersededIn().equals(next.revision()))
        .filter(entry -> !current.contains(meaning(entry.asset())))
        .toList();
  }

  private static Object meaning(Asset asset) {
    return List.of(asset.id(), asset.descriptor().url());
  }
}
