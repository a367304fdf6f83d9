package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.r2.OtherTime;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The clock of this machine is not that of the storage. */
@OtherTime
class ManifestClockTest {
  @Test
  void a_clock_that_is_off_is_put_right_or_reported() {
    try (ManifestStorage<StrictS3Server> storage = ManifestStorage.strict()) {
      StrictS3Server server = storage.server();
      R2ManifestStore containers = storage.containers(storage.freshBucket());
      assertThat(containers.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
      server.fault(request -> true, new Fault.Status(403, "RequestTimeTooSkewed"), 2);
      assertThatExceptionOfType(StoreNotSetUpException.class)
          .isThrownBy(() -> containers.read(KEY))
          .withMessageContaining("the clock of this machine");
      server.clock(() -> Instant.now().plus(Duration.ofMinutes(20)));
      assertThat(containers.read(KEY)).contains(container(KEY, 1));
    }
  }
}
