package dev.assetlookup.http;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.PercentCoding;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.json.internal.DraftFields;
import dev.assetlookup.json.internal.JsonFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return new Reader(parameters(raw)).read(organization, projectId);
  }

  private static Map<String, List<@Nullable String>> parameters(String raw) {
    Map<String, List<@Nullable String>> parameters = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
      parameters.computeIfAbsent(name == null ? "" : name, n -> new ArrayList<>()).add(value);
    }
    return parameters;
  }

  private static @Nullable String decode(String raw) {
    String text = raw.replace('+', ' ');
    return PercentCoding.decode(text, 0, text.length());
  }

  private static final class Reader {
    private final Map<String, List<@Nullable String>> parameters;
    private final List<Invalid> errors = new ArrayList<>();

    Reader(Map<String, List<@Nullable String>> parameters) {
      this.parameters = parameters;
    }

    ListQuery read(OrganizationId organization, @Nullable String projectId) {
      parameters.forEach(
          (name, values) -> {
            if (SINGLE.contains(name) && values.size() > 1) {
              refuse(name, "is given more than once");
            } else if (!SINGLE.contains(name) && !REPEATABLE.contains(name)) {
              refuse(name, "is not a parameter of this route");
            }
          });
      Set<ContainerStatus> statuses =
          all("status", text -> DraftFields.constant(ContainerStatus.class, text));
      Set<String> formats =
          all(
              "format",
              tried(one -> new ContainerFilter(null, Set.of(), one, Set.of(), null, null)));
      Set<String> creativeTypes =
          all(
              "creativeType",
              tried(one -> new ContainerFilter(null, Set.of(), Set.of(), one, null, null)));
      Instant since = one("since", UtcTime::parse);
      Instant until = one("until", UtcTime::parse);
      Integer limit = one("limit", ListQuery::limit);
      ContainerFilter filter = filter(projectId, statuses, formats, creativeTypes, since, until);
      ContainerPosition after =
          errors.isEmpty() ? one("cursor", text -> position(organization, filter, text)) : null;
      return new ListQuery(filter, after, limit == null ? DEFAULT_LIMIT : limit, errors);
    }

    private ContainerFilter filter(
        @Nullable String projectId,
        Set<ContainerStatus> statuses,
        Set<String> formats,
        Set<String> creativeTypes,
        @Nullable Instant since,
        @Nullable Instant until) {
      try {
        return new ContainerFilter(projectId, statuses, formats, creativeTypes, since, until);
      } catch (IllegalArgumentException e) {
        refuse("projectId", String.valueOf(e.getMessage()));
        return ContainerFilter.ALL;
      }
    }

    private <T> Set<T> all(String name, Function<String, T> parse) {
      Set<T> values = new HashSet<>();
      for (String text : parameters.getOrDefault(name, List.of())) {
        T value = parse(name, text, parse);
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    }

    private <T> @Nullable T one(String name, Function<String, T> parse) {
      List<@Nullable String> values = parameters.getOrDefault(name, List.of());
      return values.isEmpty() ? null : parse(name, values.getFirst(), parse);
    }

    private <T> @Nullable T parse(String name, @Nullable String text, Function<String, T> parse) {
      try {
        if (text != null) {
          return parse.apply(text);
        }
        refuse(name, "is not percent-encoded UTF-8");
      } catch (IllegalArgumentException e) {
        refuse(name, String.valueOf(e.getMessage()));
      }
      return null;
    }

    private void refuse(String name, String reason) {
      errors.add(Invalid.parameter(JsonFields.legible(name), reason));
    }
  }

  /** Each value is tried alone, so that the error names it. */
  private static Function<String, String> tried(Function<Set<String>, ContainerFilter> filter) {
    return text -> {
      var unused = filter.apply(Set.of(text));
      return text;
    };
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw new IllegalArgumentException("is not a number from 1 to " + MAX_LIMIT);
  }

  private static ContainerPosition position(
      OrganizationId organization, ContainerFilter filter, String text) {
    return Cursor.read(organization, filter, text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is not a cursor of this list with these filters; begin without one"));
  }
}
