package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.config.CacheSettings;
import dev.assetlookup.bootstrap.config.LimitSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two servers over one bucket, one of which may answer what was true an hour ago. */
class StalenessTest {
  private static final String ORGANIZATION = "org_stale";

  private final StrictS3Server bucket = StrictS3Server.start();
  private final Settings exact = Store.over(bucket);
  private final Instance current = Instance.of(exact);
  private final Instance behind = Instance.of(staleBy(Duration.ofHours(1), 4 << 20));
  private final Minted key = current.mint(ORGANIZATION, Scope.ALL_DATA);
  private final Client currently = new Client(current, key.text());
  private final Client late = new Client(behind, key.text());

  private Settings staleBy(Duration most, long bytes) {
    return new Settings(
        exact.storage(),
        exact.media(),
        exact.http(),
        exact.assets(),
        exact.sweepInterval(),
        exact.logs(),
        new CacheSettings(bytes, most),
        LimitSettings.NONE);
  }

  @AfterEach
  void stop() {
    behind.close();
    current.close();
    bucket.close();
  }

  /** What the bucket was asked for since this was asked last: manifests, or anything else. */
  private List<Recorded> requests(boolean ofManifests) {
    List<Recorded> requests =
        bucket.requests().stream()
            .filter(request -> request.key().contains("/containers/") == ofManifests)
            .toList();
    bucket.clearRequests();
    return requests;
  }

  @Test
  void a_lookup_of_what_was_read_asks_for_nothing_but_its_api_key() {
    currently.put(1, Drafts.of("slide-1.png")).is(201);
    Reply first = late.get(Client.path(1, "slide-1")).is(200);
    assertThat(requests(true)).isNotEmpty();
    Reply second = late.get(Client.path(1, "slide-1")).is(200);
    assertThat(requests(true)).isEmpty();
    late.get(Client.path(1)).is(200);
    assertThat(requests(false)).isNotEmpty();
    late.get(Client.path(1, "slide-2")).is(404, "NOT_FOUND");
    late.get(Client.path(1, "slide-1"), "If-None-Match", first.tag()).is(304);
    late.batch(Client.pair(1, "slide-1"), Client.pair(1, "slide-2")).is(200);
    assertThat(requests(true)).isEmpty();
    Reply ofCurrent = currently.get(Client.path(1, "slide-1")).is(200);
    assertThat(requests(true)).hasSize(1);
    for (Reply reply : List.of(first, second)) {
      assertThat(reply.body()).isEqualTo(ofCurrent.body());
      for (String name : List.of("ETag", "Cache-Control", "Age", "Content-Type")) {
        assertThat(reply.header(name)).as(name).isEqualTo(ofCurrent.header(name));
      }
    }
    assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");
  }

  @Test
  void a_key_that_is_killed_is_refused_at_once_and_so_is_an_organization() {
    ManageKeys keys = current.application().manageKeys();
    currently.put(1, Drafts.of("slide-1.png")).is(201);
    Minted second = current.mint(ORGANIZATION, Scope.ALL_DATA);
    late.get(Client.path(1, "slide-1")).is(200);
    late.with(second.text()).get(Client.path(1, "slide-1")).is(200);
    keys.killKey(second.key().id());
    late.with(second.text()).get(Client.path(1, "slide-1")).is(503, "KILL_SWITCH");
    late.get(Client.path(1, "slide-1")).is(200);
    keys.killOrganization(new OrganizationId(ORGANIZATION));
    late.get(Client.path(1, "slide-1")).is(503, "KILL_SWITCH");
  }

  @Test
  void what_this_server_writes_is_seen_at_once_and_what_another_one_writes_is_not() {
    late.get(Client.path(1, "slide-1")).is(404, "NOT_FOUND");
    late.put(1, Drafts.of("slide-1.png")).is(201);
    late.get(Client.path(1, "slide-1")).is(200);
    currently.put(1, Drafts.of("slide-2.png")).is(200);
    late.get(Client.path(1, "slide-2")).is(404, "NOT_FOUND");
    late.put(1, Drafts.of("slide-3.png")).is(200);
    late.get(Client.path(1, "slide-3")).is(200);
    late.delete(1).is(204);
    late.get(Client.path(1, "slide-3")).is(404, "NOT_FOUND");
  }

  @Test
  void a_writer_whose_tag_is_behind_reads_the_present_after_its_412() {
    Reply old = late.put(1, Drafts.of("slide-1.png")).is(201);
    late.get(Client.path(1)).is(200);
    currently.put(1, Drafts.of("slide-2.png")).is(200);
    assertThat(late.get(Client.path(1)).is(200).tag()).isEqualTo(old.tag());
    late.put(1, Drafts.of("slide-3.png"), "If-Match", old.tag()).is(412);
    Reply present = late.get(Client.path(1)).is(200);
    assertThat(present.body()).isEqualTo(currently.get(Client.path(1)).body());
    late.put(1, Drafts.of("slide-3.png"), "If-Match", present.tag()).is(200);
  }

  @Test
  void lists_show_what_there_is() {
    late.get(Client.path(1)).is(404, "NOT_FOUND");
    currently.put(1, Drafts.of("slide-1.png")).is(201);
    assertThat(late.get("/v1/content").is(200).body()).contains(Client.container(1));
  }

  @Test
  void without_room_nothing_is_remembered() {
    currently.put(1, Drafts.of("slide-1.png")).is(201);
    try (Instance without = Instance.of(staleBy(Duration.ofHours(1), 0))) {
      Client client = new Client(without, key.text());
      client.get(Client.path(1, "slide-1")).is(200);
      currently.put(1, Drafts.of("slide-2.png")).is(200);
      client.get(Client.path(1, "slide-2")).is(200);
    }
  }
}
