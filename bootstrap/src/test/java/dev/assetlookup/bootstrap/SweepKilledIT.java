package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Distribution.Running;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a sweep. */
@Tag("long")
final class SweepKilledIT {
  private static final String ORG = "org_acme";
  private static final int CONTAINERS = 1600;
  private static final int ROUNDS = 3;

  @TempDir private Path directory;
  private Distribution product;

  @BeforeEach
  void prepare() {
    product = new Distribution(directory).with("ASSET_LOOKUP_SWEEP_INTERVAL", "PT0S");
  }

  @AfterEach
  void stop() {
    product.close();
  }

  // In turn: superseded long ago, in its grace, deleted long ago, both of the first two.

  private static boolean isOver(int n) {
    return n % 4 != 1;
  }

  private static boolean isDeleted(int n) {
    return n % 4 == 2;
  }

  private static Stream<Integer> numbers() {
    return IntStream.range(0, CONTAINERS).boxed();
  }

  private static List<String> lines(IntFunction<String[]> files, Stream<Integer> numbers) {
    return numbers.map(n -> Containers.line(n, ORG, files.apply(n))).toList();
  }

  private void fill() {
    Backdated longAgo = new Backdated(directory, Duration.ofDays(50));
    longAgo.publish(lines(n -> new String[] {"first-" + n + ".mp4", "kept.png"}, numbers()));
    Backdated hoursAgo = new Backdated(directory, Duration.ofHours(10));
    hoursAgo.publish(
        lines(
            n -> new String[] {"second-" + n + ".mp4", "kept.png"},
            numbers().filter(n -> isOver(n) && !isDeleted(n))));
    new Backdated(directory, Duration.ofDays(40))
        .delete(ORG, numbers().filter(SweepKilledIT::isDeleted).mapToInt(n -> n).toArray());
    new Backdated(directory, Duration.ZERO)
        .publish(
            lines(
                n -> new String[] {"kept.png", "third-" + n + ".mp4"},
                numbers().filter(n -> n % 4 == 1 || n % 4 == 3)));
  }

  /** What is due from the beginning. */
  private static Set<String> due() {
    Set<String> urls = new HashSet<>();
    numbers()
        .filter(SweepKilledIT::isOver)
        .forEach(
            n -> {
              urls.add(Containers.url(n, "first-" + n + ".mp4"));
              if (isDeleted(n)) {
                urls.add(Containers.url(n, "kept.png"));
              }
            });
    return urls;
  }

  private CommandResult done(String... arguments) {
    CommandResult result = product.run(arguments);
    assertThat(result.exit()).as(result.all()).isZero();
    return result;
  }

  private static String url(String line) {
    return Web.json(line).path("url").textValue();
  }

  @Test
  void killed_in_the_middle_it_leaves_whole_containers_loses_no_url_and_hastens_nothing()
      throws IOException {
    product
        .with("ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE", "PT5H")
        .with("ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION", "P30D");
    fill();
    String published = done("export").out();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<String> printed = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      // Of 1,600 lines a pipe and a buffer hold some 400: each round is in the middle.
      int lines = 1 + random.nextInt(100);
      Running running = product.start("sweep", "--json");
      try (BufferedReader out = running.out()) {
        for (int i = 0; i < lines; i++) {
          printed.add(url(out.readLine()));
        }
        running.kill();
        // What it had printed beyond; the last line may be cut.
        out.lines()
            .filter(line -> line.endsWith("\"}"))
            .map(SweepKilledIT::url)
            .forEach(printed::add);
      }
      assertThat(due()).as("seed " + seed).containsAll(printed).hasSizeGreaterThan(printed.size());
      assertThat(done("export").out()).as("seed " + seed).isEqualTo(published);
    }

    CommandResult rest = done("sweep", "--json");
    rest.out().lines().map(SweepKilledIT::url).forEach(printed::add);
    assertThat(printed).as("seed " + seed).isEqualTo(due());
    assertThat(done("export").out()).isEqualTo(published);
    CommandResult nothing = done("sweep");
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.lastErrLine())
        .isEqualTo("released 0 assets (0 URLs), forgot 0, removed 0 containers; 0 failed");
    assertEveryIdMeansWhatItShould();
  }

  private void assertEveryIdMeansWhatItShould() {
    String key = done("keys", "create", "--org", ORG, "--scope", "content:read").out().strip();
    URI base = product.serve().base();
    numbers()
        .forEach(
            n -> {
              boolean lives = !isDeleted(n);
              assertStatus(base, key, n, "kept", lives);
              assertStatus(base, key, n, "first-" + n, n % 4 == 1);
              assertStatus(base, key, n, "second-" + n, n % 4 == 0 || n % 4 == 3);
              assertStatus(base, key, n, "third-" + n, n % 4 == 1 || n % 4 == 3);
            });
  }

  private static void assertStatus(URI base, String key, int n, String asset, boolean found) {
    assertThat(Web.asset(base, key, Containers.id(n), asset).statusCode())
        .as(asset + " of container " + n)
        .isEqualTo(found ? 200 : 404);
  }
}
