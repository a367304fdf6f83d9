package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.s3server.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands over a server that ignores the conditions of a write: its writers overwrite others. */
class ConditionsTest {
  private static final String CONTAINER = "cnt_9c855048-b470-42e7-8f1b-032324d48555";
  private static final String KEY = "AAAAAAAAAAAAAAAA";

  @TempDir private Path directory;
  private BucketSite site;
  private String file = "";

  @BeforeEach
  void fill() throws IOException {
    site = new BucketSite(directory);
    assertThat(site.importing("org_acme", CONTAINER)).as(site.err()).isZero();
    file = site.file("a.txt", "some text");
    site.server.ignoreConditions(true);
    site.server.clearRequests();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void a_command_that_writes_is_refused_with_what_to_do_and_leaves_nothing() throws IOException {
    List<String> before = site.server.keys(BucketSite.METADATA, "");
    for (String[] command :
        List.of(
            words("import " + directory.resolve("some.jsonl")),
            words("index --org org_acme"),
            words("publish --org org_acme " + file),
            words("sweep"),
            words("repair"),
            words("keys create --org org_acme --scope content:read"),
            words("keys revoke " + KEY),
            words("keys kill " + KEY),
            words("keys restore --org org_acme"))) {
      assertThat(site.run(true, command)).as(String.join(" ", command)).isEqualTo(2);
      assertThat(site.err())
          .as(String.join(" ", command))
          .contains("ignores If-None-Match", "storage.type jdbc");
    }
    assertThat(site.server.keys(BucketSite.METADATA, "")).isEqualTo(before);
    assertThat(site.server.keys(BucketSite.MEDIA, "")).isEmpty();
  }

  @Test
  void a_command_that_reads_does_not_ask() throws IOException {
    for (String[] command :
        List.of(
            words("get " + CONTAINER + " a --org org_acme"),
            words("verify"),
            words("publish --dry-run --org org_acme " + file),
            words("sweep --dry-run"),
            words("keys list"))) {
      assertThat(site.run(true, command)).as(String.join(" ", command) + site.err()).isZero();
    }
    assertThat(writes()).isEmpty();
  }

  @Test
  void a_right_server_is_asked_with_five_requests_a_command() throws IOException {
    site.server.ignoreConditions(false);
    assertThat(site.run(true, "sweep")).as(site.err()).isZero();
    assertThat(writes().map(Recorded::method)).containsExactly("PUT", "PUT", "PUT", "DELETE");
    assertThat(site.server.requests().get(0).operation()).isEqualTo("ListObjectsV2");
    assertThat(site.server.keys(BucketSite.METADATA, "probes/")).isEmpty();
  }

  private Stream<Recorded> writes() {
    return site.server.requests().stream()
        .filter(request -> !List.of("GET", "HEAD").contains(request.method()));
  }

  private static String[] words(String command) {
    return command.split(" ");
  }
}
