package dev.assetlookup.bootstrap;

import static dev.assetlookup.bootstrap.Superseded.ORG;
import static dev.assetlookup.bootstrap.Superseded.old;
import static dev.assetlookup.bootstrap.Superseded.supersede;
import static dev.assetlookup.bootstrap.Superseded.url;
import static dev.assetlookup.bootstrap.Superseded.urls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Distribution.Running;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeping by the command and by the server: every URL is handed over. */
final class SweepIT {
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

  private static int[] many() {
    // Their URLs are more than a pipe holds.
    return IntStream.range(0, 1000).toArray();
  }

  private CommandResult sweep(String... options) {
    CommandResult swept =
        product.run(Stream.concat(Stream.of("sweep"), Stream.of(options)).toArray(String[]::new));
    assertThat(swept.exit()).as(swept.all()).isZero();
    return swept;
  }

  private void assertNothingIsDue() {
    CommandResult swept = product.here("sweep");
    assertThat(swept.exit()).as(swept.all()).isZero();
    assertThat(swept.out()).isEmpty();
    assertThat(swept.errLines())
        .containsExactly("released 0 assets (0 URLs), forgot 0, removed 0 containers; 0 failed");
  }

  @Test
  void each_url_is_printed_once_and_its_id_is_gone() {
    supersede(directory, 1, 2);
    CommandResult swept = sweep();
    assertThat(swept.out().lines()).hasSize(3).first().asString().matches("CONTAINER +URL");
    assertThat(swept.out())
        .containsPattern("\n" + ORG + "/" + Containers.id(1) + "  +" + old(1).getFirst() + "\n")
        .containsPattern("\n" + ORG + "/" + Containers.id(2) + "  +" + old(2).getFirst() + "\n");
    assertThat(swept.errLines())
        .containsExactly("released 2 assets (2 URLs), forgot 0, removed 0 containers; 0 failed");
    assertNothingIsDue();

    String key =
        product.here("keys", "create", "--org", ORG, "--scope", "content:read").out().strip();
    Running server = product.serve();
    assertThat(Web.asset(server.base(), key, Containers.id(1), "old").statusCode()).isEqualTo(404);
    assertThat(Web.asset(server.base(), key, Containers.id(1), "new").statusCode()).isEqualTo(200);
    assertThat(Web.asset(server.base(), key, Containers.id(1), "kept").statusCode()).isEqualTo(200);
  }

  @Test
  void it_works_while_a_server_runs_on_the_same_file() {
    supersede(directory, 1);
    Running server = product.serve();
    assertThat(urls(sweep("--json").out())).containsExactlyElementsOf(old(1));
    assertNothingIsDue();
    assertThat(server.terminate()).isZero();
    assertThat(server.err()).isEmpty();
  }

  @Test
  void what_standard_output_does_not_take_is_printed_by_the_next_sweep() {
    supersede(directory, 1, 2, 3);
    // Its reader is gone before it starts.
    String closed =
        "mkfifo fifo && { : < fifo & exec 3> fifo; wait; exec \"$0\" sweep --json >&3; }";
    for (String script : List.of(closed, "exec \"$0\" sweep --json > /dev/full")) {
      CommandResult refused = shell(script);
      assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
      assertThat(refused.errLines()).hasSize(3);
      assertThat(refused.errLines().getFirst())
          .startsWith("asset-lookup: " + ORG + "/" + Containers.id(1))
          .contains("cannot write to standard output");
      assertThat(refused.errLines().get(1)).contains("run the sweep again");
      assertThat(refused.lastErrLine())
          .isEqualTo("released 0 assets (0 URLs), forgot 0, removed 0 containers; 1 failed");
    }
    CommandResult dry = shell("exec \"$0\" sweep --dry-run > /dev/full");
    assertThat(dry.exit()).isEqualTo(1);
    assertThat(dry.errLines())
        .singleElement()
        .asString()
        .startsWith("asset-lookup: cannot write to standard output");

    // Of the others none was claimed: their URLs can be published again.
    Path back = Containers.file(directory, "back.jsonl", Containers.line(2, ORG, "old.mp4"));
    assertThat(product.here("import", back.toString()).exit()).isZero();
    assertThat(urls(sweep("--json").out())).containsExactlyInAnyOrderElementsOf(old(1, 3));
    assertNothingIsDue();
  }

  private CommandResult shell(String script) {
    return product.execute(
        List.of("sh", "-c", script, Distribution.launcher().toString()),
        Redirect.from(Path.of("/dev/null").toFile()));
  }

  @Test
  @Tag("long")
  void an_interrupt_ends_it_between_two_containers_and_nothing_is_printed_twice()
      throws IOException, InterruptedException {
    supersede(directory, many());
    Running running = product.start("sweep", "--json");
    List<String> printed = new ArrayList<>();
    try (BufferedReader out = running.out()) {
      printed.add(url(out.readLine()));
      Process interrupt =
          new ProcessBuilder("kill", "-INT", String.valueOf(running.process().pid())).start();
      assertThat(interrupt.waitFor()).isZero();
      out.lines().map(Superseded::url).forEach(printed::add);
    }
    assertThat(running.awaitExit()).isEqualTo(1);
    assertThat(running.err())
        .startsWith("asset-lookup: ended early; run the sweep again to go on\nreleased ");
    assertThat(printed).hasSizeLessThan(many().length);

    printed.addAll(urls(sweep("--json").out()));
    assertThat(printed).containsExactlyInAnyOrderElementsOf(old(many()));
    assertNothingIsDue();
  }

  @Test
  @Tag("long")
  void a_server_and_sweeps_at_once_hand_over_every_url() throws Exception {
    supersede(directory, many());
    product.with("ASSET_LOOKUP_SWEEP_INTERVAL", "PT1S");
    Running sweeping = product.serve();
    List<String> printed = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CommandResult>> sweeps =
          IntStream.range(0, 2)
              .mapToObj(i -> threads.submit(() -> product.run("sweep", "--json")))
              .toList();
      for (Future<CommandResult> sweep : sweeps) {
        CommandResult result = sweep.get();
        assertThat(result.exit()).as(result.err()).isZero();
        printed.addAll(urls(result.out()));
      }
    }
    assertThat(sweeping.terminate()).isZero();
    assertThat(sweeping.err()).doesNotContain("WARNING");
    sweeping
        .err()
        .lines()
        .filter(line -> line.contains("https:"))
        .map(line -> line.substring(line.indexOf("https:")))
        .forEach(printed::add);
    assertThat(printed).containsOnly(old(many()).toArray(String[]::new));
    assertNothingIsDue();
  }

  @Test
  void a_server_sweeps_by_itself_if_it_is_configured_to() {
    supersede(directory, 1, 2);
    Running quiet = product.serve();
    assertThat(quiet.terminate()).isZero();
    assertThat(quiet.err()).isEmpty();
    product
        .with("ASSET_LOOKUP_SWEEP_INTERVAL", "PT1S")
        .with("ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE", "PT0S");
    Running sweeping = product.serve();
    String log = sweeping.awaitErr("swept: ");
    assertThat(log)
        .contains(Containers.id(1) + ": " + old(1).getFirst())
        .contains(Containers.id(2) + ": " + old(2).getFirst())
        .contains("released 2 assets (2 URLs), forgot 0, removed 0 containers; 0 failed");
    assertNothingIsDue();
    for (String name : List.of("old.mp4", "new.mp4")) {
      Path file = Containers.file(directory, name, Containers.line(3, ORG, name));
      assertThat(product.here("import", file.toString()).exit()).isZero();
    }
    sweeping.awaitErr(old(3).getFirst());
    assertThat(sweeping.terminate()).isZero();
  }
}
