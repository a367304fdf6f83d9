package dev.assetlookup.http;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.json.internal.DraftFields;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for a list.
 *
 * @param filter which containers
 * @param after where the previous page ended, null for the first
 * @param limit most containers on the page
 * @param errors what is wrong; if not empty, the other parts are meaningless
 */
record ListQuery(
    ContainerFilter filter, @Nullable ContainerPosition after, int limit, List<Invalid> errors) {
  private static final int DEFAULT_LIMIT = 25;
  private static final int MAX_LIMIT = 200;
  private static final Set<String> REPEATABLE = Set.of("status", "format", "creativeType");
  private static final Set<String> SINGLE = Set.of("since", "until", "cursor", "limit");

  /** Parses a raw query, without its question mark. */
  static ListQuery read(OrganizationId organization, @Nullable String projectId, String raw) {
    QueryParameters parameters = new QueryParameters(raw, SINGLE, REPEATABLE);
    ContainerFilter filter = filter(parameters, projectId);
    int limit = parameters.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    ContainerPosition after =
        parameters.errors().isEmpty()
            ? parameters.one(
                "cursor",
                text -> Cursor.read(organization, filter, text),
                "is not a cursor of this list with these filters; begin without one")
            : null;
    return new ListQuery(filter, after, limit, parameters.errors());
  }

  private static ContainerFilter filter(QueryParameters parameters, @Nullable String projectId) {
    Set<ContainerStatus> statuses =
        parameters.all("status", text -> DraftFields.constant(ContainerStatus.class, text));
    Set<String> formats =
        parameters.all(
            "format", tried(one -> new ContainerFilter(null, Set.of(), one, Set.of(), null, null)));
    Set<String> creativeTypes =
        parameters.all(
            "creativeType",
            tried(one -> new ContainerFilter(null, Set.of(), Set.of(), one, null, null)));
    try {
      return new ContainerFilter(
          projectId,
          statuses,
          formats,
          creativeTypes,
          parameters.one("since", UtcTime::parse),
          parameters.one("until", UtcTime::parse));
    } catch (IllegalArgumentException e) {
      parameters.refuse("projectId", String.valueOf(e.getMessage()));
      return ContainerFilter.ALL;
    }
  }

  /** Each value is tried alone, so that the error names it. */
  private static Function<String, String> tried(Function<Set<String>, ContainerFilter> filter) {
    return text -> {
      var unused = filter.apply(Set.of(text));
      return text;
    };
  }
}
