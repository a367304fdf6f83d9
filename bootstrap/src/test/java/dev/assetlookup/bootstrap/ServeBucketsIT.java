package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server and the commands with no database at all. */
@Tag("long")
final class ServeBucketsIT {
  private static final String ORG = "org_acme";
  private static final String PREFIX = "ASSET_LOOKUP_STORAGE_R2_";

  private final MediaStorage storage = new MediaStorage();
  @TempDir private Path directory;
  private Distribution product;

  @BeforeEach
  void prepare() {
    product = MediaStorage.overManifests(storage.settingsOf(new Distribution(directory)));
  }

  @AfterEach
  void stop() {
    product.close();
    storage.close();
  }

  private CommandResult run(int exit, String... arguments) {
    CommandResult result = product.run(arguments);
    assertThat(result.exit()).as(result.all()).isEqualTo(exit);
    return result;
  }

  private String newKey() {
    return run(0, "keys", "create", "--org", ORG, "--scope", "*").out().strip();
  }

  @Test
  void every_command_works_over_manifests() {
    String key = newKey();
    Path file =
        Containers.file(directory, "c.jsonl", Containers.line(1, ORG, "slide-1.png", "b.png"));
    run(0, "import", file.toString());
    String exported = run(0, "export").out();
    assertThat(exported).contains(Containers.id(1));
    assertThat(run(0, "get", Containers.id(1), "b", "--org", ORG).out()).contains("b.png");
    run(1, "get", Containers.id(1), "c", "--org", ORG);
    assertThat(run(0, "sweep").err()).contains("released 0 assets");
    assertThat(run(0, "keys", "list").out()).contains(ORG);
    assertThat(run(2, "schema", "print").err()).contains("storage.type is r2, which has no tables");
    URI base = product.serve().base();
    assertThat(Web.asset(base, key, Containers.id(1), "slide-1").statusCode()).isEqualTo(200);
    run(0, "keys", "revoke", key.split("_", -1)[2]);
    assertThat(Web.asset(base, key, Containers.id(1), "slide-1").statusCode()).isEqualTo(401);
    assertThat(run(0, "export").out()).isEqualTo(exported);
  }

  @Test
  void a_bucket_is_served_as_it_is() {
    storage.put(1, "slide-1.png", ORG);
    storage.put(2, "foreign.png", "org_other");
    product.with(PREFIX + "LAYOUT", "objects");
    String key = newKey();
    URI base = product.serve().base();
    var found = Web.asset(base, key, Containers.id(1), "slide-1");
    assertThat(found.statusCode()).as(Web.text(found)).isEqualTo(200);
    assertThat(Web.json(found).path("url").textValue())
        .isEqualTo(MediaStorage.url(1, "slide-1.png"));
    assertThat(Web.json(Web.container(base, key, Containers.id(1))).path("assets")).hasSize(1);
    assertThat(Web.asset(base, key, Containers.id(2), "foreign").statusCode()).isEqualTo(404);
    assertThat(Web.put(base, key, Containers.id(1), "{\"assets\":[]}").statusCode()).isEqualTo(405);
    storage.server.remove(MediaStorage.BUCKET, MediaStorage.key(1, "slide-1.png"));
    assertThat(Web.asset(base, key, Containers.id(1), "slide-1").statusCode()).isEqualTo(404);
    for (String[] command : new String[][] {{"export"}, {"sweep"}, {"import", "-"}}) {
      assertThat(run(2, command).err()).contains("storage.r2.layout is objects");
    }
  }

  @Test
  void what_is_wrong_with_a_bucket_is_reported_in_one_line_at_the_start() {
    assertStart(3, "ENDPOINT", "http://127.0.0.1:1", "Connection refused");
    assertStart(3, "ENDPOINT", "http://no-such-host.invalid", "unknown host no-such-host.invalid");
    assertStart(2, "METADATA_BUCKET", "nobodys", "there is no bucket nobodys");
    assertStart(2, "MEDIA_BUCKET", "nobodys", "there is no bucket nobodys");
    assertStart(2, "ACCESS_KEY_ID", "nobody", "the access key id is not known");
    assertStart(2, "SECRET_ACCESS_KEY", "wrong", "the secret access key does not belong");
    assertStart(2, "REGION", "eu-west-1", "region");
    assertStart(2, "METADATA_BUCKET", MediaStorage.BUCKET, "must not be the media bucket");
    storage.server.addCredential("media-only", "s", Map.of(MediaStorage.BUCKET, Access.READ_ONLY));
    product.with(PREFIX + "SECRET_ACCESS_KEY", "s");
    assertStart(2, "ACCESS_KEY_ID", "media-only", "the access key lacks the permission");
    storage.server.fault(request -> true, new Fault.Garbage(), Integer.MAX_VALUE);
    assertStart(3, "REGION", "auto", "not one of the S3 protocol; is the endpoint right?");
  }

  private void assertStart(int exit, String name, String value, String reason) {
    product.with(PREFIX + name, value);
    CommandResult ended = run(exit, "serve", "--port", "0");
    assertThat(ended.errLines()).singleElement().asString().contains(reason);
    assertThat(ended.out()).isEmpty();
    MediaStorage.overManifests(storage.settingsOf(product)).with(PREFIX + "REGION", "auto");
  }

  @Test
  void without_a_place_for_keys_a_bucket_is_read_but_not_served() {
    storage.put(1, "slide-1.png", ORG);
    product.with(PREFIX + "LAYOUT", "objects").with(PREFIX + "METADATA_BUCKET", "");
    run(0, "get", Containers.id(1), "slide-1", "--org", ORG);
    assertThat(run(2, "serve", "--port", "0").errLines())
        .singleElement()
        .asString()
        .contains("storage.r2.metadata-bucket");
  }
}
