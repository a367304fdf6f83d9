package dev.assetlookup.bootstrap.handover;

import dev.assetlookup.bootstrap.handover.Wire.Greeting;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets those in whose command may run here: the user of this process and root, with a program of
 * the same version.
 */
record ClientAdmission(String version, String user) {
  private static final Duration TIME_TO_SAY_WHAT = Duration.ofSeconds(5);

  /** Says that there are too many commands. */
  void turnAway(Wire wire) throws IOException {
    wire.greet(new Greeting(true, version));
  }

  /** What a client asks for, null if it may not. */
  @Nullable Request admit(Wire wire) throws IOException {
    String peer = wire.peer();
    if (!peer.equals(user) && !peer.equals("root")) {
      return null;
    }
    CountDownLatch said = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> closeUnless(said, wire));
    try {
      Greeting own = new Greeting(false, version);
      wire.greet(own);
      if (!wire.greeting().fits(own)) {
        return null;
      }
      Frame first = wire.receive();
      if (first.type != Frame.Type.REQUEST) {
        throw new IOException("no request");
      }
      return Request.from(first.body);
    } finally {
      said.countDown();
    }
  }

  private static void closeUnless(CountDownLatch said, Wire wire) {
    try {
      if (!said.await(TIME_TO_SAY_WHAT.toMillis(), TimeUnit.MILLISECONDS)) {
        wire.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
