package dev.assetlookup.core.feed;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange.Kind;
import dev.assetlookup.core.feed.ReadChanges.Query;
import org.jspecify.annotations.Nullable;

/**
 * What somebody reads of a log. Those who ask the same are given the same.
 *
 * @param projects those that the caller may see
 * @param narrowed those that the query is for
 * @param query which changes
 */
record Asked(Projects projects, Projects narrowed, Query query) {
  static Asked by(Caller caller, Query query) {
    String project = query.projectId();
    return new Asked(
        caller.projects(), project == null ? Projects.ALL : Projects.only(project), query);
  }

  /** A change as it is to be seen, null if it is not. */
  Change.@Nullable OfContainer visible(Change change) {
    if (!(change instanceof Change.OfContainer written) || written.change().kind() == Kind.SWEPT) {
      return null;
    }
    return written
        .change()
        .within(projects)
        .flatMap(inside -> inside.within(narrowed))
        .map(part -> new Change.OfContainer(change.position(), part))
        .orElse(null);
  }
}
