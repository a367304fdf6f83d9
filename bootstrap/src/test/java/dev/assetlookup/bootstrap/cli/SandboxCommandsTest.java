package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.CommandResult;
import dev.assetlookup.bootstrap.Containers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To commands, a sandbox is an organization, but for keys, which are its organization's. */
final class SandboxCommandsTest {
  private static final String SANDBOX = "org_acme~test";

  @TempDir private Path directory;

  @Test
  void its_content_is_imported_read_exported_and_listed_in_the_log_as_an_organizations() {
    InProcess product = new InProcess(directory);
    String start = product.run("changes", "--org", SANDBOX).out().replace("next: ", "").strip();
    Containers.file(directory, "in.jsonl", Containers.line(1, SANDBOX, "clip.mp4"));
    assertThat(product.run("import", "in.jsonl").exit()).isZero();
    assertThat(get(product, SANDBOX).exit()).isZero();
    assertThat(get(product, "org_acme").exit()).isEqualTo(1);
    assertThat(product.run("export").out()).contains("\"organizationId\":\"org_acme~test\"");
    assertThat(product.run("changes", "--org", SANDBOX, "--after", start).out())
        .contains(Containers.id(1));
    assertThat(product.run("changes", "--org", "org_acme", "--after", start).exit()).isEqualTo(2);
    assertThat(product.run("sweep").exit()).isZero();
  }

  private static CommandResult get(InProcess product, String organization) {
    return product.run("get", Containers.id(1), "clip", "--org", organization);
  }

  @Test
  void it_has_no_keys_of_its_own() {
    InProcess product = new InProcess(directory);
    CommandResult refused = create(product, SANDBOX, "live");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains("a key belongs to an organization, not to its sandbox", SANDBOX);
    CommandResult tooLong = create(product, "o".repeat(60), "test");
    assertThat(tooLong.exit()).isEqualTo(2);
    assertThat(tooLong.err()).contains("more than 59 characters");
    assertThat(create(product, "o".repeat(59), "test").exit()).isZero();
    assertThat(get(product, "org_acme~live").exit()).isEqualTo(2);
  }

  private static CommandResult create(InProcess product, String organization, String environment) {
    return product.run(
        "keys", "create", "--org", organization, "--scope", "content:read", "--env", environment);
  }
}
