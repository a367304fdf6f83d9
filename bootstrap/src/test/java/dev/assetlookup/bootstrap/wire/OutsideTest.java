package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.audit.ReadAudit;
import dev.assetlookup.core.keys.AdministerKeys;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.AuthenticateKey.Result.Authenticated;
import dev.assetlookup.core.keys.AuthenticateKey.Result.Rejected;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.http.ContentApi;
import dev.assetlookup.http.StandaloneServer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is outside of a key's projects, organization and environment is as if it were not there. */
class OutsideTest {
  @ParameterizedTest
  @EnumSource
  void no_route_tells_what_is_outside(Store store) {
    Instance server = Site.of(store).first();
    OutsideProbe probe = new OutsideProbe(server.base(), server.application().manageKeys());
    assertThat(probe.unprobed()).as("routes without a probe, or probes without a route").isEmpty();
    assertThat(probe.findings()).isEmpty();
  }

  @Test
  void nor_does_one_over_a_store_in_memory() {
    assertThat(findings(key -> key)).isEmpty();
  }

  /** Planted: a key of which a server forgets the projects. */
  @Test
  void a_server_that_forgets_the_projects_is_found_out_at_every_route() {
    assertThat(findings(OutsideTest::unbound))
        .containsExactlyInAnyOrder(
            "DELETE /v1/api-keys/{apiKeyId}",
            "DELETE /v1/content/{containerId}",
            "GET /v1/api-keys",
            "GET /v1/audit-log",
            "GET /v1/changes",
            "GET /v1/content",
            "GET /v1/content/{containerId}",
            "GET /v1/content/{containerId}/assets/{assetId}",
            "GET /v1/projects/{projectId}/content",
            "POST /v1/api-keys",
            "POST /v1/api-keys/{apiKeyId}/kill",
            "POST /v1/api-keys/{apiKeyId}/restore",
            "POST /v1/api-keys/{apiKeyId}/rotate",
            "POST /v1/assets:batchGet",
            "PUT /v1/content/{containerId}",
            "PUT /v1/content/{containerId} or DELETE");
  }

  /** Planted: a server to which the sandbox is the organization. */
  @Test
  void a_server_that_mixes_up_environments_is_found_out() {
    assertThat(findings(key -> key.with(terms -> terms.environment(Environment.LIVE))))
        .contains(
            "GET /v1/content/{containerId}",
            "GET /v1/content/{containerId}/assets/{assetId}",
            "GET /v1/content");
  }

  private static ApiKey unbound(ApiKey key) {
    return key.with(terms -> terms.projects(Projects.ALL));
  }

  /** Of a server that takes keys for others. */
  private static Set<String> findings(UnaryOperator<ApiKey> change) {
    InMemoryStore store = new InMemoryStore();
    AssetLookup lookup = AssetLookup.over(store).build();
    AuthenticateKey real = AuthenticateKey.over(store);
    AuthenticateKey keys =
        presented ->
            real.authenticate(presented) instanceof Authenticated good
                ? new Authenticated(change.apply(good.key()))
                : new Rejected();
    StandaloneServer server =
        new StandaloneServer(
            "127.0.0.1",
            0,
            ContentApi.builder(lookup, keys)
                .batches(lookup)
                .reading(lookup)
                .listing(lookup)
                .publishing(lookup)
                .deleting(lookup)
                .changes(lookup.changes())
                .audit(ReadAudit.over(store))
                .keys(AdministerKeys.over(store, null, InstantSource.system(), new SecureRandom()))
                .build());
    server.start();
    try {
      URI base = URI.create("http://127.0.0.1:" + server.port());
      return new OutsideProbe(base, lookup.keys()).findings();
    } finally {
      server.stop();
    }
  }
}
