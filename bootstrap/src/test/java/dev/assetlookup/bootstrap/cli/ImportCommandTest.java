package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.CommandResult;
import dev.assetlookup.bootstrap.Containers;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as they come: bad lines, odd encodings, and files that were cut. */
final class ImportCommandTest {
  private static final String ORG = "org_acme";

  @TempDir private Path directory;
  private InProcess product;

  @BeforeEach
  void prepare() {
    product = new InProcess(directory);
  }

  private CommandResult runImport(Path file) {
    return product.run("import", directory.relativize(file).toString());
  }

  private String export() {
    CommandResult exported = product.run("export");
    assertThat(exported.exit()).as(exported.err()).isZero();
    return exported.out();
  }

  private static String good(int n) {
    return Containers.line(n, ORG, "clip.mp4");
  }

  /** A line of container {@code n} whose only asset has one more field. */
  private static String asset(int n, String field) {
    return good(n).replace("}]}", "," + field + "}]}");
  }

  private static String url(int n, String url) {
    return good(n).replace(Containers.url(n, "clip.mp4"), url);
  }

  @Test
  void every_bad_line_is_named_with_its_reason_and_skipped_and_the_others_are_imported() {
    Path file =
        Containers.file(
            directory,
            "mixed.jsonl",
            good(1),
            good(2).substring(0, 90),
            good(2).replace("}]}", "}"),
            "{\"containerId\":\"x\"," + good(2).substring(1),
            asset(2, "\"url\":\"https://media.example.com/other.mp4\""),
            good(2).replace("{\"containerId", "{\"colour\":1,\"containerId"),
            asset(2, "\"colour\":\"red\""),
            good(2).replace("\"" + ORG + "\"", "7"),
            asset(2, "\"mimeType\":true"),
            good(2).replaceAll("\\[.*]", "{}"),
            good(2).replaceAll("\\[.*]", "[7]"),
            asset(2, "\"width\":99999999999"),
            asset(2, "\"sizeBytes\":99999999999999999999999999"),
            asset(2, "\"height\":0"),
            asset(2, "\"durationMs\":-1"),
            asset(2, "\"sizeBytes\":1.5"),
            asset(2, "\"sizeBytes\":1e-3"),
            asset(2, "\"width\":\"1080\""),
            url(2, "/media/clip.mp4"),
            url(2, "ftp://media.example.com/clip.mp4"),
            url(2, "https://user:pw@media.example.com/clip.mp4"),
            url(2, "https://media.example.com/"),
            url(2, "https://media.example.com/" + "x".repeat(2048) + ".mp4"),
            url(2, "http://media.example.com/clip.mp4"),
            url(2, "https://media.example.com/a b.mp4"),
            Containers.line(2, ORG, "a.mp4", "b.mp4").replace("\"}", "\",\"assetId\":\"same\"}"),
            Containers.line(2, ORG, "a.mp4", "a.mp4"),
            asset(2, "\"assetId\":\"a/b\""),
            good(2).replace(Containers.id(2), "cnt_123"),
            good(2).replace(ORG, "org acme"),
            asset(2, "\"checksumSha256\":\"ABC\""),
            good(2).replace("2026-04-17T13:10:00Z", "17 April"),
            good(2) + " {}",
            good(2) + " nonsense",
            "nonsense",
            "[]",
            "null",
            "{}",
            "[".repeat(5000) + "]".repeat(5000),
            "{\"a\":".repeat(5000) + "1" + "}".repeat(5000),
            good(2)
                .replace("\"createdAt", "\"caption\":\"" + "x".repeat(10_001) + "\",\"createdAt"),
            good(2).replace("\"createdAt", "\"caption\":\"half \\ud83d\",\"createdAt"),
            good(2).replace("\"createdAt", "\"caption\":\"nul \\u0000\",\"createdAt"),
            "",
            "  \t",
            good(3));
    List<String> reasons =
        List.of(
            "2: not valid JSON at column 91",
            "3: not valid JSON",
            "4: not valid JSON at column 33: Duplicate field 'containerId'",
            "5: not valid JSON",
            "6: /colour is not a known field",
            "7: /assets/0/colour is not a known field",
            "8: /organizationId is not a string",
            "9: /assets/0/mimeType is not a string",
            "10: /assets is not an array",
            "11: /assets/0 is not an object",
            "12: /assets/0/width is out of range",
            "13: /assets/0/sizeBytes is out of range",
            "14: /assets/0/height height is less than 1: 0",
            "15: /assets/0/durationMs durationMs is less than 0: -1",
            "16: /assets/0/sizeBytes is not an integer",
            "17: /assets/0/sizeBytes is not an integer",
            "18: /assets/0/width is not an integer",
            "19: /assets/0/url must be an absolute https:// URL",
            "20: /assets/0/url must be an absolute https:// URL",
            "21: /assets/0/url must not carry user info",
            "22: /assets/0/url url has no file name",
            "23: /assets/0/url is longer than 2048 characters",
            "24: /assets/0/url must be https",
            "25: /assets/0/url has a character at index 27 that must be percent-encoded",
            "26: /assets/1/assetId repeats the id of asset 0",
            "27: /assets/1/url repeats the url of asset 0",
            "28: /assets/0/assetId not an asset id",
            "29: /containerId ",
            "30: /organizationId ",
            "31: /assets/0/checksumSha256 ",
            "32: /createdAt is not a time such as 2026-04-17T13:10:00Z",
            "33: there is more after the JSON object",
            "34: not valid JSON",
            "35: not valid JSON",
            "36: not a JSON object",
            "37: not a JSON object",
            "38: /containerId is required; /organizationId is required; /assets is required",
            "39: not valid JSON: Document nesting depth",
            "40: not valid JSON: Document nesting depth",
            "41: /caption caption is longer than 10000 characters",
            "42: /caption caption contains half of a surrogate pair",
            "43: /caption caption contains a NUL character");

    CommandResult result = runImport(file);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    List<String> lines = result.errLines();
    assertThat(lines).hasSize(reasons.size() + 1);
    for (int i = 0; i < reasons.size(); i++) {
      assertThat(lines.get(i)).startsWith("mixed.jsonl:" + reasons.get(i));
    }
    assertThat(lines.getLast())
        .isEqualTo("imported 2 containers, 2 assets: 2 new, 0 replaced, 0 unchanged; 42 bad lines");
    assertIsForPeople(result);
    assertThat(result.err()).doesNotContain("user:pw").doesNotContain("\r");
    String stored = export();
    assertThat(stored.lines()).hasSize(2);
    assertThat(stored).contains(Containers.id(1), Containers.id(3));

    CommandResult again = runImport(file);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.lastErrLine())
        .isEqualTo("imported 2 containers, 2 assets: 0 new, 0 replaced, 2 unchanged; 42 bad lines");
    assertThat(export()).isEqualTo(stored);
  }

  private static void assertIsForPeople(CommandResult result) {
    assertThat(result.all())
        .doesNotContain("Exception", "\tat ", "dev.assetlookup", "com.fasterxml", "java.")
        .doesNotContain("StreamRead", "REDACTED");
  }

  @Test
  void a_bad_line_leaves_what_is_stored_of_its_container_alone() {
    assertThat(runImport(Containers.file(directory, "good.jsonl", good(1))).exit()).isZero();
    String stored = export();
    Path bad =
        Containers.file(
            directory,
            "bad.jsonl",
            Containers.line(1, ORG, "other.mp4", "clip.mp4", "clip.mp4"),
            asset(1, "\"width\":-5"));
    assertThat(runImport(bad).exit()).isEqualTo(1);
    assertThat(export()).isEqualTo(stored);
  }

  @Test
  void a_file_that_was_cut_in_the_middle_loses_only_its_last_line() throws IOException {
    byte[] whole = (good(1) + "\n" + good(2) + "\n").getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve("cut.jsonl");
    Files.write(file, Arrays.copyOf(whole, whole.length - 20));
    CommandResult result = runImport(file);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines()).hasSize(2);
    assertThat(result.errLines().getFirst()).startsWith("cut.jsonl:2: not valid JSON at column");
    assertThat(result.lastErrLine()).startsWith("imported 1 containers").endsWith("1 bad lines");
    assertIsForPeople(result);
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_lines() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("windows.jsonl"), "\ufeff" + good(1) + "\r\n\r\n" + good(2) + "\r\n");
    CommandResult result = runImport(file);
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.errLines())
        .containsExactly(
            "imported 2 containers, 2 assets: 2 new, 0 replaced, 0 unchanged; 0 bad lines");
  }

  @Test
  void text_that_is_not_utf_8_is_refused_line_by_line() throws IOException {
    Path latin =
        Files.write(
            directory.resolve("latin.jsonl"),
            good(1)
                .replace("\"createdAt", "\"caption\":\"caf\u00e9\",\"createdAt")
                .getBytes(StandardCharsets.ISO_8859_1));
    CommandResult result = runImport(latin);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errLines().getFirst())
        .startsWith("latin.jsonl:1: not valid JSON")
        .contains("UTF-8");
    assertIsForPeople(result);

    for (String name : List.of("UTF-16", "UTF-16LE", "UTF-16BE")) {
      Path wide =
          Files.write(
              directory.resolve(name), (good(1) + "\n" + good(2)).getBytes(Charset.forName(name)));
      CommandResult refused = runImport(wide);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.errLines().getFirst()).startsWith(name + ":1: ").contains("UTF-16?");
      assertThat(refused.lastErrLine()).startsWith("imported 0 containers");
    }
    assertThat(export()).isEmpty();
  }

  @Test
  void plain_http_urls_are_imported_where_they_are_allowed() {
    product.with("ASSET_LOOKUP_ASSETS_ALLOW_HTTP_URLS", "true");
    Path file =
        Containers.file(directory, "http.jsonl", url(1, "http://media.example.com/clip.mp4"));
    assertThat(runImport(file).exit()).isZero();
  }

  @Test
  void an_export_is_imported_and_exported_again_byte_for_byte() throws IOException {
    String everything =
        """
        {"containerId":"%s","organizationId":"%s","projectId":"prj.1","status":"failed",\
        "format":"short \u00b7 9:16","creativeType":"t","caption":"\u65e5\u672c\u8a9e \ud83c\udfac \\"quoted\\"\\n",\
        "firstComment":"e\u0301 \\u2028","approvalStatus":"approved",\
        "createdAt":"2026-04-17T13:10:00.123456Z","completedAt":"2026-04-17T13:12:30Z",\
        "lastError":"none \\\\ really","assets":[{"assetId":"my-own.id~1","url":"%s",\
        "kind":"hologram","thumbnailUrl":"%s","mimeType":"video/mp4; codecs=\\"avc1\\"",\
        "sizeBytes":9223372036854775807,"durationMs":0,"width":2147483647,"height":1,\
        "checksumSha256":"%s","expiresAt":"2027-01-01T00:00:00Z"}]}\
        """
            .formatted(
                Containers.id(1),
                ORG,
                Containers.url(1, "clip.mp4"),
                Containers.url(1, "clip.jpg"),
                "0a".repeat(32));
    List<String> lines = new ArrayList<>();
    lines.add(everything);
    // Both derive the id "slide"; the second gets one of its own, for good.
    lines.add(Containers.line(2, ORG, "slide.png", "slide.jpg", "my%20video.mp4", "a;b.mp4"));
    lines.add(Containers.line(2, "org_other", "slide.png"));
    lines.add(Containers.line(3, ORG));
    assertThat(runImport(Containers.file(directory, "first.jsonl", lines)).exit()).isZero();
    // Now the one that has the id with a hash has lost the reason for it.
    Path changed = Containers.file(directory, "then.jsonl", Containers.line(2, ORG, "slide.jpg"));
    assertThat(runImport(changed).exit()).isZero();
    String exported = export();
    assertThat(exported.lines()).hasSize(4);
    assertThat(exported)
        .containsPattern("\"assetId\":\"slide~[0-9a-f]{16}\"")
        .contains("\"my-own.id~1\"", "9223372036854775807", "\u65e5\u672c\u8a9e")
        .contains("\"thumbnailUrl\":null");

    Path file = Files.writeString(directory.resolve("export.jsonl"), exported);
    assertThat(runImport(file).lastErrLine()).contains("4 unchanged");
    InProcess other = new InProcess(Files.createDirectory(directory.resolve("other")));
    CommandResult imported = other.run("import", file.toString());
    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(other.run("export").out()).isEqualTo(exported);
  }
}
