package dev.assetlookup.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.InMemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Writing through a cache by the name of somebody. */
class ActorViewsTest {
  private static final OrganizationId ACME = new OrganizationId("org_acme");
  private static final ContainerKey CONTAINER =
      new ContainerKey(ACME, new ContainerId(new UUID(1, 1)));
  private static final ApiKey KEY =
      ApiKey.active(
          new ApiKeyId("ABCDEFGHIJ234567"),
          KeyTerms.builder(ACME).build(),
          Sha256.of(new byte[] {1}),
          Instant.EPOCH);
  private static final Actor OPERATOR = Actor.operator("root");

  private final InMemoryStore store = new InMemoryStore();
  private final StoreCache cache = StoreCache.over(store).build();

  private static Container container(long revision) {
    return new Container(
        CONTAINER,
        new Revision(revision),
        Instant.EPOCH,
        ContainerDetails.COMPLETED,
        List.of(),
        List.of(),
        null);
  }

  @Test
  void a_request_sees_what_it_has_written_by_a_view() {
    ContainerStore containers = cache.containers(store);
    ContainerStore view = containers.writtenBy(OPERATOR);
    ApiKeyStore keys = cache.keys(store);
    boolean same =
        cache
            .requests()
            .within(
                () -> {
                  assertThat(containers.read(CONTAINER)).isEmpty();
                  assertThat(view.swap(container(1), Revision.NONE)).isEqualTo(Swap.DONE);
                  assertThat(containers.read(CONTAINER)).contains(container(1));
                  assertThat(view.swap(container(2), new Revision(1))).isEqualTo(Swap.DONE);
                  assertThat(view.read(CONTAINER)).contains(container(2));
                  assertThat(keys.addKey(KEY)).isTrue();
                  assertThat(keys.findKey(KEY.id())).contains(KEY);
                  ApiKey.Status killed = KEY.status().withKeyKilled(true);
                  return keys.changedBy(OPERATOR).changeKeyStatus(KEY.id(), KEY.status(), killed)
                      && keys.findKey(KEY.id()).equals(Optional.of(KEY.with(killed)));
                });
    assertThat(same).isTrue();
    assertThat(store.entries(ACME, null, 9).entries().stream().map(AuditEntry::actor))
        .containsExactly(OPERATOR, Actor.APPLICATION, OPERATOR, OPERATOR);
  }
}
