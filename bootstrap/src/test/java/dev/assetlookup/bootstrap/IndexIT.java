package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.bootstrap.Distribution.Running;
import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code index} as it is started, over a bucket of this process. */
@Tag("long")
final class IndexIT {
  private static final String ORG = "org_acme";

  private final MediaStorage storage = new MediaStorage();
  @TempDir private Path directory;
  private Distribution product;

  @BeforeEach
  void prepare() {
    product = storage.settingsOf(new Distribution(directory));
  }

  @AfterEach
  void stop() {
    product.close();
    storage.close();
  }

  private CommandResult index(String... options) {
    return product.run(
        Stream.concat(Stream.of("index", "--org", ORG), Stream.of(options)).toArray(String[]::new));
  }

  private JsonNode descriptor(int n, String asset) {
    CommandResult got = product.run("get", Containers.id(n), asset, "--org", ORG);
    assertThat(got.exit()).as(got.err()).isZero();
    return Web.json(got.out());
  }

  private void assertRefused(CommandResult refused, String... texts) {
    assertThat(refused.exit()).as(refused.all()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.errLines()).singleElement().asString().contains(texts);
    assertThat(refused.err()).doesNotContain(storage.server.secretAccessKey());
  }

  @Test
  void stamped_objects_are_published_and_the_second_time_nothing_is() {
    storage.put(1, "a.png", Map.of("organization-id", ORG, "width", "1080"));
    storage.put(2, "b.png", ORG);
    storage.put(2, "c.png", "org_other");
    CommandResult first = index();
    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(first.all())
        .isEqualTo(
            "indexed 3 objects: 2 containers new, 0 replaced, 0 unchanged, 0 deleted before;"
                + " 1 objects of others; 0 problems\n");
    assertThat(descriptor(1, "a").path("url").textValue()).isEqualTo(MediaStorage.url(1, "a.png"));
    assertThat(descriptor(1, "a").path("width").intValue()).isEqualTo(1080);
    assertThat(index().err()).contains("0 containers new, 0 replaced, 2 unchanged");
  }

  @Test
  void problems_are_reported_in_one_line_each_and_with_json_the_counts_come_last() {
    storage.put(1, "a.png", ORG);
    storage.put(1, "b.png", Map.of("organization-id", ORG, "width", "wide\u001b[2J\nX: fine"));
    storage.server.put(
        MediaStorage.BUCKET, MediaStorage.key(1, "c\u001b[2J.png"), new byte[1], "x/y", Map.of());
    CommandResult text = index();
    assertThat(text.exit()).isEqualTo(1);
    assertThat(text.out()).isEmpty();
    assertThat(text.errLines())
        .hasSize(3)
        .contains(
            "asset-lookup: "
                + MediaStorage.key(1, "c\\u001B[2J.png")
                + ": names no file of a container")
        .anyMatch(
            line -> line.startsWith("asset-lookup: " + MediaStorage.key(1, "b.png") + ": width"));
    assertThat(text.err()).doesNotContain("\u001b");

    CommandResult json = index("--json");
    assertThat(json.exit()).isEqualTo(1);
    List<JsonNode> lines = json.out().lines().map(Web::json).toList();
    assertThat(lines).hasSize(3);
    assertThat(lines)
        .extracting(line -> line.path("subject").asText())
        .containsExactly(MediaStorage.key(1, "c\u001b[2J.png"), MediaStorage.key(1, "b.png"), "");
    assertThat(lines.getLast())
        .isEqualTo(
            Web.json(
                """
                {"objects":2,"folderMarkers":0,"created":0,"replaced":0,"unchanged":1,"deleted":0,"othersObjects":0,
                 "problems":2,"complete":true}
                """));
  }

  @Test
  void an_interrupt_ends_it_between_two_containers_and_it_says_how_to_go_on()
      throws IOException, InterruptedException {
    MediaStorage.overManifests(product);
    IntStream.range(0, 1_500).forEach(n -> storage.put(n, "a.png", ORG));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    storage.server.onRequest(
        request -> request.key().contains(Containers.id(3).substring(4) + ".json"),
        () -> {
          begun.countDown();
          await(interrupted);
        });
    Running running = product.start("index", "--org", ORG);
    await(begun);
    Process kill =
        new ProcessBuilder("kill", "-INT", String.valueOf(running.process().pid())).start();
    assertThat(kill.waitFor()).isZero();
    // It is held at one of the first containers, and the rest takes longer than a signal.
    interrupted.countDown();
    assertThat(running.awaitExit()).isEqualTo(1);
    String goOn = running.err().lines().findFirst().orElseThrow();
    assertThat(goOn).startsWith("asset-lookup: ended early; to go on: asset-lookup index --org ");
    CommandResult rest =
        product.run(goOn.substring(goOn.indexOf("asset-lookup index") + 13).split(" "));
    assertThat(rest.exit()).as(rest.all()).isZero();
    CommandResult all = index("--json");
    assertThat(Web.json(all.out()).path("unchanged").intValue()).isEqualTo(1_500);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_bucket_that_gives_no_answer_ends_it_with_3() {
    storage.put(1, "a.png", ORG);
    storage.server.fault(request -> true, new Fault.Status(503, "SlowDown"), 1_000);
    CommandResult down = index();
    assertThat(down.exit()).isEqualTo(3);
    assertThat(down.out()).isEmpty();
    assertThat(down.errLines()).singleElement().asString().contains("503", "SlowDown");
  }

  @Test
  void wrong_bucket_key_secret_and_permission_are_distinguished() {
    product.with("ASSET_LOOKUP_STORAGE_R2_MEDIA_BUCKET", "nobodys");
    assertRefused(index(), "there is no bucket nobodys");
    storage.settingsOf(product).with("ASSET_LOOKUP_STORAGE_R2_ACCESS_KEY_ID", "nobody");
    assertRefused(index(), "the access key id is not known");
    storage.settingsOf(product).with("ASSET_LOOKUP_STORAGE_R2_SECRET_ACCESS_KEY", "wrong");
    assertRefused(index(), "the secret access key does not belong");
    storage.server.addCredential("metadata-only", "s3cret", Map.of("metadata", Access.READ_WRITE));
    storage
        .settingsOf(product)
        .with("ASSET_LOOKUP_STORAGE_R2_ACCESS_KEY_ID", "metadata-only")
        .with("ASSET_LOOKUP_STORAGE_R2_SECRET_ACCESS_KEY", "s3cret");
    assertRefused(index(), "lacks the permission");
  }

  @Test
  void without_a_media_bucket_or_over_the_objects_themselves_it_says_what_to_set() {
    product
        .with("ASSET_LOOKUP_STORAGE_TYPE", "r2")
        .with("ASSET_LOOKUP_STORAGE_R2_LAYOUT", "objects");
    assertRefused(index(), "storage.r2.layout is objects", "manifest");
    try (Distribution bare = new Distribution(directory)) {
      assertRefused(bare.run("index", "--org", ORG), "storage.r2.endpoint", ".media-bucket");
    }
    for (String[] usage :
        new String[][] {
          {"index"}, {"index", "--org", "a b"}, {"index", "--org", ORG, "--after", "1"}
        }) {
      assertThat(product.run(usage).exit()).isEqualTo(2);
    }
  }
}
