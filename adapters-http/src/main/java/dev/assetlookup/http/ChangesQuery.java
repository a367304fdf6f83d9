package dev.assetlookup.http;

import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.json.ChangeToken;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for changes.
 *
 * @param after where the page begins, null if only the position of now is asked for
 * @param projectId of which project, null for all
 * @param limit most changes on the page
 * @param longest how long to wait for one
 * @param errors what is wrong; if not empty, the other parts are meaningless
 */
record ChangesQuery(
    @Nullable LogPosition after,
    @Nullable String projectId,
    int limit,
    Duration longest,
    List<Invalid> errors) {
  private static final int DEFAULT_LIMIT = 100;
  private static final int LONGEST_WAIT_SECONDS = 30;
  private static final Set<String> NAMES = Set.of("after", "limit", "wait", "project");

  /** Parses a raw query, without its question mark. */
  static ChangesQuery read(OrganizationId organization, String raw) {
    QueryParameters parameters = new QueryParameters(raw, NAMES, Set.of());
    String project =
        parameters.one(
            "project", text -> Objects.requireNonNull(ContainerFilter.ofProject(text).projectId()));
    int limit = parameters.number("limit", 1, ReadChanges.MAX_LIMIT, DEFAULT_LIMIT);
    int wait = parameters.number("wait", 0, LONGEST_WAIT_SECONDS, 0);
    LogPosition after =
        parameters.one(
            "after",
            text -> ChangeToken.read(organization, text),
            "is not a token of this organization; begin without one");
    return new ChangesQuery(after, project, limit, Duration.ofSeconds(wait), parameters.errors());
  }
}
