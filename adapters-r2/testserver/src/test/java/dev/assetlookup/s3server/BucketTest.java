package dev.assetlookup.s3server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Races without a wire between, which would space the writers out. */
final class BucketTest {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 5_000;

  private final Bucket bucket = new Bucket();

  @Test
  void each_key_is_created_once() throws Exception {
    int created =
        race(
            () -> {
              int won = 0;
              for (int i = 0; i < ROUNDS; i++) {
                won += put("k" + i, "", null, "*") ? 1 : 0;
              }
              return won;
            });
    assertThat(created).isEqualTo(ROUNDS);
  }

  @Test
  void each_revision_is_replaced_once() throws Exception {
    put("k", "0", null, null);
    int replaced =
        race(
            () -> {
              int won = 0;
              for (int i = 0; i < ROUNDS; i++) {
                won += increment() ? 1 : 0;
              }
              return won;
            });
    assertThat(count(stored())).isEqualTo(replaced);
  }

  private boolean increment() {
    S3Object read = stored();
    return put("k", Integer.toString(count(read) + 1), read.etag(), null);
  }

  private static int count(S3Object object) {
    return Integer.parseInt(new String(object.body(), UTF_8));
  }

  private S3Object stored() {
    S3Object object = bucket.get("k");
    assertThat(object).isNotNull();
    return Objects.requireNonNull(object);
  }

  private boolean put(
      String key, String body, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    S3Object object =
        S3Object.of(key, body.getBytes(UTF_8), "text/plain", Map.of(), Map.of(), Instant.EPOCH);
    try {
      bucket.put(key, object, new Preconditions(ifMatch, ifNoneMatch, null, null), false);
      return true;
    } catch (Refusal e) {
      assertThat(e.code()).isEqualTo("PreconditionFailed");
      return false;
    }
  }

  private static int race(Callable<Integer> writer) throws Exception {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(
          () -> {
            start.await();
            return writer.call();
          });
    }
    int sum = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      for (Future<Integer> result : threads.invokeAll(writers)) {
        sum += result.get();
      }
    }
    return sum;
  }
}
