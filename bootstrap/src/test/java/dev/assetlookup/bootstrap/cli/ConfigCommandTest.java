package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code config} prints. */
final class ConfigCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("settings.yaml");
  }

  private int run(String... arguments) {
    return Main.commandLine(new ProcessConsole())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private List<String> row(String key) {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith(key + " "))
        .map(line -> List.of(line.split(" {2,}")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void each_setting_is_printed_with_its_source_and_without_secrets() throws Exception {
    Files.writeString(
        file,
        """
        storage.jdbc:
          url: jdbc:postgresql://db/lookup?password=hunter2&ssl=true
          password: hunter2
        storage.r2: {secret-access-key: hunter2, access-key-id: hunter2, endpoint: "https://s3.test"}
        http.port: 9001
        """);
    run("config", "--config", file.toString());
    assertThat(row("http.port")).containsExactly("http.port", "9001", "http.port in " + file);
    assertThat(row("http.host")).containsExactly("http.host", "127.0.0.1", "default");
    assertThat(row("storage.jdbc.password"))
        .containsExactly("storage.jdbc.password", "***", "storage.jdbc.password in " + file);
    assertThat(row("storage.jdbc.url"))
        .contains("jdbc:postgresql://db/lookup?password=***&ssl=true");
    assertThat(out + err.toString()).doesNotContain("hunter2");
  }

  @Test
  void a_wrong_value_is_printed_and_then_named() throws Exception {
    Files.writeString(file, "http.port: eighty\n");
    assertThat(run("config", "--config", file.toString())).isEqualTo(2);
    assertThat(row("http.port")).contains("eighty");
    assertThat(err.toString())
        .isEqualTo(
            "asset-lookup: http.port in %s must be a port from 0 to 65535, not \"eighty\"\n"
                .formatted(file));
  }

  @Test
  void the_settings_of_a_store_from_outside_are_hidden_and_known_if_it_is_chosen()
      throws Exception {
    Files.writeString(file, "storage: {type: shelf, shelf: {key-prefix: hunter2}}\n");
    assertThat(run("config", "--config", file.toString())).isEqualTo(2);
    assertThat(row("storage.shelf.key-prefix"))
        .containsExactly("storage.shelf.key-prefix", "***", "storage.shelf.key-prefix in " + file);
    assertThat(err.toString()).contains("storage.type in " + file + " must be jdbc or r2");

    Files.writeString(file, "storage: {type: shelf, shelf: {keyPrefix: hunter2}}\n");
    assertThat(run("config", "--config", file.toString())).isEqualTo(2);
    Files.writeString(file, "storage: {type: jdbc, shelf: {key-prefix: hunter2}}\n");
    assertThat(run("config", "--config", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("unknown key storage.shelf.keyPrefix", "unknown key storage.shelf ")
        .doesNotContain("hunter2");
  }

  @Test
  void json_has_a_line_for_each_setting() throws Exception {
    Files.writeString(file, "http.port: 9001\n");
    assertThat(run("config", "--json", "--config", file.toString())).isZero();
    assertThat(out.toString().lines())
        .contains(
            "{\"key\":\"http.port\",\"value\":\"9001\",\"source\":\"http.port in " + file + "\"}")
        .contains("{\"key\":\"storage.jdbc.password\",\"value\":\"\",\"source\":\"default\"}");
  }

  /** Regenerate the table in the page with {@code asset-lookup config --reference}. */
  @Test
  void the_table_in_the_documentation_is_the_reference() throws Exception {
    assertThat(run("config", "--reference")).isZero();
    assertThat(Files.readString(Path.of("../docs/configuration.md"))).contains(out.toString());
  }
}
