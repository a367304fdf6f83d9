package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.key;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reading everything, page by page. */
abstract class ScanRules extends ContainerRules {
  ScanRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C50: a scan returns whole containers. */
  @Test
  protected void c50_a_scan_returns_whole_containers() {
    ContainerStore store = empty();
    Container full =
        container(
            numbered(1),
            4,
            List.of(video(numbered(1), "teaser"), image(numbered(1), "slide-1")),
            superseded(video(numbered(1), "before"), 4));
    Container bare = container(numbered(2), 1, List.of());
    create(store, full);
    create(store, bare);
    Same.assertSame(
        "scan",
        Pages.next(store, null, MANY),
        List.of(new Scanned.Whole(full), new Scanned.Whole(bare)));
  }

  /** C51: a scan includes deleted containers. */
  @Test
  protected void c51_a_scan_includes_deleted_containers() {
    ContainerStore store = empty();
    Container deleted = deleted(numbered(1), 2, superseded(image(numbered(1), "a"), 2).withdraw());
    create(store, deleted);
    Same.assertSame("scan", Pages.next(store, null, MANY), List.of(new Scanned.Whole(deleted)));
  }

  /** C52: pages of any length give every container once, in the order of keys. */
  @Test
  protected void c52_pages_of_any_length_give_each_container_once() {
    ContainerStore store = empty();
    List<ContainerKey> keys = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      keys.add(
          new ContainerKey(i % 3 == 0 ? OTHER : ACME, new ContainerId(new UUID(i / 2, i % 2))));
    }
    createAll(store, keys);
    for (int limit : List.of(1, 2, 7, 20, 21, 22, MANY)) {
      Same.assertSame(
          "scan in pages of " + limit,
          keysOf(Pages.scan(store, limit)),
          keys.stream().sorted().toList());
    }
  }

  /** C53: no page is longer than its limit. */
  @Test
  protected void c53_no_page_is_longer_than_its_limit() {
    ContainerStore store = empty();
    createAll(store, List.of(numbered(1), numbered(2), numbered(3)));
    Same.assertSame("scan", keysOf(Pages.next(store, null, 2)), List.of(numbered(1), numbered(2)));
    Same.assertSame("scan", keysOf(Pages.next(store, numbered(1), 1)), List.of(numbered(2)));
    Same.assertSame("list", Pages.next(store, numbered(3), 2), List.of());
  }

  /** C54: ids are ordered as unsigned numbers, high bits included. */
  @Test
  protected void c54_ids_are_ordered_unsigned() {
    assertScannedInThisOrder(
        List.of(
            key(ACME, "00000000-0000-0000-0000-000000000000"),
            key(ACME, "00000000-0000-0000-7fff-ffffffffffff"),
            key(ACME, "00000000-0000-0000-8000-000000000000"),
            key(ACME, "00000000-0000-0001-0000-000000000000"),
            key(ACME, "0fffffff-0000-0000-0000-000000000000"),
            key(ACME, "7fffffff-ffff-ffff-ffff-ffffffffffff"),
            key(ACME, "80000000-0000-0000-0000-000000000000"),
            key(ACME, "a0000000-0000-0000-0000-000000000000"),
            key(ACME, "ffffffff-ffff-ffff-ffff-ffffffffffff")));
  }

  /**
   * C55: organizations are ordered by their characters' codes, not by a language's rules; sandboxes
   * too.
   */
  @Test
  protected void c55_organizations_are_ordered_by_code() {
    List<ContainerKey> keys = new ArrayList<>();
    for (String organization :
        List.of(
            "-b", ".a", "0", "9", "B", "Z", "_a", "a", "a-", "a.", "a0", "aB", "a_", "aa",
            "aa~test", "a~test")) {
      keys.add(new ContainerKey(new OrganizationId(organization), CONTAINER.container()));
    }
    assertScannedInThisOrder(keys);
  }

  /** C56: containers created between two pages disturb neither order nor the others. */
  @Test
  protected void c56_containers_created_between_pages_do_not_disturb() {
    ContainerStore store = empty();
    createAll(store, List.of(numbered(10), numbered(20), numbered(30), numbered(40)));
    Same.assertSame(
        "scan", keysOf(Pages.next(store, null, 2)), List.of(numbered(10), numbered(20)));
    createAll(store, List.of(numbered(5), numbered(15), numbered(25), numbered(35)));
    Same.assertSame(
        "scan", keysOf(Pages.next(store, numbered(20), 2)), List.of(numbered(25), numbered(30)));
    Same.assertSame(
        "scan", keysOf(Pages.next(store, numbered(30), 3)), List.of(numbered(35), numbered(40)));
  }

  /** C58: containers removed between two pages disturb neither order nor the others. */
  @Test
  protected void c58_containers_removed_between_pages_do_not_disturb() {
    ContainerStore store = empty();
    createAll(store, List.of(numbered(10), numbered(20), numbered(30), numbered(40), numbered(50)));
    Same.assertSame(
        "scan", keysOf(Pages.next(store, null, 2)), List.of(numbered(10), numbered(20)));
    for (ContainerKey key : List.of(numbered(10), numbered(20), numbered(30))) {
      assertThat(store.remove(key, new Revision(1))).isEqualTo(Swap.DONE);
    }
    Same.assertSame(
        "scan", keysOf(Pages.next(store, numbered(20), 2)), List.of(numbered(40), numbered(50)));
    Same.assertSame(
        "scan", keysOf(Pages.next(store, null, 2)), List.of(numbered(40), numbered(50)));
  }

  private void assertScannedInThisOrder(List<ContainerKey> keys) {
    ContainerStore store = empty();
    createAll(store, keys);
    Same.assertSame("scan", keysOf(Pages.next(store, null, MANY)), keys);
    Same.assertSame("scan", keysOf(Pages.scan(store, 2)), keys);
  }

  /** Creates empty containers, in an order of its own. */
  private static void createAll(ContainerStore store, List<ContainerKey> keys) {
    List<ContainerKey> shuffled = new ArrayList<>(keys);
    Collections.shuffle(shuffled, new Random(keys.size()));
    shuffled.forEach(key -> create(store, container(key, 1, List.of())));
  }

  static List<ContainerKey> keysOf(List<Scanned> scanned) {
    return scanned.stream().map(Scanned::key).toList();
  }
}
