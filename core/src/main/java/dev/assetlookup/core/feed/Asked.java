package dev.assetlookup.core.feed;

import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.ContainerChange.Kind;
import dev.assetlookup.core.feed.ReadChanges.Query;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody reads of a log. Those who ask the same are given the same.
 *
 * @param projects those that the caller may see
 * @param query which changes
 */
record Asked(Projects projects, Query query) {
  /** A change as it is to be seen, null if it is not. */
  Change.@Nullable OfContainer visible(Change change) {
    if (!(change instanceof Change.OfContainer written) || written.change().kind() == Kind.SWEPT) {
      return null;
    }
    String project = query.projectId();
    Optional<ContainerChange> seen = written.change().within(projects);
    if (project != null) {
      Projects one = Projects.only(project);
      seen = seen.flatMap(inside -> inside.within(one));
    }
    return seen.map(part -> new Change.OfContainer(change.position(), part)).orElse(null);
  }
}
