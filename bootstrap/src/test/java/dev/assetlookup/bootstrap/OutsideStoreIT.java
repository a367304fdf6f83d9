package dev.assetlookup.bootstrap;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Distribution.Running;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store from outside: its jar is compiled here, and is no part of the distribution. */
final class OutsideStoreIT {
  private static final String ORG = "org_acme";

  @TempDir private static Path folder;
  private static Path jar;
  private static Path home;

  @BeforeAll
  static void compile() throws Exception {
    Path source = folder.resolve("ShelfProvider.java");
    try (InputStream text =
        OutsideStoreIT.class.getResourceAsStream("/outside-store/ShelfProvider.java.txt")) {
      Files.copy(text, source);
    }
    Path classes = Files.createDirectory(folder.resolve("classes"));
    String classPath;
    try (Stream<Path> jars = Files.list(Distribution.home().resolve("lib"))) {
      classPath = jars.map(Path::toString).collect(Collectors.joining(":"));
    }
    List<String> options = List.of("-cp", classPath, "-d", classes.toString(), source.toString());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, options.toArray(String[]::new)))
        .isZero();
    jar = folder.resolve("shelf.jar");
    pack(classes);
    // A server with another class path would replace the archive of classes that others use.
    home = folder.resolve("home");
    copyOfTheDistribution(home);
  }

  private static void pack(Path classes) throws Exception {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> found = Files.walk(classes)) {
      for (Path path : found.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
      }
      out.putNextEntry(new JarEntry("META-INF/services/dev.assetlookup.core.store.StoreProvider"));
      out.write("com.example.shelf.ShelfProvider\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Distribution shelf(Path directory) {
    return new Distribution(directory, home)
        .with("ASSET_LOOKUP_STORAGE_TYPE", "shelf")
        .with("ASSET_LOOKUP_STORAGE_SHELF_SHELF_FILE", directory.resolve("shelf").toString())
        .with("ASSET_LOOKUP_STORAGE_SHELF_PASSPHRASE", "hunter2");
  }

  @Test
  void a_server_serves_what_commands_put_into_a_store_that_it_does_not_know(
      @TempDir Path directory) {
    try (Distribution product = shelf(directory).with("ASSET_LOOKUP_CLASSPATH", jar.toString())) {
      Path file = Containers.file(directory, "one.jsonl", Containers.line(1, ORG, "clip.mp4"));
      CommandResult imported = product.run("import", file.toString());
      assertThat(imported.exit()).as(imported.all()).isZero();
      String key =
          product.run("keys", "create", "--org", ORG, "--scope", "content:read").out().strip();

      Running server = product.serve();
      assertThat(Web.asset(server.base(), key, Containers.id(1), "clip").statusCode())
          .isEqualTo(200);
      assertThat(Web.asset(server.base(), key, Containers.id(1), "other").statusCode())
          .isEqualTo(404);
      assertThat(server.terminate()).isZero();

      assertThat(product.run("export").out()).contains("clip.mp4");
      assertThat(product.run("sweep").exit()).isZero();
      CommandResult schema = product.run("schema", "print");
      assertThat(schema.exit()).isEqualTo(2);
      assertThat(schema.err()).contains("storage.type is shelf, which has no tables");
      CommandResult config = product.run("config");
      assertThat(config.exit()).isZero();
      assertThat(config.out())
          .contains("storage.shelf.passphrase", "ASSET_LOOKUP_STORAGE_SHELF_PASSPHRASE")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void its_jar_may_also_be_copied_into_the_distribution(@TempDir Path directory) throws Exception {
    Path launcher = copyOfTheDistribution(directory.resolve("elsewhere"));
    Files.copy(jar, launcher.resolveSibling("../lib/shelf.jar"));
    try (Distribution product = shelf(directory)) {
      CommandResult exported =
          product.execute(
              List.of(launcher.toString(), "export"), Redirect.from(Path.of("/dev/null").toFile()));
      assertThat(exported.exit()).as(exported.all()).isZero();
    }
  }

  /** With links for the jars, so that it takes no time. */
  private static Path copyOfTheDistribution(Path copy) throws Exception {
    Path lib = Files.createDirectories(copy.resolve("lib"));
    try (Stream<Path> jars = Files.list(Distribution.home().resolve("lib"))) {
      for (Path each : jars.filter(path -> path.toString().endsWith(".jar")).toList()) {
        Files.createSymbolicLink(lib.resolve(each.getFileName()), each.toAbsolutePath());
      }
    }
    Path bin = Files.createDirectory(copy.resolve("bin"));
    return Files.copy(Distribution.launcher(), bin.resolve("asset-lookup"), COPY_ATTRIBUTES);
  }

  @Test
  void what_is_wrong_with_its_settings_is_said_by_the_store(@TempDir Path directory) {
    try (Distribution product =
        shelf(directory)
            .with("ASSET_LOOKUP_CLASSPATH", jar.toString())
            .with("ASSET_LOOKUP_STORAGE_SHELF_COLOUR", "red")) {
      CommandResult refused = product.run("export");
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.errLines())
          .containsExactly(
              "asset-lookup: storage.shelf: set shelf-file and passphrase, and nothing else; set"
                  + " are [colour, passphrase, shelf-file]");
    }
  }

  @Test
  void without_its_jar_the_type_is_refused_with_what_to_do(@TempDir Path directory) {
    try (Distribution product = shelf(directory)) {
      CommandResult refused = product.run("export");
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.lastErrLine())
          .contains(
              "ASSET_LOOKUP_STORAGE_TYPE must be jdbc or r2",
              "lib/",
              "ASSET_LOOKUP_CLASSPATH",
              "not \"shelf\"")
          .doesNotContain("hunter2");
    }
  }
}
