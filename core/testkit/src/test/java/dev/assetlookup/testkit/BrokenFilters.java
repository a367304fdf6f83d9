package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they list a part of the containers. */
final class BrokenFilters {
  private BrokenFilters() {}

  static boolean projectInAnyCase(ContainerFilter filter, Container container) {
    String asked = filter.projectId();
    String project = container.details().projectId();
    return asked == null
        ? includes(filter, container)
        : asked.equalsIgnoreCase(project) && includes(withProject(filter, null), container);
  }

  static boolean orWithoutProject(ContainerFilter filter, Container container) {
    boolean without = container.details().projectId() == null;
    return includes(without ? withProject(filter, null) : filter, container);
  }

  static boolean oneStatus(ContainerFilter filter, Container container) {
    Set<ContainerStatus> one =
        filter.statuses().stream().sorted().limit(1).collect(Collectors.toSet());
    return includes(
        new ContainerFilter(
            filter.projectId(),
            one,
            filter.formats(),
            filter.creativeTypes(),
            filter.since(),
            filter.until()),
        container);
  }

  static boolean oneFormat(ContainerFilter filter, Container container) {
    return includes(
        withFormats(
            filter, filter.formats().stream().sorted().limit(1).collect(Collectors.toSet())),
        container);
  }

  static boolean formatAsPattern(ContainerFilter filter, Container container) {
    return anyFormat(
        filter,
        container,
        (asked, format) ->
            format != null
                && Pattern.matches(
                    Pattern.quote(asked).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q"), format));
  }

  static boolean emptyFormatAsAbsent(ContainerFilter filter, Container container) {
    return anyFormat(
        filter, container, (asked, format) -> asked.equals(format == null ? "" : format));
  }

  static boolean formatTrimmed(ContainerFilter filter, Container container) {
    return anyFormat(
        filter,
        container,
        (asked, format) -> format != null && asked.stripTrailing().equals(format.stripTrailing()));
  }

  static boolean creativeTypeIgnored(ContainerFilter filter, Container container) {
    return includes(withCreativeTypes(filter, Set.of()), container);
  }

  static boolean creativeTypeInAnyCase(ContainerFilter filter, Container container) {
    String type = container.details().creativeType();
    return includes(withCreativeTypes(filter, Set.of()), container)
        && (filter.creativeTypes().isEmpty()
            || filter.creativeTypes().stream().anyMatch(asked -> asked.equalsIgnoreCase(type)));
  }

  private static ContainerFilter withCreativeTypes(ContainerFilter filter, Set<String> types) {
    return new ContainerFilter(
        filter.projectId(),
        filter.statuses(),
        filter.formats(),
        types,
        filter.since(),
        filter.until());
  }

  private static boolean anyFormat(
      ContainerFilter filter, Container container, BiPredicate<String, @Nullable String> matches) {
    return includes(withFormats(filter, Set.of()), container)
        && (filter.formats().isEmpty()
            || filter.formats().stream()
                .anyMatch(asked -> matches.test(asked, container.details().format())));
  }

  static boolean withoutBeginning(ContainerFilter filter, Container container) {
    return includes(filter, container) && !container.createdAt().equals(filter.since());
  }

  static boolean withoutEnd(ContainerFilter filter, Container container) {
    return includes(filter, container) && !container.createdAt().equals(filter.until());
  }

  static boolean inMilliseconds(ContainerFilter filter, Container container) {
    return new ContainerFilter(
            filter.projectId(),
            filter.statuses(),
            filter.formats(),
            filter.creativeTypes(),
            inMilliseconds(filter.since()),
            inMilliseconds(filter.until()))
        .includes(container.createdAt().truncatedTo(ChronoUnit.MILLIS), container.details());
  }

  private static @Nullable Instant inMilliseconds(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }

  static boolean anyCondition(ContainerFilter filter, Container container) {
    List<ContainerFilter> conditions =
        Stream.of(
                new ContainerFilter(filter.projectId(), Set.of(), Set.of(), Set.of(), null, null),
                new ContainerFilter(null, filter.statuses(), Set.of(), Set.of(), null, null),
                new ContainerFilter(null, Set.of(), filter.formats(), Set.of(), null, null),
                new ContainerFilter(null, Set.of(), Set.of(), filter.creativeTypes(), null, null),
                new ContainerFilter(
                    null, Set.of(), Set.of(), Set.of(), filter.since(), filter.until()))
            .filter(condition -> !condition.equals(ContainerFilter.ALL))
            .toList();
    return conditions.isEmpty() || conditions.stream().anyMatch(c -> includes(c, container));
  }

  private static boolean includes(ContainerFilter filter, Container container) {
    return BrokenLists.includes(filter, container);
  }

  private static ContainerFilter withProject(ContainerFilter filter, @Nullable String projectId) {
    return new ContainerFilter(
        projectId,
        filter.statuses(),
        filter.formats(),
        filter.creativeTypes(),
        filter.since(),
        filter.until());
  }

  private static ContainerFilter withFormats(ContainerFilter filter, Set<String> formats) {
    return new ContainerFilter(
        filter.projectId(),
        filter.statuses(),
        formats,
        filter.creativeTypes(),
        filter.since(),
        filter.until());
  }

  /** Fills the page first, filters it then, and takes one of which nothing is left for the end. */
  static final class FilteringAfterwards extends BrokenLists.Lister {
    FilteringAfterwards(ContainerStore good) {
      super(good);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      Page page = super.list(organization, ContainerFilter.ALL, after, limit);
      List<Listed> left =
          page.entries().stream()
              .filter(Listed.Row.class::isInstance)
              .map(Listed.Row.class::cast)
              .filter(row -> filter.includes(row.summary().createdAt(), row.summary().details()))
              .<Listed>map(row -> row)
              .toList();
      return new Page(left, left.isEmpty() ? null : page.next());
    }
  }

  /** Forgets the filter between two pages. */
  static final class FilteringTheFirstPage extends BrokenLists.Lister {
    FilteringTheFirstPage(ContainerStore good) {
      super(good);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      return super.list(organization, after == null ? filter : ContainerFilter.ALL, after, limit);
    }
  }

  /** Looks for a project in an index that has the deleted containers, too. */
  static final class ListingDeletedOfAProject extends BrokenLists.Lister {
    ListingDeletedOfAProject(ContainerStore good) {
      super(good);
    }

    @Override
    boolean mayBeListed(Container container, OrganizationId organization) {
      return container.key().organization().equals(organization);
    }

    @Override
    boolean includes(ContainerFilter filter, Container container) {
      return super.includes(filter, container)
          && (!container.isDeleted() || filter.projectId() != null);
    }
  }

  /** Files a container where it belonged when it was created. */
  static final class FilingOnce extends BrokenLists.Lister {
    private final Map<ContainerKey, Container> filed = new ConcurrentHashMap<>();

    FilingOnce(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      filed.putIfAbsent(next.key(), next);
      return good.swap(next, expected);
    }

    @Override
    boolean includes(ContainerFilter filter, Container container) {
      return super.includes(filter, filed.getOrDefault(container.key(), container));
    }
  }
}
