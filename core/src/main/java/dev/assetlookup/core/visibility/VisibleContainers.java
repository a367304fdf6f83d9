package dev.assetlookup.core.visibility;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The containers that a caller may list and write: those of its organization, in its projects.
 *
 * @param store where they are
 */
public record VisibleContainers(ContainerStore store) {
  /** Checks that there is a store. */
  public VisibleContainers {
    Objects.requireNonNull(store);
  }

  /**
   * Lists containers, as {@link ContainerStore#list} does.
   *
   * @param caller who asks
   * @param filter which of those that the caller may see
   * @param after where the page before ended, null to begin
   * @param limit most entries of the page
   * @return the page
   */
  public Page list(
      Caller caller, ContainerFilter filter, @Nullable ContainerPosition after, int limit) {
    if (!(caller.projects() instanceof Projects.Only only)) {
      return store.list(caller.organization(), filter, after, limit);
    }
    List<ContainerFilter> visible =
        filter.projectId() == null
            ? only.ids().stream().map(filter::inProject).toList()
            : only.include(filter.projectId()) ? List.of(filter) : List.of();
    return MergedList.page(
        visible, part -> store.list(caller.organization(), part, after, limit), limit);
  }

  /**
   * Reads what a write starts from.
   *
   * @param caller who writes
   * @param container which container
   * @param replacesCorrupt whether the write replaces a record that cannot be read; if not, such a
   *     record ends in a {@link CorruptRecordException}
   * @return what is stored; for a caller that is bound to projects, a record that cannot be read is
   *     hidden
   */
  public Base base(Caller caller, ContainerId container, boolean replacesCorrupt) {
    ContainerKey key = VisibleAssets.key(caller, container);
    Optional<Container> stored;
    try {
      stored = store.read(key);
    } catch (CorruptRecordException e) {
      if (!(caller.projects() instanceof Projects.All)) {
        return Base.HIDDEN;
      }
      if (!replacesCorrupt) {
        throw e;
      }
      Revision latest = store.latestRevision(key);
      return new Base(null, latest, latest, false);
    }
    if (stored.isEmpty()) {
      return new Base(null, store.latestRevision(key), Revision.NONE, false);
    }
    Revision revision = stored.get().revision();
    return VisibleAssets.includes(caller, stored.get())
        ? new Base(stored.get(), revision, revision, false)
        : Base.HIDDEN;
  }

  /**
   * Stores a container, as {@link ContainerStore#swap} does, in the name of the caller.
   *
   * @param caller who writes
   * @param next the container to store, in the caller's organization and projects
   * @param expected the revision of the {@link Base} that it was made from
   * @return how it ended
   * @throws IllegalArgumentException if the caller could not see it
   */
  public Swap swap(Caller caller, Container next, Revision expected) {
    if (!next.key().organization().equals(caller.organization())
        || !VisibleAssets.includes(caller, next)) {
      throw new IllegalArgumentException("outside of what the caller may see: " + next.key());
    }
    return store.writtenBy(caller.actor()).swap(next, expected);
  }

  /**
   * What a write starts from.
   *
   * @param container what is stored, null if nothing is, or nothing that can be read
   * @param latest the revision above which the next one is
   * @param expected the revision that a swap has to find
   * @param isHidden whether something is stored that the caller may not see, nor write
   */
  public record Base(
      @Nullable Container container, Revision latest, Revision expected, boolean isHidden) {
    static final Base HIDDEN = new Base(null, Revision.NONE, Revision.NONE, true);

    /**
     * Whether there is something to replace or delete.
     *
     * @return true if there is something that is not deleted, as far as it can be read
     */
    public boolean isThere() {
      return container == null ? !expected.equals(Revision.NONE) : !container.isDeleted();
    }
  }
}
