package dev.assetlookup.bootstrap.cli;

import static dev.assetlookup.bootstrap.Superseded.ORG;
import static dev.assetlookup.bootstrap.Superseded.lines;
import static dev.assetlookup.bootstrap.Superseded.old;
import static dev.assetlookup.bootstrap.Superseded.supersede;
import static dev.assetlookup.bootstrap.Superseded.urls;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.bootstrap.Backdated;
import dev.assetlookup.bootstrap.CommandResult;
import dev.assetlookup.bootstrap.Containers;
import dev.assetlookup.bootstrap.Web;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep prints, and what it leaves alone. */
final class SweepCommandTest {
  @TempDir private Path directory;
  private InProcess product;

  @BeforeEach
  void prepare() {
    product = new InProcess(directory).with("ASSET_LOOKUP_SWEEP_INTERVAL", "PT0S");
  }

  private CommandResult sweep(String... options) {
    CommandResult swept =
        product.run(Stream.concat(Stream.of("sweep"), Stream.of(options)).toArray(String[]::new));
    assertThat(swept.exit()).as(swept.all()).isZero();
    return swept;
  }

  @Test
  void a_dry_run_prints_what_a_sweep_prints_and_changes_nothing() {
    supersede(directory, 1, 2, 3);
    for (String[] format : new String[][] {{}, {"--json"}}) {
      CommandResult first =
          sweep(Stream.concat(Stream.of("--dry-run"), Stream.of(format)).toArray(String[]::new));
      assertThat(first.errLines())
          .containsExactly(
              "would release 3 assets (3 URLs), forget 0, remove 0 containers; 0 failed");
    }
    CommandResult dry = sweep("--dry-run", "--json");
    CommandResult swept = sweep("--json");
    assertThat(dry.out()).isEqualTo(swept.out());
    assertThat(urls(swept.out())).containsExactlyElementsOf(old(1, 2, 3));
    assertThat(sweep("--dry-run").out()).isEmpty();
  }

  @Test
  void json_is_one_object_a_line_with_organization_container_and_url() {
    supersede(directory, 1);
    new Backdated(directory, Duration.ofHours(2))
        .publish(
            Containers.line(2, "org_other", "poster.mp4")
                .replace(
                    "}]}", ",\"thumbnailUrl\":\"" + Containers.url(2, "poster.jpg") + "\"}]}"));
    new Backdated(directory, Duration.ofHours(2)).delete("org_other", 2);
    List<JsonNode> lines = sweep("--json").out().lines().map(Web::json).toList();
    assertThat(lines).hasSize(3);
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line.properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("organizationId", "containerId", "url"));
    // The longest due comes first.
    assertThat(lines.getFirst())
        .isEqualTo(
            Web.json(
                """
                {"organizationId":"org_other","containerId":"%s","url":"%s"}
                """
                    .formatted(Containers.id(2), Containers.url(2, "poster.mp4"))));
    assertThat(lines.get(1).path("url").textValue()).endsWith("/poster.jpg");
    assertThat(lines.get(2).path("organizationId").textValue()).isEqualTo(ORG);
  }

  @Test
  void what_is_in_its_grace_stays_and_what_is_past_its_retention_is_forgotten() {
    Backdated longAgo = new Backdated(directory, Duration.ofDays(31));
    longAgo.publish(lines(new int[] {1, 2, 3}, "old.mp4"));
    longAgo.publish(Containers.line(1, ORG, "new.mp4"));
    longAgo.delete(ORG, 2);
    new Backdated(directory, Duration.ofMinutes(5)).delete(ORG, 3);
    CommandResult swept = sweep("--json");
    assertThat(urls(swept.out())).containsExactlyElementsOf(old(1, 2));
    assertThat(swept.lastErrLine())
        .isEqualTo("released 2 assets (2 URLs), forgot 2, removed 1 containers; 0 failed");
    product.with("ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE", "PT1M");
    assertThat(urls(sweep("--json").out())).containsExactlyElementsOf(old(3));
  }

  @Test
  void a_retention_shorter_than_the_grace_is_refused() {
    product.with("ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION", "PT9M");
    CommandResult tooShort = product.run("sweep");
    assertThat(tooShort.exit()).isEqualTo(2);
    assertThat(tooShort.errLines())
        .singleElement()
        .asString()
        .contains("ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION", "assets.superseded-grace");
    assertThat(directory.resolve("asset-lookup-data")).doesNotExist();
  }

  @Test
  void its_help_explains_grace_and_retention_and_that_it_deletes_no_media() {
    // Lines may end within a key.
    assertThat(sweep("--help").out().replaceAll("\\s+", ""))
        .contains("assets.superseded-grace", "assets.superseded-retention", "sweep.interval")
        .contains("deletesnomedia");
  }

  @Test
  void without_its_database_it_exits_3() {
    // Nothing listens on port 1.
    product.with("ASSET_LOOKUP_STORAGE_JDBC_URL", "jdbc:postgresql://localhost:1/none");
    CommandResult down = product.run("sweep");
    assertThat(down.exit()).isEqualTo(3);
    assertThat(down.out()).isEmpty();
    assertThat(down.errLines()).singleElement().asString().contains("cannot connect");
  }
}
