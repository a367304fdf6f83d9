package dev.assetlookup.r2.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.s3server.StrictS3Server;
import dev.assetlookup.testkit.AuditTrailContract;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class R2AuditTrailTest extends AuditTrailContract {
  private static ManifestStorage<StrictS3Server> storage;

  private String bucket = "";

  @BeforeAll
  static void start() {
    storage = ManifestStorage.strict();
    storage.server().recording(false);
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @Override
  protected Ports emptyStore() {
    bucket = storage.freshBucket();
    return store();
  }

  @Override
  protected Ports another(Ports first) {
    return store();
  }

  private Ports store() {
    R2AuditTrail trail =
        new R2AuditTrail(
            storage.client(), bucket, storage.executor(), ManifestStorage.PATIENCE, clock());
    return new Ports(
        storage.containers(bucket).audited(trail), storage.keys(bucket).audited(trail), trail);
  }

  @Override
  protected void disconnect(Ports store) {
    storage.server().deleteBucket(bucket);
  }

  @Nested
  class Pages extends AuditTrailContract.Pages {
    /** A deviation: the names of objects are in the order of the clock. */
    @Override
    @Test
    protected void a11_order_is_not_by_the_clock() {
      AuditTrail trail = writtenByAClockThatGoesBack().trail();
      List<AuditEntry> entries = trail.entries(new OrganizationId("org_acme"), null, 9).entries();
      assertThat(entries)
          .hasSize(5)
          .isSortedAccordingTo(
              Comparator.comparing((AuditEntry entry) -> entry.position().at()).reversed());
    }
  }
}
