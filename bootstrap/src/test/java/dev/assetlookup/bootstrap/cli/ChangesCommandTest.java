package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.json.ChangeToken;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code changes} prints. */
class ChangesCommandTest {
  private static final String CONTAINER = "cnt_9c855048-b470-42e7-8f1b-032324d48555";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private Path config;

  @BeforeEach
  void configure() throws Exception {
    config =
        Files.writeString(
            folder.resolve("settings.yaml"),
            "storage.jdbc.url: jdbc:h2:file:" + folder.resolve("store") + "\n");
  }

  private int run(String... command) {
    return run(() -> false, command);
  }

  private int run(CapturedConsole.EndAfter end, String... command) {
    out.reset();
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--config", config.toString()));
    return Main.commandLine(new CapturedConsole(folder, Map.of(), out, end))
        .setOut(new PrintWriter(new StringWriter(), true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String now() {
    assertThat(run("changes", "--org", "org_acme")).as(err.toString()).isZero();
    assertThat(out()).matches("next: [A-Za-z0-9_-]{34}\n");
    return out().strip().substring("next: ".length());
  }

  private void importing(String project, String file) throws Exception {
    Path lines =
        Files.writeString(
            folder.resolve("some.jsonl"),
            """
            {"containerId":"%s","organizationId":"org_acme","projectId":"%s",\
            "assets":[{"url":"https://media.example.com/%s"}]}
            """
                .formatted(CONTAINER, project, file));
    assertThat(run("import", lines.toString())).as(err.toString()).isZero();
  }

  @Test
  void what_was_done_after_the_token_is_printed_with_the_token_to_go_on_from() throws Exception {
    String start = now();
    importing("one", "a.png");
    importing("one", "b.png");
    assertThat(run("changes", "--org", "org_acme", "--after", start)).isZero();
    assertThat(out())
        .matches(
            "\\S+Z  published  %1$s  \\+a\n\\S+Z  replaced   %1$s  \\+b -a\nnext: \\S{34}\n"
                .formatted(CONTAINER));
    String end = out().strip().replaceFirst("(?s).*next: ", "");
    assertThat(end).isEqualTo(now());
    assertThat(run("changes", "--org", "org_acme", "--project", "two", "--after", start)).isZero();
    assertThat(out()).isEqualTo("next: " + end + "\n");
  }

  @Test
  void as_json_each_line_is_a_page_with_its_token() throws Exception {
    assertThat(run("changes", "--org", "org_acme", "--json")).isZero();
    assertThat(out()).matches("\\{\"items\":\\[],\"nextToken\":\"\\S{34}\",\"hasMore\":false}\n");
    String start = now();
    importing("one", "a.png");
    assertThat(run("changes", "--org", "org_acme", "--json", "--after", start)).isZero();
    assertThat(out()).startsWith("{\"items\":[{\"type\":\"published\"").hasLineCount(1);
  }

  @Test
  void following_goes_on_until_it_is_interrupted() throws Exception {
    String start = now();
    importing("one", "a.png");
    assertThat(run(() -> true, "changes", "--org", "org_acme", "--follow", "--after", start))
        .isZero();
    assertThat(out()).contains("published").endsWith("\n").contains("\nnext: ");
  }

  @Test
  void a_token_of_another_organization_is_wrong_usage() {
    String other = now();
    assertThat(run("changes", "--org", "org_other", "--after", other)).isEqualTo(2);
    assertThat(err.toString()).contains("--after is not a token of organization org_other");
    assertThat(run("changes", "--org", "org_acme", "--project", "a b")).isEqualTo(2);
  }

  @Test
  void a_place_that_is_not_kept_ends_with_what_to_do() {
    String lost =
        ChangeToken.write(new OrganizationId("org_acme"), new LogPosition(7, Instant.EPOCH));
    for (String follow : List.of("--follow", "--json")) {
      assertThat(run("changes", "--org", "org_acme", follow, "--after", lost)).isEqualTo(1);
      assertThat(err.toString()).contains("list all (asset-lookup export)");
      assertThat(out()).isEmpty();
    }
  }

  @Test
  void a_bucket_keeps_no_log() throws Exception {
    try (BucketSite site = new BucketSite(folder)) {
      assertThat(site.run(false, "changes", "--org", "org_acme")).isEqualTo(2);
      assertThat(site.err()).contains("keeps no log of changes");
    }
  }
}
