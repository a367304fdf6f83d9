package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code audit} prints. */
class AuditCommandTest {
  private static final String CONTAINER = "cnt_9c855048-b470-42e7-8f1b-032324d48555";
  private static final String OPERATOR = "operator:" + System.getProperty("user.name");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter printed = new StringWriter();
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
    out.reset();
    printed.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--config", config.toString()));
    return Main.commandLine(new CapturedConsole(folder, Map.of(), out, () -> false))
        .setOut(new PrintWriter(printed, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private String audit(String... options) {
    List<String> command = new ArrayList<>(List.of("audit", "--org", "org_acme"));
    command.addAll(List.of(options));
    assertThat(run(command.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private void importing(String file) throws Exception {
    Path lines =
        Files.writeString(
            folder.resolve("some.jsonl"),
            """
            {"containerId":"%s","organizationId":"org_acme",\
            "assets":[{"url":"https://media.example.com/%s"}]}
            """
                .formatted(CONTAINER, file));
    assertThat(run("import", lines.toString())).as(err.toString()).isZero();
  }

  @Test
  void commands_are_those_of_the_operator_and_the_newest_is_first() throws Exception {
    importing("a.png");
    importing("b.png");
    importing("b.png");
    assertThat(run("keys", "create", "--org", "org_acme", "--scope", "content:read")).isZero();
    String key = printed.toString().substring("lp_live_".length()).substring(0, 16);
    assertThat(run("keys", "revoke", key)).isZero();
    assertThat(audit())
        .matches(
            """
            \\S+Z  key.revoked            %1$s  by %3$s
            \\S+Z  key.activated          %1$s  by %3$s
            \\S+Z  key.minted             %1$s  by %3$s
            \\S+Z  container.replaced     %2$s 1 -> 2  by %3$s
            \\S+Z  container.published    %2$s none -> 1  by %3$s
            """
                .formatted(key, CONTAINER, OPERATOR));
    assertThat(audit("--action", "key.minted", "--action", "key.revoked")).hasLineCount(2);
    assertThat(audit("--container", CONTAINER, "--actor", OPERATOR)).hasLineCount(2);
    assertThat(audit("--actor", "key")).isEmpty();
    assertThat(audit("--until", "2020-01-01T00:00:00Z")).isEmpty();
    assertThat(audit("--since", "2020-01-01T00:00:00Z")).hasLineCount(5);
    assertThat(audit("--json", "--action", "container.published"))
        .startsWith("{\"id\":\"")
        .contains("\"action\":\"container.published\"", "\"requestId\":null")
        .hasLineCount(1);
  }

  @Test
  void a_bad_option_is_named() {
    assertThat(run("audit", "--org", "org_acme", "--action", "gone")).isEqualTo(2);
    assertThat(err.toString()).contains("--action is not an action", ": \"gone\"");
    assertThat(run("audit", "--org", "org_acme", "--since", "gone")).isEqualTo(2);
    assertThat(err.toString()).contains("--since is not a time", ": \"gone\"");
    assertThat(run("audit", "--org", "org_acme", "--actor", "me")).isEqualTo(2);
    assertThat(err.toString()).contains("--actor is not key, operator");
  }
}
