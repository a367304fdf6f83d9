package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.MICROSECOND;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.details;
import static dev.assetlookup.testkit.Samples.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.store.ContainerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Listing a part of what an organization has. */
abstract class FilterRules extends ContainerRules {
  FilterRules(ContainerStoreContract test) {
    super(test);
  }

  /** C80: projects are compared whole and exactly; a container without one matches none. */
  @Test
  protected void c80_a_project_can_be_asked_for() {
    ContainerStore store = empty();
    List<Container> all = new ArrayList<>();
    for (String project : List.of("a", "A", "a.b", "a_b", "a-b", "ab", "p".repeat(64))) {
      all.add(with(all.size(), details(project, null)));
    }
    all.add(with(all.size(), details(null, null)));
    createShuffled(store, all);
    for (Container container : all) {
      String project = container.details().projectId();
      if (project != null) {
        assertLists(store, filter(project, Set.of(), Set.of()), List.of(container));
      }
    }
    assertLists(store, filter("none", Set.of(), Set.of()), List.of());
    assertLists(store, ContainerFilter.ALL, all);
  }

  /** C81: one or several statuses can be asked for. */
  @Test
  protected void c81_statuses_can_be_asked_for() {
    ContainerStore store = empty();
    List<Container> all = new ArrayList<>();
    for (ContainerStatus status : ContainerStatus.values()) {
      all.add(with(all.size(), details(null, status, null)));
      all.add(with(all.size(), details(null, status, null)));
    }
    createShuffled(store, all);
    for (ContainerStatus status : ContainerStatus.values()) {
      assertLists(store, filter(null, Set.of(status), Set.of()), having(all, Set.of(status)));
    }
    Set<ContainerStatus> three =
        EnumSet.of(ContainerStatus.QUEUED, ContainerStatus.COMPLETED, ContainerStatus.CANCELED);
    assertLists(store, filter(null, three, Set.of()), having(all, three));
    assertLists(store, filter(null, EnumSet.allOf(ContainerStatus.class), Set.of()), all);
  }

  /** C82: formats are compared whole and exactly; an empty format is not an absent one. */
  @Test
  protected void c82_formats_can_be_asked_for() {
    ContainerStore store = empty();
    List<Container> all = new ArrayList<>();
    for (String format :
        List.of("reel", "Reel", "reel ", "", " ", "r%l", "r_el", "'", "a,b", "caf\u00e9", "null")) {
      all.add(with(all.size(), details(null, format)));
    }
    Container without = with(all.size(), details(null, null));
    createShuffled(store, all);
    create(store, without);
    for (Container container : all) {
      String format = container.details().format();
      if (format != null) {
        assertLists(store, filter(null, Set.of(), Set.of(format)), List.of(container));
      }
    }
    assertLists(
        store,
        filter(null, Set.of(), Set.of("", "a,b", "Reel", "cafe\u0301")),
        List.of(all.get(1), all.get(3), all.get(8)));
    assertLists(store, filter(null, Set.of(), Set.of("cafe", "a", "b", "REEL", "  ")), List.of());
  }

  /** C83: both ends of a time are included, to the microsecond. */
  @Test
  protected void c83_both_ends_of_a_time_are_included() {
    ContainerStore store = empty();
    Instant middle = CREATED.plus(MICROSECOND);
    Instant last = middle.plus(MICROSECOND);
    Container a = container(numbered(1), 1, CREATED, details(null, null));
    Container b = container(numbered(2), 1, middle, details(null, null));
    Container c = container(numbered(3), 1, last, details(null, null));
    createShuffled(store, List.of(a, b, c));
    assertLists(store, between(CREATED, null), List.of(a, b, c));
    assertLists(store, between(middle, null), List.of(b, c));
    assertLists(store, between(last, null), List.of(c));
    assertLists(store, between(last.plus(MICROSECOND), null), List.of());
    assertLists(store, between(null, last), List.of(a, b, c));
    assertLists(store, between(null, middle), List.of(a, b));
    assertLists(store, between(null, CREATED), List.of(a));
    assertLists(store, between(null, CREATED.minus(MICROSECOND)), List.of());
    assertLists(store, between(middle, middle), List.of(b));
    assertLists(store, between(last, CREATED), List.of());
    assertLists(store, between(Instant.EPOCH, FOREVER), List.of(a, b, c));
  }

  /** C84: several conditions hold together, on every page. */
  @Test
  protected void c84_all_conditions_hold_on_every_page() {
    ContainerStore store = empty();
    List<Container> all = new ArrayList<>();
    for (String project : List.of("p", "q")) {
      for (ContainerStatus status : ContainerStatus.values()) {
        for (String format : List.of("reel", "story", "")) {
          all.add(with(all.size(), details(project, status, format)));
        }
      }
    }
    createShuffled(store, all);
    create(store, with(100, details(null, null)));
    create(
        store,
        container(new ContainerKey(OTHER, numbered(1).container()), 1, CREATED, details("p", "")));
    ContainerFilter filter =
        new ContainerFilter(
            "p",
            Set.of(ContainerStatus.PROCESSING, ContainerStatus.COMPLETED, ContainerStatus.FAILED),
            Set.of("reel", ""),
            Set.of(),
            all.get(4).createdAt(),
            all.get(11).createdAt());
    List<Container> expected =
        all.stream().filter(c -> filter.includes(c.createdAt(), c.details())).toList();
    assertThat(expected).hasSize(5);
    assertLists(store, filter, expected);
  }

  /** C85: a container is listed by what it is now, not by what it was. */
  @Test
  protected void c85_a_list_follows_every_write() {
    ContainerStore store = empty();
    ContainerKey key = numbered(5);
    Container fixed = with(1, details("p", "reel"));
    Container first = container(key, 1, CREATED, details("p", ContainerStatus.PROCESSING, "reel"));
    Container second =
        container(key, 2, CREATED.plusSeconds(9), details("q", ContainerStatus.COMPLETED, "story"));
    Container third = container(key, 3, CREATED.plusSeconds(9), details(null, null));
    create(store, fixed);
    create(store, first);
    replace(store, first, second);
    assertLists(store, filter("p", Set.of(), Set.of()), List.of(fixed));
    assertLists(store, filter(null, Set.of(), Set.of("reel")), List.of(fixed));
    assertLists(store, filter(null, Set.of(ContainerStatus.PROCESSING), Set.of()), List.of());
    assertLists(store, filter("q", Set.of(), Set.of("story")), List.of(second));
    assertLists(store, between(CREATED.plusSeconds(9), null), List.of(second));
    assertLists(store, ContainerFilter.ALL, List.of(fixed, second));
    replace(store, second, third);
    assertLists(store, filter("q", Set.of(), Set.of()), List.of());
    assertLists(store, filter(null, Set.of(), Set.of("story")), List.of());
    assertLists(store, ContainerFilter.ALL, List.of(fixed, third));
  }

  /** C86: conditions never bring a deleted container back. */
  @Test
  protected void c86_no_condition_lists_a_deleted_container() {
    ContainerStore store = empty();
    Container first = with(1, details("p", "reel"));
    Container deleted =
        new Container(
            first.key(),
            first.revision().next(),
            first.createdAt(),
            first.details(),
            List.of(),
            List.of(),
            LATER);
    Set<ContainerStatus> completed = Set.of(ContainerStatus.COMPLETED);
    create(store, first);
    assertLists(store, filter("p", completed, Set.of("reel")), List.of(first));
    replace(store, first, deleted);
    for (ContainerFilter filter :
        List.of(
            ContainerFilter.ALL,
            filter("p", Set.of(), Set.of()),
            filter(null, completed, Set.of()),
            filter(null, Set.of(), Set.of("reel")),
            between(first.createdAt(), first.createdAt()),
            filter("p", completed, Set.of("reel")))) {
      assertLists(store, filter, List.of());
    }
  }

  /** C88: types of creatives are compared whole and exactly, beside the other conditions. */
  @Test
  protected void c88_types_of_creatives_can_be_asked_for() {
    ContainerStore store = empty();
    List<Container> all = new ArrayList<>();
    for (String type : List.of("carousel", "Carousel", "carousel ", "", "c%l", "a,b")) {
      all.add(with(all.size(), typed("reel", type)));
    }
    createShuffled(store, all);
    create(store, with(all.size(), typed("carousel", null)));
    for (Container container : all) {
      String type = Objects.requireNonNull(container.details().creativeType());
      assertLists(store, ofTypes(Set.of(), Set.of(type)), List.of(container));
    }
    Set<String> two = Set.of("Carousel", "a,b");
    assertLists(store, ofTypes(Set.of(), two), List.of(all.get(1), all.get(5)));
    assertLists(store, ofTypes(Set.of("reel"), two), List.of(all.get(1), all.get(5)));
    assertLists(store, ofTypes(Set.of("carousel"), two), List.of());
    assertLists(store, ofTypes(Set.of(), Set.of("CAROUSEL", "reel", "a", "c")), List.of());
  }

  private static ContainerDetails typed(String format, @Nullable String creativeType) {
    return new ContainerDetails(
        null,
        ContainerStatus.COMPLETED,
        format,
        creativeType,
        null,
        null,
        ApprovalStatus.NOT_REQUIRED,
        null,
        null);
  }

  private static ContainerFilter ofTypes(Set<String> formats, Set<String> creativeTypes) {
    return new ContainerFilter(null, Set.of(), formats, creativeTypes, null, null);
  }

  private static void assertLists(
      ContainerStore store, ContainerFilter filter, List<Container> containers) {
    List<ContainerPosition> expected =
        containers.stream().map(ContainerRules::positionOf).sorted().toList();
    for (int limit : List.of(2, MANY)) {
      Same.assertSame(
          "list(" + filter + ") in pages of " + limit,
          positionsOf(Pages.list(store, ACME, filter, limit)),
          expected);
    }
  }

  private static List<Container> having(List<Container> all, Set<ContainerStatus> statuses) {
    return all.stream().filter(c -> statuses.contains(c.details().status())).toList();
  }

  private static Container with(int number, ContainerDetails details) {
    return container(numbered(number), 1, CREATED.plusSeconds(number), details);
  }

  private static ContainerFilter filter(
      @Nullable String projectId, Set<ContainerStatus> statuses, Set<String> formats) {
    return new ContainerFilter(projectId, statuses, formats, Set.of(), null, null);
  }

  private static ContainerFilter between(@Nullable Instant since, @Nullable Instant until) {
    return new ContainerFilter(null, Set.of(), Set.of(), Set.of(), since, until);
  }
}
