package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} as it is started, over a bucket of this process. */
@Tag("long")
final class VerifyIT {
  private static final String ORG = "org_acme";
  private static final String SHA_256_OF_A =
      "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4f72b9807785afee48bb";

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

  /** Imports a container whose files lie in the bucket. */
  private void record(int n, String organization, String... files) {
    String line =
        Containers.line(n, organization, files)
            .replaceAll("https://[^\"]*/media/", MediaStorage.url(n, ""));
    CommandResult imported =
        product.run("import", Containers.file(directory, "one.jsonl", line).toString());
    assertThat(imported.exit()).as(imported.err()).isZero();
    storage.server.clearRequests();
  }

  private CommandResult verify(int exit, String... options) {
    CommandResult verified =
        product.run(Stream.concat(Stream.of("verify"), Stream.of(options)).toArray(String[]::new));
    assertThat(verified.exit()).as(verified.all()).isEqualTo(exit);
    return verified;
  }

  @Test
  void a_bucket_that_is_as_recorded_is_reported_in_one_line() {
    storage.put(1, "a.png", ORG);
    record(1, ORG, "a.png");
    assertThat(verify(0, "--deep").all())
        .isEqualTo(
            "verified 1 containers, 1 assets in the bucket, 0 elsewhere, 1 objects: 0 findings\n");
    assertThat(storage.server.requests()).extracting(Recorded::method).containsOnly("GET", "HEAD");
  }

  @Test
  void what_is_wrong_is_a_table_and_as_json_a_line_each_with_the_counts_last() {
    record(1, ORG, "missing.png");
    storage.put(2, "orphan.png", "org_other");
    storage.put(3, "c\u202e.png", Map.of());
    CommandResult table = verify(1);
    assertThat(table.out().lines())
        .hasSize(4)
        .first()
        .asString()
        .matches("PROBLEM +CONTAINER +ASSET OR OBJECT +DETAIL");
    assertThat(table.out())
        .containsPattern(
            "\nmissing +" + ORG + "/" + Containers.id(1) + " +missing +" + MediaStorage.key(1, ""))
        .containsPattern("\norphan +org_other/" + Containers.id(2) + " +" + MediaStorage.key(2, ""))
        .containsPattern(
            "\norphan +" + Containers.id(3) + " +" + MediaStorage.key(3, "c\\\\u202E"));
    assertThat(table.errLines()).singleElement().asString().endsWith(": 3 findings");

    CommandResult json = verify(1, "--json");
    List<JsonNode> lines = json.out().lines().map(Web::json).toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst())
        .isEqualTo(
            Web.json(
                """
                {"problem":"missing","organizationId":"org_acme","containerId":"%s",
                 "subject":"missing","detail":"%s: there is no such object"}
                """
                    .formatted(Containers.id(1), MediaStorage.key(1, "missing.png"))));
    assertThat(lines.get(2).path("organizationId").isNull()).isTrue();
    assertThat(lines.getLast())
        .isEqualTo(
            Web.json(
                """
                {"containers":1,"assets":1,"assetsElsewhere":0,"objects":2,"folderMarkers":0,"findings":3,
                 "complete":true}
                """));
    assertThat(verify(1, "--org", ORG).out().lines()).hasSize(2);
    verify(0, "--org", "org_none");
  }

  @Test
  void deep_finds_other_bytes_behind_the_same_metadata() {
    storage.put(1, "b", Map.of("organization-id", ORG, "checksum-sha256", SHA_256_OF_A));
    MediaStorage.overManifests(product);
    assertThat(product.run("index", "--org", ORG).exit()).isZero();
    verify(0);
    assertThat(verify(1, "--deep").out()).contains("checksum", "instead of " + SHA_256_OF_A);
  }

  @Test
  void it_distinguishes_what_it_could_not_find_out() {
    record(1, ORG, "a.png");
    storage.server.fault(request -> true, new Fault.Status(503, "SlowDown"), 1_000);
    assertThat(verify(3).errLines()).singleElement().asString().contains("503");
    storage.server.clearFaults();
    product.with("ASSET_LOOKUP_STORAGE_R2_SECRET_ACCESS_KEY", "wrong");
    assertThat(verify(2).errLines())
        .singleElement()
        .asString()
        .contains("the secret access key does not belong");
    storage.settingsOf(product).with("ASSET_LOOKUP_STORAGE_R2_ACCESS_KEY_ID", "nobody");
    assertThat(verify(2).errLines()).singleElement().asString().contains("not known");
    storage.settingsOf(product).with("ASSET_LOOKUP_STORAGE_R2_MEDIA_BUCKET", "nobodys");
    assertThat(verify(2).errLines()).singleElement().asString().contains("no bucket nobodys");
    storage
        .settingsOf(product)
        .with("ASSET_LOOKUP_STORAGE_TYPE", "r2")
        .with("ASSET_LOOKUP_STORAGE_R2_LAYOUT", "objects");
    assertThat(verify(2).errLines()).singleElement().asString().contains("layout is objects");
    verify(2, "--org", "a b");
    try (Distribution bare = new Distribution(directory)) {
      CommandResult unset = bare.run("verify");
      assertThat(unset.exit()).isEqualTo(2);
      assertThat(unset.errLines()).singleElement().asString().contains(".media-bucket");
    }
  }

  @Test
  void its_help_says_that_it_changes_nothing_and_what_one_organization_leaves_out() {
    assertThat(verify(0, "--help").out().replaceAll("\\s+", " "))
        .contains("changes nothing", "no objects without an owner");
  }
}
