package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} and {@code repair} over a metadata bucket, with a media bucket and without. */
class RepairTest {
  private static final String CONTAINER = "cnt_9c855048-b470-42e7-8f1b-032324d48555";

  @TempDir private Path directory;
  private BucketSite site;

  @BeforeEach
  void fill() throws IOException {
    site = new BucketSite(directory);
    assertThat(site.importing("org_acme", CONTAINER)).as(site.err()).isZero();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private List<String> entries() {
    return site.server.keys("metadata", "organizations/org_acme/lists/");
  }

  @Test
  void lost_entries_are_reported_by_verify_and_put_back_by_repair() throws IOException {
    List<String> before = entries();
    assertThat(before).hasSize(1);
    site.server.remove("metadata", before.get(0));

    for (boolean withMedia : List.of(false, true)) {
      assertThat(site.run(withMedia, "verify")).isEqualTo(1);
      assertThat(site.out())
          .containsPattern("\nlost_entry +org_acme/" + CONTAINER + " +" + before.get(0));
      assertThat(site.err())
          .contains("1 entries lost", "`asset-lookup repair` puts the lost entries back");
      assertThat(entries()).isEmpty();
    }

    assertThat(site.run(false, "repair", "--json")).isZero();
    assertThat(site.out())
        .contains("\"problem\":\"lost_entry\"", "\"lostEntries\":1", "\"repaired\":1");
    assertThat(site.err()).startsWith("repaired 1 of 1 documents: 1 entries were lost");
    assertThat(entries()).isEqualTo(before);
    assertThat(site.run(false, "verify")).as(site.err()).isZero();
    assertThat(site.run(true, "verify")).as(site.err()).isZero();
  }

  @Test
  void a_key_that_cannot_be_read_is_reported_by_verify_and_by_repair() throws IOException {
    site.server.put("metadata", "keys/AAAAAAAAAAAAAAAA.json", new byte[] {1}, "x/y", Map.of());
    assertThat(site.run(true, "verify")).isEqualTo(1);
    assertThat(site.out()).containsPattern("\nunreadable +- +keys/AAAAAAAAAAAAAAAA.json");
    assertThat(site.run(true, "repair")).isEqualTo(1);
    assertThat(site.err()).contains("1 unreadable");
  }
}
