package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.ACME;
import static dev.assetlookup.r2.manifest.ManifestSamples.API_KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.KILLED;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.StrictS3Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an entry where the storage fails, and what it costs. */
class AuditFaultsTest {
  private static final Logger LOG = Logger.getLogger(R2AuditTrail.class.getName());
  private static final Actor OPERATOR = Actor.operator("root");
  private static final int ALWAYS = 1_000;

  private final List<String> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private ManifestStorage<StrictS3Server> storage;
  private StrictS3Server server;
  private String bucket;
  private R2AuditTrail trail;
  private R2ManifestStore store;

  @BeforeEach
  void start() {
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
    storage = ManifestStorage.strict();
    server = storage.server();
    bucket = storage.freshBucket();
    trail = trail(ManifestStorage.PATIENCE);
    store = storage.containers(bucket).audited(trail).writtenBy(OPERATOR);
  }

  @AfterEach
  void stop() {
    storage.close();
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
  }

  private R2AuditTrail trail(Duration patience) {
    return new R2AuditTrail(storage.client(), bucket, storage.executor(), patience);
  }

  private List<AuditEntry> entries() {
    return trail.entries(ACME, null, 100).entries();
  }

  private static boolean isAudit(Recorded request) {
    return request.operation().equals("PutObject") && request.key().startsWith(AuditKeys.TRAILS);
  }

  /** As if the process had ended between the two: the next entry shows the gap by its revision. */
  @Test
  void an_entry_that_is_not_taken_is_logged_and_the_change_stands() {
    server.fault(AuditFaultsTest::isAudit, new Fault.Status(403, "AccessDenied"), ALWAYS);
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(store.read(KEY)).contains(container(KEY, 1));
    assertThat(entries()).isEmpty();
    assertThat(logged)
        .singleElement()
        .asString()
        .startsWith("SEVERE the audit trail of org_acme lacks an entry: ")
        .contains("CONTAINER_PUBLISHED", KEY.container().toString(), "root");
    server.clearFaults();
    assertThat(store.swap(container(KEY, 2), new Revision(1))).isEqualTo(Swap.DONE);
    assertThat(entries())
        .singleElement()
        .satisfies(
            entry ->
                assertThat(((Deed.ToContainer) entry.deed()).before()).isEqualTo(new Revision(1)));
  }

  @Test
  void the_storage_may_fail_for_a_while() {
    server.fault(AuditFaultsTest::isAudit, new Fault.Status(503, "SlowDown"), 2);
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(entries()).hasSize(1);
    assertThat(logged).isEmpty();
  }

  @Test
  void a_lost_reply_leaves_one_entry() {
    server.fault(AuditFaultsTest::isAudit, new Fault.LostReply(), 1);
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(entries()).hasSize(1);
    assertThat(logged).isEmpty();
  }

  @Test
  void a_manifest_that_is_not_written_leaves_no_entry() {
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    server.onRequest(
        request -> request.operation().equals("PutObject") && request.key().endsWith(".json"),
        () ->
            assertThat(storage.containers(bucket).swap(container(KEY, 2), new Revision(1)))
                .isEqualTo(Swap.DONE));
    assertThat(store.swap(container(KEY, 3), new Revision(1))).isEqualTo(Swap.STALE);
    assertThat(entries()).hasSize(1);
  }

  @Test
  void an_entry_costs_one_put() {
    Map<String, Long> without =
        requests(
            () ->
                storage
                    .containers(bucket)
                    .swap(container(ManifestSamples.key(2), 1), Revision.NONE));
    Map<String, Long> with = requests(() -> store.swap(container(KEY, 1), Revision.NONE));
    assertThat(with).containsEntry("PutObject", without.getOrDefault("PutObject", 0L) + 1);
    assertThat(with).containsEntry("GetObject", without.getOrDefault("GetObject", 0L));
    R2KeyStore keys = storage.keys(bucket).audited(trail);
    assertThat(requests(() -> keys.addKey(API_KEY))).containsEntry("PutObject", 2L);
    assertThat(requests(() -> trail.entries(ACME, null, 200)))
        .isEqualTo(Map.of("ListObjectsV2", 1L));
  }

  private Map<String, Long> requests(Runnable call) {
    server.clearRequests();
    call.run();
    return server.requests().stream()
        .collect(Collectors.groupingBy(Recorded::operation, Collectors.counting()));
  }

  @Test
  void no_object_holds_a_digest() {
    R2KeyStore keys = storage.keys(bucket).audited(trail);
    assertThat(keys.addKey(API_KEY)).isTrue();
    assertThat(keys.changeKeyStatus(API_KEY.id(), API_KEY.status(), KILLED)).isTrue();
    String digest = API_KEY.status().secrets().current().hex();
    assertThat(server.keys(bucket, AuditKeys.TRAILS)).hasSize(2);
    assertThat(entries().toString()).contains(API_KEY.id().value()).doesNotContain(digest);
  }

  @Test
  void an_object_that_is_no_entry_hides_no_other() {
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    String good = server.keys(bucket, AuditKeys.TRAILS).get(0);
    for (String name :
        List.of("0", good.substring(15, 49) + "!", good.substring(15, 49) + "AAAA", "zzz")) {
      server.put(bucket, "audit/org_acme/" + name, new byte[0], "text/plain", Map.of());
    }
    assertThat(entries()).hasSize(1);
    assertThat(trail.entries(ACME, null, 100).unreadable()).hasSize(4);
  }

  @Test
  void the_longest_entry_fits_into_a_key() {
    String longest = "~".repeat(Actor.MAX_LENGTH);
    AuditEntry entry =
        new AuditEntry(
            new LogPosition(Long.MAX_VALUE, Instant.parse("9999-12-31T23:59:59.999999Z")),
            new Actor(Actor.Kind.APPLICATION, longest, longest),
            new Deed.ToContainer(
                Deed.Action.ORGANIZATION_RESTORED,
                new ContainerId(new UUID(-1, -1)),
                "p".repeat(64),
                new Revision(Long.MAX_VALUE - 1),
                new Revision(Long.MAX_VALUE)));
    OrganizationId organization = new OrganizationId("o".repeat(64));
    String key = AuditKeys.key(organization, entry);
    assertThat(key.getBytes(StandardCharsets.UTF_8).length).isLessThan(700);
    assertThat(AuditKeys.entry(organization, key)).isEqualTo(entry);
    AuditEntry shortest =
        new AuditEntry(
            new LogPosition(0, Instant.EPOCH),
            Actor.APPLICATION,
            new Deed.ToKey(Deed.Action.KEY_MINTED, new ApiKeyId("ABCDEFGHIJ234567")));
    assertThat(AuditKeys.entry(ACME, AuditKeys.key(ACME, shortest))).isEqualTo(shortest);
  }

  @Test
  void organizations_whose_names_are_paths_are_apart() {
    Function<String, List<AuditEntry>> entries =
        name -> trail.entries(new OrganizationId(name), null, 10).entries();
    for (String name : List.of(".", "..", "a")) {
      trail.append(
          new OrganizationId(name),
          OPERATOR,
          Deed.minted(API_KEY.id()),
          new dev.assetlookup.r2.bucket.Bucket(storage.client(), bucket, ManifestStorage.PATIENCE)
              .beginWrite());
    }
    assertThat(entries.apply(".")).hasSize(1);
    assertThat(entries.apply("..")).hasSize(1);
    assertThat(trail.trimEntries(ManifestSamples.FOREVER, 2)).isEqualTo(2);
    assertThat(trail.trimEntries(ManifestSamples.FOREVER, 2)).isEqualTo(1);
  }
}
