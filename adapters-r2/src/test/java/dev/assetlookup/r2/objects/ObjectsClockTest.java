package dev.assetlookup.r2.objects;

import static dev.assetlookup.r2.objects.ObjectsFaultsTest.assertRight;

import dev.assetlookup.r2.OtherTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The clock of this machine is not that of the storage. */
@OtherTime
class ObjectsClockTest {
  /** The client learns the server's time from the refusal. */
  @Test
  void a_clock_that_is_off_is_put_right_by_the_client() {
    try (MediaFixture fixture = new MediaFixture()) {
      fixture.put("slide-1.png");
      fixture.server.clock(InstantSource.fixed(Instant.now().plus(Duration.ofHours(5))));
      assertRight(fixture.reader);
      fixture.server.clock(InstantSource.system());
      assertRight(fixture.reader);
    }
  }
}
