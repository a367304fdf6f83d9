package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FilteredLists.assertLists;
import static dev.assetlookup.testkit.FilteredLists.filter;
import static dev.assetlookup.testkit.FilteredLists.with;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.details;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.store.ContainerStore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Listing a part of what an organization has. */
abstract class FilterRules extends ContainerRules {
  FilterRules(ContainerStoreSetup test) {
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

  private static List<Container> having(List<Container> all, Set<ContainerStatus> statuses) {
    return all.stream().filter(c -> statuses.contains(c.details().status())).toList();
  }
}
