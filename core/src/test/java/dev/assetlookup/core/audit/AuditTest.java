package dev.assetlookup.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.Deed.Action;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the rules write into an audit trail, and how it is read. */
class AuditTest {
  private static final Actor KEY =
      Actor.of(new ApiKeyId("ABCDEFGHIJ234567")).during("req_01HXZ9G7KMV2QX8Y1S5RJW3B7T");
  private static final Caller WRITER = Caller.of("org_acme", Scope.CONTENT_WRITE).as(KEY);
  private static final Caller AUDITOR = Caller.of("org_acme", Scope.AUDIT_READ);
  private static final ContainerId CONTAINER = new ContainerId(new UUID(1, 1));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-04-17T13:10:00Z"));
  private final InMemoryStore store = new InMemoryStore(now::get);
  private final AssetLookup lookup =
      AssetLookup.over(store)
          .clock(now::get)
          .grace(Duration.ZERO)
          .retention(Duration.ZERO)
          .auditRetention(Duration.ofDays(1))
          .build();

  private static ContainerDraft draft(String file) {
    AssetDescriptor descriptor =
        AssetDescriptor.at(new MediaUrl("https://media.example.com/" + file)).build();
    return new ContainerDraft(
        CONTAINER, null, ContainerDetails.COMPLETED, List.of(AssetDraft.of(descriptor)));
  }

  private List<AuditEntry> entries(AuditFilter filter, int limit) {
    List<AuditEntry> entries = new ArrayList<>();
    ReadAudit.Query query = new ReadAudit.Query(filter, null, limit);
    while (true) {
      ReadAudit.Result.Page page = (ReadAudit.Result.Page) lookup.audit().read(AUDITOR, query);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
      entries.addAll(page.entries());
      LogPosition next = page.next();
      if (next == null) {
        return entries;
      }
      query = query.from(next);
    }
  }

  private List<AuditEntry> entries() {
    return entries(AuditFilter.ALL, 200);
  }

  private static List<String> actions(List<AuditEntry> entries) {
    return entries.stream().map(entry -> entry.deed().action().wireName()).toList();
  }

  @Test
  void content_is_written_by_the_name_of_the_caller_and_swept_by_the_system() {
    lookup.publish(WRITER, draft("a.png"), Precondition.ANY);
    lookup.publish(WRITER, draft("b.png"), Precondition.ANY);
    lookup.delete(WRITER, CONTAINER, Precondition.ANY);
    now.set(now.get().plusSeconds(1));
    lookup.sweep((container, urls) -> {});
    List<AuditEntry> entries = entries();
    assertThat(actions(entries))
        .endsWith("container.deleted", "container.replaced", "container.published")
        .contains("container.removed");
    assertThat(entries.subList(entries.size() - 3, entries.size()))
        .allMatch(entry -> entry.actor().equals(KEY));
    assertThat(entries.subList(0, entries.size() - 3))
        .isNotEmpty()
        .allMatch(entry -> entry.actor().equals(Actor.SYSTEM));
  }

  @Test
  void what_fails_or_changes_nothing_leaves_no_entry() {
    lookup.publish(WRITER, draft("a.png"), Precondition.ANY);
    lookup.publish(WRITER, draft("a.png"), Precondition.ANY);
    lookup.publish(WRITER, draft("b.png"), Precondition.ABSENT);
    lookup.publish(WRITER, draft("b.png"), new Precondition.At(new Revision(9)));
    lookup.publish(WRITER.within(Projects.only("p")), draft("b.png"), Precondition.ANY);
    lookup.publish(AUDITOR.as(KEY), draft("b.png"), Precondition.ANY);
    lookup.delete(AUDITOR.as(KEY), CONTAINER, Precondition.ANY);
    lookup.delete(WRITER, new ContainerId(new UUID(1, 2)), Precondition.ANY);
    assertThat(actions(entries())).containsExactly("container.published");
  }

  @Test
  void keys_are_managed_by_the_name_of_an_actor() {
    Actor operator = Actor.operator("root");
    OrganizationId acme = new OrganizationId("org_acme");
    ApiKeyId id =
        lookup.keys().as(operator).mint(MintRequest.of(acme, Scope.CONTENT_READ)).key().id();
    lookup.keys().as(operator).rotate(id, Duration.ofHours(1));
    lookup.keys().as(operator).killKey(id);
    lookup.keys().as(operator).killKey(id);
    lookup.keys().as(operator).restoreKey(id);
    lookup.keys().as(operator).killOrganization(acme);
    lookup.keys().as(operator).restoreOrganization(acme);
    lookup.keys().as(operator).revoke(id);
    lookup.keys().as(operator).revoke(id);
    lookup.keys().as(operator).revoke(new ApiKeyId("ABCDEFGHIJ234567"));
    assertThat(actions(entries()))
        .containsExactly(
            "key.revoked",
            "organization.restored",
            "organization.killed",
            "key.restored",
            "key.killed",
            "key.rotated",
            "key.activated",
            "key.minted");
    assertThat(entries())
        .allMatch(entry -> entry.actor().equals(operator))
        .allMatch(entry -> ((Deed.ToKey) entry.deed()).key().equals(id));
  }

  @Test
  void filters_find_few_among_many_page_by_page() {
    for (int i = 0; i < 7_000; i++) {
      lookup.publish(WRITER, draft(i % 3_000 == 0 ? "rare.png" : "a" + i % 2), Precondition.ANY);
      if (i % 3_000 == 0) {
        lookup.delete(WRITER, CONTAINER, Precondition.ANY);
      }
      if (i % 100 == 99) {
        lookup.sweep((container, urls) -> {});
      }
    }
    AuditFilter deletes =
        new AuditFilter(Set.of(Action.CONTAINER_DELETED), null, CONTAINER, null, null);
    assertThat(actions(entries(deletes, 1))).hasSize(3).containsOnly("container.deleted");
    assertThat(entries(deletes, 200)).isEqualTo(entries(deletes, 1));
    ReadAudit.Result.Page first =
        (ReadAudit.Result.Page)
            lookup
                .audit()
                .read(
                    AUDITOR,
                    new ReadAudit.Query(
                        new AuditFilter(
                            Set.of(), AuditFilter.Actors.parse("operator"), null, null, null),
                        null,
                        10));
    assertThat(first.entries()).isEmpty();
    assertThat(first.next()).as("a page that looked at its bound leads on").isNotNull();
  }

  @Test
  void who_lacks_the_scope_or_is_bound_to_projects_reads_nothing() {
    ReadAudit.Query query = new ReadAudit.Query(AuditFilter.ALL, null, 1);
    assertThat(lookup.audit().read(Caller.of("org_acme", Scope.ALL_DATA), query))
        .isEqualTo(new ReadAudit.Result.ScopeMissing(Scope.AUDIT_READ));
    assertThat(lookup.audit().read(AUDITOR.within(Projects.only("p")), query))
        .isEqualTo(new ReadAudit.Result.Bound());
    lookup.publish(WRITER, draft("a.png"), Precondition.ANY);
    assertThat(lookup.audit().read(Caller.of("org_other", Scope.AUDIT_READ), query))
        .isEqualTo(new ReadAudit.Result.Page(List.of(), List.of(), null));
  }

  @Test
  void what_is_older_than_the_retention_is_trimmed() {
    lookup.publish(WRITER, draft("a.png"), Precondition.ANY);
    now.set(now.get().plus(Duration.ofDays(1)));
    lookup.publish(WRITER, draft("b.png"), Precondition.ANY);
    assertThat(lookup.auditTrimming().trim(() -> false)).isZero();
    now.set(now.get().plusSeconds(1));
    assertThat(lookup.auditTrimming().trim(() -> false)).isEqualTo(1);
    assertThat(actions(entries())).containsExactly("container.replaced");
  }

  @Test
  void an_actor_has_a_name_that_every_store_can_keep() {
    for (String bad : List.of("", "a\nb", "\u00e9", "a".repeat(Actor.MAX_LENGTH + 1))) {
      assertThatIllegalArgumentException().isThrownBy(() -> Actor.application(bad));
      assertThatIllegalArgumentException().isThrownBy(() -> Actor.SYSTEM.during(bad));
    }
    assertThat(Actor.operator("J\u00fcrgen\n").name()).isEqualTo("J?rgen?");
    assertThat(Actor.operator("").name()).isNull();
    assertThat(Actor.operator("a".repeat(1_000)).name()).hasSize(Actor.MAX_LENGTH);
  }
}
