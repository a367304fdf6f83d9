package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.bootstrap.Distribution.Running;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a server while containers are published over HTTP. */
@Tag("long")
final class PutKilledIT {
  private static final int ROUNDS = 4;
  private static final int WRITERS = 4;
  private static final int CONTAINERS_EACH = 5;

  @TempDir private Path directory;
  private Distribution product;
  private final int[] sent = new int[WRITERS * CONTAINERS_EACH];
  private final int[] acknowledged = new int[WRITERS * CONTAINERS_EACH];

  @BeforeEach
  void prepare() {
    product =
        new Distribution(directory)
            // Or H2 writes a commit up to half a second after it was acknowledged.
            .with(
                "ASSET_LOOKUP_STORAGE_JDBC_URL",
                "jdbc:h2:file:./asset-lookup-data/store;WRITE_DELAY=0");
  }

  @AfterEach
  void stop() {
    product.close();
  }

  @Test
  void every_container_is_one_of_the_sets_sent_and_none_older_than_acknowledged() throws Exception {
    CommandResult minted =
        product.run(
            "keys",
            "create",
            "--org",
            "org_acme",
            "--scope",
            "content:read",
            "--scope",
            "content:write");
    String key = minted.out().strip();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long cut = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Running server = product.serve();
      assertEveryContainerIsWhole(server.base(), key, "round " + round + ", seed " + seed);
      CountDownLatch enough = new CountDownLatch(50 + random.nextInt(150));
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          int writer = i;
          writers.add(threads.submit(() -> putUntilKilled(server.base(), key, writer, enough)));
        }
        enough.await();
        server.kill();
        for (Future<?> writer : writers) {
          writer.get();
        }
      }
      cut += IntStream.range(0, sent.length).filter(n -> sent[n] > acknowledged[n]).count();
    }
    assertThat(cut).as("requests cut off, seed " + seed).isPositive();
    assertEveryContainerIsWhole(product.serve().base(), key, "seed " + seed);
  }

  /** Publishes one set after the other to the writer's own containers. */
  private void putUntilKilled(URI base, String key, int writer, CountDownLatch enough) {
    for (int i = 0; true; i++) {
      int n = writer * CONTAINERS_EACH + i % CONTAINERS_EACH;
      int version = ++sent[n];
      try {
        HttpResponse<byte[]> answer = Web.put(base, key, Containers.id(n), json(n, version));
        assertThat(answer.statusCode()).as(Web.text(answer)).isIn(200, 201);
      } catch (UncheckedIOException killed) {
        return;
      }
      acknowledged[n] = version;
      enough.countDown();
    }
  }

  /** The URLs of a set: some of their own, and one that stays. */
  private static List<String> urls(int n, int version) {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 1 + (n + 7 * version) % 12; i++) {
      urls.add(Containers.url(n, "version-" + version + "-" + i + ".mp4"));
    }
    urls.add(version % urls.size(), Containers.url(n, "both.png"));
    return urls;
  }

  private static String json(int n, int version) {
    String assets =
        String.join(
            ",", urls(n, version).stream().map(url -> "{\"url\":\"" + url + "\"}").toList());
    return "{\"caption\":\"" + version + "\",\"assets\":[" + assets + "]}";
  }

  private void assertEveryContainerIsWhole(URI base, String key, String when) {
    for (int n = 0; n < sent.length; n++) {
      HttpResponse<byte[]> answer = Web.container(base, key, Containers.id(n));
      if (answer.statusCode() == 404) {
        assertThat(acknowledged[n]).as(when).isZero();
        continue;
      }
      JsonNode container = Web.json(answer);
      int version = container.path("caption").asInt();
      assertThat(version).as(when).isBetween(acknowledged[n], sent[n]);
      assertThat(urls(container)).as(when).isEqualTo(urls(n, version));
      for (JsonNode asset : container.path("assets")) {
        String id = asset.path("assetId").textValue();
        assertThat(Web.json(Web.asset(base, key, Containers.id(n), id))).as(when).isEqualTo(asset);
      }
    }
  }

  private static List<String> urls(JsonNode container) {
    return StreamSupport.stream(container.path("assets").spliterator(), false)
        .map(asset -> asset.path("url").textValue())
        .toList();
  }
}
