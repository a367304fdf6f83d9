package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Distribution.Running;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import as a process: its memory, its input, its folder and its end. */
final class ImportIT {
  private static final String ORG = "org_acme";
  private static final int MIB = 1024 * 1024;

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

  private CommandResult runImport(Path file) {
    return product.run("import", directory.relativize(file).toString());
  }

  private String export() {
    CommandResult exported = product.here("export");
    assertThat(exported.exit()).as(exported.err()).isZero();
    return exported.out();
  }

  private static String good(int n) {
    return Containers.line(n, ORG, "clip.mp4");
  }

  private static void assertIsForPeople(CommandResult result) {
    assertThat(result.all())
        .doesNotContain("Exception", "\tat ", "dev.assetlookup", "com.fasterxml", "java.")
        .doesNotContain("StreamRead", "REDACTED");
  }

  @Test
  void a_line_of_50_mb_is_passed_over_in_little_memory() throws IOException {
    Path file = directory.resolve("long.jsonl");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write((good(1) + "\n{\"caption\":\"").getBytes(StandardCharsets.UTF_8));
      byte[] block = "x".repeat(MIB).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 50; i++) {
        out.write(block);
      }
      out.write(("\"}\n" + good(2)).getBytes(StandardCharsets.UTF_8));
    }
    product.with("ASSET_LOOKUP_JAVA_OPTS", "-Xmx128m");
    CommandResult result = runImport(file);
    assertThat(result.exit()).as(result.err()).isEqualTo(1);
    assertThat(result.errLines())
        .containsExactly(
            "long.jsonl:2: longer than 16 MiB",
            "imported 2 containers, 2 assets: 2 new, 0 replaced, 0 unchanged; 1 bad lines");
  }

  @Test
  void a_line_just_below_the_limit_is_read_in_little_memory() throws IOException {
    // The most that the reader has to hold: many assets, none of them right.
    String entry = "{\"url\":\"\"},";
    String assets = entry.repeat((16 * MIB - 300) / entry.length());
    Path file = directory.resolve("wide.jsonl");
    Files.writeString(
        file,
        good(1).replaceAll("\"assets\".*", "")
            + "\"assets\":["
            + assets.substring(0, assets.length() - 1)
            + "]}\n"
            + good(2)
            + "\n");
    product.with("ASSET_LOOKUP_JAVA_OPTS", "-Xmx512m");
    CommandResult result = runImport(file);
    assertThat(result.exit()).as(result.err()).isEqualTo(1);
    assertThat(result.errLines()).hasSize(2);
    assertThat(result.errLines().getFirst())
        .startsWith("wide.jsonl:1: not valid JSON: Token count (400001) exceeds the maximum");
    assertIsForPeople(result);
  }

  @Test
  void what_is_no_file_of_lines_is_one_clear_line() throws IOException {
    Files.createDirectory(directory.resolve("folder"));
    CommandResult folder = product.run("import", "folder");
    assertThat(folder.exit()).isEqualTo(1);
    assertThat(folder.errLines()).singleElement().asString().contains("folder: is a directory");

    CommandResult missing = product.run("import", "missing.jsonl");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.errLines()).containsExactly("asset-lookup: missing.jsonl: no such file");

    Files.createFile(directory.resolve("empty.jsonl"));
    CommandResult empty = product.run("import", "empty.jsonl");
    assertThat(empty.exit()).isEqualTo(1);
    assertThat(empty.errLines().getFirst())
        .isEqualTo("asset-lookup: empty.jsonl: empty, nothing to import");
    assertThat(directory.resolve("asset-lookup-data")).exists();
  }

  @Test
  void standard_input_is_a_file_called_minus() {
    Path file = Containers.file(directory, "some.jsonl", good(1), "{", good(2));
    CommandResult result = product.run(Redirect.from(file.toFile()), "import", "-");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines().getFirst()).startsWith("-:2: not valid JSON");
    assertThat(result.lastErrLine()).startsWith("imported 2 containers");
  }

  @Test
  void asked_to_end_while_it_waits_for_input_it_ends_in_order()
      throws IOException, InterruptedException {
    Running running = product.start("import", "-");
    try (Writer typed = running.process().outputWriter(StandardCharsets.UTF_8)) {
      typed.write(good(1) + "\nnonsense\n");
      typed.flush();
      running.awaitErr("-:2: not valid JSON");
      // Not by Process.destroy, which closes its input as well.
      Process signal = new ProcessBuilder("kill", String.valueOf(running.process().pid())).start();
      assertThat(signal.waitFor()).isZero();
      assertThat(running.awaitExit()).isEqualTo(1);
    }
    assertThat(running.err().lines())
        .endsWith(
            "asset-lookup: ended early; run the import again to go on",
            "imported 1 containers, 1 assets: 1 new, 0 replaced, 0 unchanged; 1 bad lines");
    assertThat(export().lines()).hasSize(1);
  }
}
