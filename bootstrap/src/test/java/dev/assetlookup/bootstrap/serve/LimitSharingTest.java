package dev.assetlookup.bootstrap.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.limits.Bucket;
import dev.assetlookup.core.limits.Claim;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LimitSharingTest {
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch claimed = new CountDownLatch(1);
  private boolean down;

  private List<Claim.Settlement> settle(List<Claim> claims) {
    if (down) {
      throw new StoreUnavailableException("planted", new IOException("planted"));
    }
    first.countDown();
    List<Claim.Settlement> settlements = claims.stream().map(claim -> claim.settle(0, 0)).toList();
    if (!claims.isEmpty()) {
      claimed.countDown();
    }
    return settlements;
  }

  @Test
  void what_is_taken_is_settled_in_another_thread_until_it_is_closed() throws Exception {
    try (LimitSharing sharing = new LimitSharing(this::settle)) {
      sharing.start();
      first.await();
      Bucket bucket = sharing.buckets().bucket("a", new Rate(60), System.nanoTime());
      while (claimed.getCount() > 0) {
        bucket.take(System.nanoTime());
        Thread.onSpinWait();
      }
    }
    assertThat(claimed.getCount()).isZero();
  }

  @Test
  void a_loss_is_logged_once_and_so_is_its_end() {
    List<String> lines = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(LimitSharing.class.getName());
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try (LimitSharing sharing = new LimitSharing(this::settle)) {
      sharing.settle();
      down = true;
      // With nothing to settle nobody is asked, so that something has to be.
      sharing.buckets().bucket("a", new Rate(60), System.nanoTime()).take(System.nanoTime());
      sharing.settle();
      sharing.settle();
      down = false;
      sharing.settle();
      sharing.settle();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(lines)
        .satisfiesExactly(
            lost -> assertThat(lost).startsWith("WARNING ").contains("each has them for itself"),
            found -> assertThat(found).startsWith("INFO ").endsWith("again"));
  }
}
