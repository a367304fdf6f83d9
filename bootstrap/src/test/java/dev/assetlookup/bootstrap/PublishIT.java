package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assetlookup.bootstrap.Distribution.Running;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.S3Object;
import dev.assetlookup.s3server.StrictS3Server;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish} as it is started, into a bucket of this process and an H2 file. */
@Tag("long")
final class PublishIT {
  private static final String BASE = "https://media.example.com/";
  private static final String ID = "cnt_9c855048-b470-42e7-8f1b-032324d48555";
  private static final String FOLDER =
      "public-media/content-container/9c855048-b470-42e7-8f1b-032324d48555/media/";

  private final StrictS3Server server = StrictS3Server.start();
  @TempDir private Path directory;
  private Distribution product;

  @BeforeEach
  void prepare() throws IOException {
    server.createBucket("media");
    product =
        new Distribution(directory)
            .with("ASSET_LOOKUP_STORAGE_R2_ENDPOINT", server.endpoint().toString())
            .with("ASSET_LOOKUP_STORAGE_R2_ACCESS_KEY_ID", server.accessKeyId())
            .with("ASSET_LOOKUP_STORAGE_R2_SECRET_ACCESS_KEY", server.secretAccessKey())
            .with("ASSET_LOOKUP_STORAGE_R2_MEDIA_BUCKET", "media")
            .with("ASSET_LOOKUP_STORAGE_R2_PUBLIC_BASE_URL", BASE);
    for (int i : new int[] {10, 2, 1}) {
      slide("deck/slide-" + i + ".png", i);
    }
  }

  @AfterEach
  void stop() {
    product.close();
    server.close();
  }

  private void slide(String name, int width) throws IOException {
    Path path = directory.resolve(name);
    Files.createDirectories(path.getParent());
    ImageIO.write(new BufferedImage(width, 30, BufferedImage.TYPE_INT_RGB), "png", path.toFile());
  }

  private CommandResult publish(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "publish";
    all[1] = "--org";
    all[2] = "org_acme";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return product.run(all);
  }

  private static boolean isPut(Recorded request) {
    return request.method().equals("PUT");
  }

  private long puts() {
    return server.requests().stream().filter(PublishIT::isPut).count();
  }

  private JsonNode descriptor(String asset) throws IOException {
    CommandResult got = product.run("get", ID, asset, "--org", "org_acme");
    assertThat(got.exit()).as(got.err()).isZero();
    return new JsonMapper().readTree(got.out());
  }

  @Test
  void a_folder_is_published_and_the_second_time_nothing_is_sent() throws IOException {
    Files.writeString(directory.resolve("deck/.DS_Store"), "x");
    CommandResult first = publish("deck", "--container", ID);
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out().lines())
        .satisfiesExactly(
            id -> assertThat(id).isEqualTo(ID),
            head -> assertThat(head).startsWith("ASSET ID").endsWith("URL"),
            slide -> assertThat(slide).matches("slide-1 .* image/png .*" + FOLDER + ".*"),
            slide -> assertThat(slide).startsWith("slide-2 "),
            slide -> assertThat(slide).startsWith("slide-10 "));
    assertThat(first.errLines())
        .contains("skipped deck/.DS_Store: hidden")
        .filteredOn(line -> line.matches("uploaded slide-\\d+\\.png \\(\\d+ bytes\\)"))
        .hasSize(3);
    assertThat(first.lastErrLine())
        .matches("published " + ID + ": created; 3 uploaded \\([\\d,]+ bytes\\), 0 unchanged");
    assertThat(first.err()).doesNotContain("\r", "SLF4J", "WARN");

    JsonNode slide = descriptor("slide-10");
    assertThat(slide.get("url").asText()).isEqualTo(BASE + FOLDER + "slide-10.png");
    assertThat(slide.get("width").asInt()).isEqualTo(10);
    S3Object object = Objects.requireNonNull(server.object("media", FOLDER + "slide-10.png"));
    assertThat(slide.get("checksumSha256").asText()).isEqualTo(Sha256.of(object.body()).hex());
    assertThat(object.metadata()).containsEntry("organization-id", "org_acme");

    server.clearRequests();
    CommandResult second = publish("deck", "--container", ID);
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.lastErrLine())
        .isEqualTo("published " + ID + ": unchanged; 0 uploaded (0 bytes), 3 unchanged");
    assertThat(puts()).isZero();
  }

  @Test
  void json_has_ids_and_what_was_sent_and_the_same_files_are_the_same_container()
      throws IOException {
    CommandResult first = publish("deck", "--json");
    assertThat(first.exit()).as(first.err()).isZero();
    JsonNode result = new JsonMapper().readTree(first.out());
    assertThat(result.get("outcome").asText()).isEqualTo("created");
    assertThat(result.get("organizationId").asText()).isEqualTo("org_acme");
    assertThat(result.get("revision").asLong()).isEqualTo(1);
    assertThat(result.get("assets")).hasSize(3);
    JsonNode slide = result.get("assets").get(1);
    assertThat(slide.get("assetId").asText()).isEqualTo("slide-2");
    assertThat(slide.get("file").asText()).isEqualTo("deck/slide-2.png");
    assertThat(slide.get("uploaded").asBoolean()).isTrue();

    JsonNode again = new JsonMapper().readTree(publish("deck", "--json").out());
    assertThat(again.get("containerId")).isEqualTo(result.get("containerId"));
    assertThat(again.get("outcome").asText()).isEqualTo("unchanged");
    assertThat(again.get("assets").get(1).get("uploaded").asBoolean()).isFalse();
  }

  @Test
  void an_interrupt_ends_it_at_once_and_the_same_command_goes_on() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    server.onRequest(r -> isPut(r) && r.key().endsWith("slide-10.png"), hanging::countDown);
    server.fault(r -> isPut(r) && r.key().endsWith("slide-10.png"), new Fault.Hang(), 1);
    Running running = product.start("publish", "deck", "--org", "org_acme", "--container", ID);
    hanging.await();
    running.awaitErr("uploaded slide-1.png");
    running.awaitErr("uploaded slide-2.png");
    Process interrupt =
        new ProcessBuilder("kill", "-INT", String.valueOf(running.process().pid())).start();
    assertThat(interrupt.waitFor()).isZero();
    assertThat(running.awaitExit()).isEqualTo(1);
    assertThat(running.err())
        .contains("ended early, nothing is published; 2 uploaded")
        .contains("run the same command again to go on");
    assertThat(product.run("get", ID, "slide-1", "--org", "org_acme").exit()).isEqualTo(1);

    server.clearRequests();
    CommandResult again = publish("deck", "--container", ID);
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.lastErrLine()).contains(": created; 1 uploaded", "2 unchanged");
    assertThat(puts()).isEqualTo(1);
  }

  @Test
  void a_storage_that_gives_no_answer_is_reported_with_what_is_there_by_then() {
    server.fault(PublishIT::isPut, new Fault.Status(503, "SlowDown"), Integer.MAX_VALUE);
    CommandResult down = publish("deck", "--container", ID);
    assertThat(down.exit()).isEqualTo(3);
    assertThat(down.out()).isEmpty();
    assertThat(down.lastErrLine())
        .contains("503 SlowDown", "0 uploaded", "run the same command again to go on");
  }

  @Test
  void a_changed_file_gets_a_new_url_and_keeps_its_id() throws IOException {
    publish("deck", "--container", ID);
    slide("deck/slide-2.png", 22);
    CommandResult changed = publish("deck", "--container", ID);
    assertThat(changed.lastErrLine()).contains(": replaced; 1 uploaded", "2 unchanged");
    JsonNode slide = descriptor("slide-2");
    assertThat(slide.get("width").asInt()).isEqualTo(22);
    assertThat(slide.get("url").asText())
        .isEqualTo(
            BASE
                + FOLDER
                + "slide-2-"
                + slide.get("checksumSha256").asText().substring(0, 8)
                + ".png");
  }

  @Test
  void everything_wrong_is_reported_at_once_and_nothing_is_changed() throws IOException {
    slide("other/slide-1.png", 3);
    Files.createFile(directory.resolve("deck/empty.png"));
    slide("deck/line\u0007feed.png", 3);
    CommandResult bad = publish("deck", "other", "missing.png");
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.out()).isEmpty();
    assertThat(bad.errLines())
        .contains(
            "asset-lookup: deck/empty.png: empty",
            "asset-lookup: other/slide-1.png: has the same name as deck/slide-1.png",
            "asset-lookup: missing.png: no such file")
        .anyMatch(line -> line.startsWith("asset-lookup: deck/line\\u0007feed.png: "))
        .endsWith("nothing is published");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void bad_options_are_bad_usage() {
    assertThat(publish().exit()).isEqualTo(2);
    assertThat(publish("deck", "--kind", "No Kind").err()).contains("--kind");
    assertThat(publish("deck", "--container", "7").err()).contains("--container");
    assertThat(publish("deck", "--kind", "No Kind").exit()).isEqualTo(2);
  }

  @Test
  void a_dry_run_shows_what_would_be_done_and_changes_nothing() {
    CommandResult dry = publish("deck", "--container", ID, "--dry-run", "--kind", "slide");
    assertThat(dry.exit()).as(dry.err()).isZero();
    assertThat(dry.out()).startsWith(ID + "\n").contains("(new)", "slide ", "slide-10.png");
    assertThat(dry.lastErrLine())
        .isEqualTo("would publish " + ID + ": 3 files to upload, 0 unchanged");
    assertThat(puts()).isZero();
    assertThat(server.keys("media", "")).isEmpty();
  }

  @Test
  void without_a_media_bucket_it_says_what_to_set() {
    try (Distribution bare = new Distribution(directory)) {
      CommandResult refused = bare.run("publish", "deck", "--org", "org_acme");
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.err()).contains("storage.r2.endpoint", ".media-bucket");
    }
  }

  @Test
  void a_wrong_secret_is_reported_in_one_line() {
    product.with("ASSET_LOOKUP_STORAGE_R2_SECRET_ACCESS_KEY", "wrong-secret");
    CommandResult refused = publish("deck");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.errLines())
        .singleElement()
        .asString()
        .contains("the secret access key does not belong")
        .doesNotContain("wrong-secret");
  }

  @Test
  void what_a_text_says_is_kept_as_a_file() throws IOException {
    Files.write(directory.resolve("notes.png"), "just words\n".getBytes(StandardCharsets.UTF_8));
    assertThat(publish("notes.png", "--container", ID).exit()).isZero();
    assertThat(descriptor("notes").get("kind").asText()).isEqualTo("file");
    assertThat(
            Map.copyOf(
                Objects.requireNonNull(server.object("media", FOLDER + "notes.png")).metadata()))
        .containsEntry("kind", "file");
  }
}
