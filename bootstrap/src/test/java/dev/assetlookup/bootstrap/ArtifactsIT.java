package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.s3server.StrictS3Server;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jars that were built, as an embedder uses them. */
@Timeout(120)
class ArtifactsIT {
  private static final Path ROOT = Path.of("..");
  private static final String VERSION = System.getProperty("asset-lookup.version");
  private static final List<String> PUBLISHED =
      List.of(
          "core",
          "core/json",
          "core/cache",
          "core/testkit",
          "adapters-jdbc",
          "adapters-r2",
          "adapters-r2/media",
          "adapters-http",
          "bootstrap");
  private static final Path EXAMPLES = Path.of("src/test/modules");
  private static final String URL = "https://media.example.com/slide-3.png\n";

  @TempDir private static Path compiled;
  @TempDir private Path folder;

  @BeforeAll
  static void modules_of_an_embedder_compile_on_the_module_path() {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    StringWriter messages = new StringWriter();
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--release", "21", "-proc:none", "-Xlint:all,-requires-automatic"));
    options.addAll(List.of("-Werror", "-p", libraries(), "-d", compiled.toString()));
    options.addAll(List.of("--module-source-path", EXAMPLES.toString()));
    options.addAll(List.of("-m", "example.http,example.jdbc,example.media,example.r2"));
    boolean success = compiler.getTask(messages, null, null, options, null, null).call();
    assertThat(success).as("%s", messages).isTrue();
  }

  private static String libraries() {
    return Distribution.home().resolve("lib").toString();
  }

  @Test
  void the_jdbc_store_runs_on_the_module_path_and_prints_nothing_of_its_own() {
    assertThat(run("example.jdbc").all()).isEqualTo(URL);
  }

  @Test
  void the_r2_store_runs_on_the_module_path_and_prints_nothing_of_its_own() {
    try (StrictS3Server server = StrictS3Server.start()) {
      server.createBucket("metadata");
      assertThat(
              run(
                      "example.r2",
                      server.endpoint().toString(),
                      server.accessKeyId(),
                      server.secretAccessKey(),
                      "metadata")
                  .all())
          .isEqualTo(URL);
    }
  }

  @Test
  void media_files_are_read_on_the_module_path_and_nothing_else_is_printed() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "some words");
    assertThat(run("example.media", file.toString()).all()).isEqualTo("text/plain 10\n");
  }

  @Test
  void the_api_runs_on_the_module_path() {
    assertThat(run("example.http").out()).startsWith("{\"error\":{\"code\":\"UNAUTHENTICATED\",");
  }

  @Test
  void every_jar_holds_the_license() throws IOException {
    List<Path> jars = jars();
    assertThat(jars.stream().map(jar -> jar.getFileName().toString()))
        .contains(
            jar("asset-lookup-core", ""),
            jar("asset-lookup-testkit", "-sources"),
            jar("asset-lookup", ""));
    byte[] license = Files.readAllBytes(ROOT.resolve("LICENSE"));
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        ZipEntry entry = file.getEntry("META-INF/LICENSE");
        assertThat(entry).as("LICENSE in %s", jar).isNotNull();
        assertThat(file.getInputStream(entry).readAllBytes()).as("%s", jar).isEqualTo(license);
      }
    }
    assertThat(Files.readAllBytes(Distribution.home().resolve("LICENSE"))).isEqualTo(license);
  }

  private static String jar(String artifact, String classifier) {
    return artifact + "-" + VERSION + classifier + ".jar";
  }

  /** Those of the published modules, as far as the build did not skip any. */
  private static List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String module : PUBLISHED) {
      try (DirectoryStream<Path> built =
          Files.newDirectoryStream(
              ROOT.resolve(module).resolve("target"), "asset-lookup*-" + VERSION + "*.jar")) {
        built.forEach(jars::add);
      }
    }
    return jars;
  }

  /** Only what the descriptors ask for can be found, and the logging that the README names. */
  private CommandResult run(String module, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-p", libraries() + File.pathSeparator + compiled));
    command.addAll(List.of("--limit-modules", module + ",org.slf4j.jul"));
    command.addAll(List.of("-m", module + "/" + module + ".Main"));
    command.addAll(List.of(arguments));
    return new Distribution(folder).execute(command, Redirect.from(Path.of("/dev/null").toFile()));
  }
}
