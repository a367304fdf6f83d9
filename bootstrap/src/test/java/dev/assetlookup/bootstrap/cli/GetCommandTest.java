package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Backdated;
import dev.assetlookup.bootstrap.CommandResult;
import dev.assetlookup.bootstrap.Containers;
import dev.assetlookup.bootstrap.Web;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code get} says of an asset that is not there any more. */
final class GetCommandTest {
  private static final String ORG = "org_acme";

  @TempDir private Path directory;

  @Test
  void what_was_superseded_or_deleted_is_answered_with_the_reason_until_it_is_forgotten() {
    InProcess product = new InProcess(directory);
    Backdated longAgo = new Backdated(directory, Duration.ofDays(40));
    longAgo.publish(Containers.line(1, ORG, "old.mp4"), Containers.line(2, ORG, "clip.mp4"));
    Backdated lately = new Backdated(directory, Duration.ofDays(20));
    lately.publish(Containers.line(1, ORG, "new.mp4", "more.mp4"));
    lately.delete(ORG, 2);
    new Backdated(directory, Duration.ofHours(1)).publish(Containers.line(1, ORG, "new.mp4"));
    new Backdated(directory, Duration.ZERO).publish(Containers.line(1, ORG, "newer.mp4"));

    assertAbsent(
        get(product, 1, "old"),
        "Asset not on this container: superseded at \\S+Z; in its place is newer\\.");
    assertAbsent(get(product, 1, "more"), "Asset not on this container: superseded at \\S+Z\\.");
    assertAbsent(get(product, 1, "none"), "Asset not on this container\\.");
    assertAbsent(
        get(product, 2, "clip"), "Container not found: organization org_acme deleted it\\.");
    CommandResult grace = get(product, 1, "new");
    assertThat(grace.exit()).isZero();
    assertThat(Web.json(grace.out()).path("url").textValue())
        .isEqualTo(Containers.url(1, "new.mp4"));

    product.with("ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION", "P10D");
    assertThat(product.run("sweep").exit()).isZero();
    assertAbsent(get(product, 1, "old"), "Asset not on this container\\.");
    assertAbsent(get(product, 2, "clip"), "Container not found in organization org_acme\\.");
    assertAbsent(get(product, 1, "more"), "Asset not on this container: superseded at \\S+Z\\.");
  }

  private static CommandResult get(InProcess product, int container, String asset) {
    return product.run("get", Containers.id(container), asset, "--org", ORG);
  }

  private static void assertAbsent(CommandResult result, String message) {
    assertThat(result.exit()).as(result.all()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines()).singleElement().asString().matches("asset-lookup: " + message);
  }
}
