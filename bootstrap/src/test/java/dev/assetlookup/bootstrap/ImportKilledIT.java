package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.Distribution.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of an import that replaces what is stored. */
@Tag("long")
final class ImportKilledIT {
  private static final String ORG = "org_acme";

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
    CommandResult exported = product.run("export");
    assertThat(exported.exit()).as(exported.err()).isZero();
    return exported.out();
  }

  @Test
  void killed_in_the_middle_it_leaves_whole_containers_and_can_be_run_again() throws IOException {
    int containers = 1500;
    Path before = Containers.file(directory, "before.jsonl", many(containers, "old"));
    Path after = Containers.file(directory, "after.jsonl", many(containers, "new"));
    assertThat(runImport(before).exit()).isZero();
    Map<String, String> old = byContainer(export());
    Distribution elsewhere = new Distribution(Files.createDirectory(directory.resolve("other")));
    assertThat(elsewhere.run("import", "../after.jsonl").exit()).isZero();
    String wanted = elsewhere.run("export").out();
    Map<String, String> fresh = byContainer(wanted);

    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> lines = Files.readAllLines(after);
    int mixed = 0;
    for (int round = 0; round < 3; round++) {
      // A pipe and a buffer hold less than 500 lines: it is in the middle.
      int fed = 500 + random.nextInt(containers - 500);
      Running running = product.start("import", "-");
      OutputStream in = running.process().getOutputStream();
      in.write((String.join("\n", lines.subList(0, fed)) + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
      running.kill();
      Map<String, String> left = byContainer(export());
      assertThat(left.keySet()).isEqualTo(old.keySet());
      left.forEach(
          (id, line) -> assertThat(line).as("seed " + seed).isIn(old.get(id), fresh.get(id)));
      mixed += left.equals(old) || left.equals(fresh) ? 0 : 1;
    }
    assertThat(mixed).as("rounds that were cut in the middle, seed " + seed).isPositive();

    CommandResult completed = runImport(after);
    assertThat(completed.exit()).isZero();
    assertThat(completed.lastErrLine()).contains("0 new").doesNotContain(" 0 unchanged");
    assertThat(export()).isEqualTo(wanted);
  }

  private static List<String> many(int containers, String mark) {
    return IntStream.range(0, containers)
        .mapToObj(
            n -> Containers.line(n, ORG, mark + "-1.mp4", "both.png", mark + "-" + n + ".png"))
        .toList();
  }

  private static Map<String, String> byContainer(String export) {
    return export
        .lines()
        .collect(
            Collectors.toMap(
                line -> Web.json(line).path("containerId").textValue(), Function.identity()));
  }
}
