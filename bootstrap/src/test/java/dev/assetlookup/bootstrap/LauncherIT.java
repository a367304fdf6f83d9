package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher and the first things that one asks it. */
final class LauncherIT {
  @TempDir private Path directory;
  private Distribution product;

  @BeforeEach
  void prepare() {
    product = new Distribution(directory);
  }

  @AfterEach
  void stop() {
    product.close();
  }

  @Test
  void it_explains_itself() {
    CommandResult result = product.run("--help");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("Usage: asset-lookup").contains("--config");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void it_prints_its_version() {
    CommandResult result = product.run("--version");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("asset-lookup " + System.getProperty("asset-lookup.version"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sweep --jsn"})
  void bad_usage_ends_with_2_and_a_reason(String line) {
    CommandResult result = product.run(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(directory.resolve("asset-lookup-data")).doesNotExist();
  }

  @Test
  void what_is_absent_ends_with_1() {
    CommandResult result = product.run("get", "not-a-container", "slide-1", "--org", "org_acme");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines()).hasSize(1);
  }

  @Test
  void a_java_home_that_is_too_old_is_passed_over() throws IOException {
    Path old = Files.createDirectories(directory.resolve("jdk-17"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    Path java = Files.createDirectory(old.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho too old >&2; exit 9\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    CommandResult result = product.with("JAVA_HOME", old.toString()).run("--version");
    assertThat(result.exit()).as(result.err()).isZero();
  }

  @Test
  void without_any_java_it_says_what_to_install() throws IOException {
    String script =
        Files.readString(Distribution.launcher())
            .replaceFirst("(?s)for candidate in .*?; do", "for candidate in /nowhere; do");
    Path bin = Files.createDirectories(directory.resolve("elsewhere/bin"));
    Path launcher = Files.writeString(bin.resolve("asset-lookup"), script);
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : List.of("dirname", "readlink", "sed")) {
      Files.createSymbolicLink(tools.resolve(tool), which(tool));
    }
    CommandResult result =
        product.execute(
            List.of(
                "/usr/bin/env",
                "-u",
                "JAVA_HOME",
                "PATH=" + tools,
                "/bin/sh",
                launcher.toString(),
                "serve"),
            Redirect.from(Path.of("/dev/null").toFile()));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines()).hasSize(1);
    assertThat(result.err()).contains("needs Java 21 or later").contains("install a JDK");
  }

  private static Path which(String tool) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path candidate = Path.of(folder, tool);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("there is no " + tool);
  }

  @Test
  void it_works_through_links_and_from_a_folder_with_spaces() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("a folder"));
    Path home = Files.createSymbolicLink(folder.resolve("the home"), Distribution.home());
    Path link =
        Files.createSymbolicLink(
            folder.resolve("al"), Path.of("the home").resolve("bin/asset-lookup"));
    for (Path launcher : List.of(link, home.resolve("bin/asset-lookup"))) {
      CommandResult result =
          product.execute(
              List.of(launcher.toString(), "--version"),
              Redirect.from(Path.of("/dev/null").toFile()));
      assertThat(result.exit()).as(result.err()).isZero();
    }
  }

  @Test
  void a_folder_of_any_name_works_in_the_c_locale() throws IOException {
    String path = System.getenv("PATH");
    Path folder = Files.createDirectory(directory.resolve("médias ß 漢字"));
    Containers.file(folder, "größe.jsonl", Containers.line(1, "org_acme", "clip.mp4"));
    List<String> bare =
        List.of("/usr/bin/env", "-i", "PATH=" + path, Distribution.launcher().toString());
    for (String[] words :
        new String[][] {
          {"import", folder.resolve("größe.jsonl").toString()},
          {"get", Containers.id(1), "clip", "--org", "org_acme"},
        }) {
      List<String> command = new ArrayList<>(List.of("/bin/sh", "-c"));
      command.add("cd \"$0\" && exec \"$@\"");
      command.add(folder.toString());
      command.addAll(bare);
      command.addAll(List.of(words));
      CommandResult result = product.execute(command, Redirect.from(Path.of("/dev/null").toFile()));
      assertThat(result.exit()).as(result.all()).isZero();
    }
    assertThat(folder.resolve("asset-lookup-data/store.mv.db")).exists();
    try (var entries = Files.list(directory)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder("médias ß 漢字", "logs");
    }
  }

  @Test
  void without_a_locale_that_can_express_a_name_it_is_refused() throws IOException {
    String script =
        Files.readString(Distribution.launcher())
            .replace("C.UTF-8 C.utf8 en_US.UTF-8", "none.UTF-8");
    Path bin = Files.createDirectories(directory.resolve("elsewhere/bin"));
    Path launcher = Files.writeString(bin.resolve("asset-lookup"), script);
    List<String> bare =
        List.of(
            "/usr/bin/env", "-i", "PATH=" + System.getenv("PATH"), "/bin/sh", launcher.toString());
    List<String> command = new ArrayList<>(bare);
    command.addAll(List.of("import", "größe.jsonl"));
    CommandResult result = product.execute(command, Redirect.from(Path.of("/dev/null").toFile()));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .contains("because none is set", "set LC_ALL");
    command.addAll(2, List.of("LC_CTYPE=none.UTF-8", "LANG=en_US.UTF-8"));
    CommandResult other = product.execute(command, Redirect.from(Path.of("/dev/null").toFile()));
    assertThat(other.err()).contains("by LC_CTYPE=none.UTF-8");
  }

  @Test
  void a_file_whose_name_is_no_text_is_named_in_any_locale() {
    String publish =
        "mkdir -p deck && printf x > \"$(printf 'deck/caf\\351.png')\""
            + " && exec \"$0\" publish deck --org org_acme";
    product
        .with("ASSET_LOOKUP_STORAGE_R2_ENDPOINT", "http://127.0.0.1:1")
        .with("ASSET_LOOKUP_STORAGE_R2_ACCESS_KEY_ID", "nobody")
        .with("ASSET_LOOKUP_STORAGE_R2_SECRET_ACCESS_KEY", "secret")
        .with("ASSET_LOOKUP_STORAGE_R2_MEDIA_BUCKET", "media")
        .with("ASSET_LOOKUP_STORAGE_R2_PUBLIC_BASE_URL", "https://media.example.com");
    for (String locale : List.of("C", "C.UTF-8")) {
      product.with("LC_ALL", locale);
      CommandResult result =
          product.execute(
              List.of("sh", "-c", publish, Distribution.launcher().toString()),
              Redirect.from(Path.of("/dev/null").toFile()));
      assertThat(result.exit()).as(result.all()).isNotZero();
      assertThat(result.err()).contains("deck/caf", "its name is not UTF-8; rename it");
    }
  }
}
