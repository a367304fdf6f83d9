package dev.assetlookup.bootstrap.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.readme.Document.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages hang together, and nothing in them goes untried. */
class PagesTest {
  /** Who tries the blocks of a language; ProxiesTest reads the page about proxies. */
  private static final Map<String, String> TRIED_BY =
      Map.of(
          "sh", "ReadmeIT",
          "json", "ReadmeIT",
          "yaml", "ReadmeIT",
          "xml", "ReadmeIT",
          "java", "JavaBlocksTest",
          "nginx", "ProxiesTest",
          "haproxy", "ProxiesTest",
          "apache", "ProxiesTest",
          "caddy", "ProxiesTest");

  private static final String ARCHITECTURE = "docs/architecture.md";
  private static final Pattern MODULE =
      Pattern.compile("bootstrap|(?:core|adapters-[a-z0-9]+)(?:/[a-z]+)?");

  /** What a test cannot run, page by page. */
  private static final Map<String, List<String>> NOT_RUN =
      Map.of(
          "README.md",
          List.of(
              "mvn -q -DskipTests package && bootstrap/target/asset-lookup/bin/asset-lookup demo",
              "mvn verify",
              "PATH=$PWD/bootstrap/target/asset-lookup/bin:$PATH",
              "asset-lookup serve"),
          "docs/backup-r2.md",
          List.of("rclone copy r2:acme-metadata backup:acme-metadata"));

  @Test
  void links_lead_somewhere() throws IOException {
    List<Document> documents = Document.all();
    Set<String> anchors = new HashSet<>();
    documents.forEach(document -> anchors.addAll(document.anchors()));
    for (Document document : documents) {
      for (String link : document.links()) {
        if (link.contains("#")) {
          assertThat(anchors).as(document.name()).contains(link);
        } else {
          assertThat(Document.root().resolve(link)).as(document.name()).exists();
        }
      }
    }
  }

  @Test
  void every_page_is_reached_from_the_readme() throws IOException {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of("README.md"));
    while (!next.isEmpty()) {
      String page = next.pop();
      if (reached.add(page)) {
        for (String link : Document.read(page).links()) {
          String target = link.replaceFirst("#.*", "");
          if (target.endsWith(".md") && Files.exists(Document.root().resolve(target))) {
            next.push(target);
          }
        }
      }
    }
    assertThat(Document.manual()).extracting(Document::name).isSubsetOf(reached);
  }

  @Test
  void every_block_is_tried_or_listed_here() throws IOException {
    for (Document document : Document.manual()) {
      List<String> shell = new ArrayList<>();
      for (Block block : document.blocks()) {
        if (block.language().equals("shell")) {
          shell.add(block.text());
        } else if (!isDrawing(document, block)) {
          assertThat(TRIED_BY).as(block.place()).containsKey(block.language());
        }
      }
      assertThat(shell)
          .as(document.name())
          .containsExactlyInAnyOrderElementsOf(NOT_RUN.getOrDefault(document.name(), List.of()));
    }
  }

  private static boolean isDrawing(Document document, Block block) {
    return document.name().equals(ARCHITECTURE) && block.language().equals("text");
  }

  @Test
  void the_drawing_of_the_modules_has_all_of_them_and_no_other() throws IOException {
    String drawing = Document.read(ARCHITECTURE).blocks("text").get(0).text();
    Set<String> drawn =
        MODULE.matcher(drawing).results().map(MatchResult::group).collect(Collectors.toSet());
    Set<String> built = new HashSet<>(drawn);
    built.removeIf(name -> !Files.exists(Document.root().resolve(name + "/pom.xml")));
    assertThat(drawn).isEqualTo(built).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void the_number_of_files_that_a_change_touches_is_that_of_the_files_named() throws IOException {
    List<List<String>> rows = Document.read(ARCHITECTURE).table("## To change something");
    assertThat(rows).hasSize(10);
    for (List<String> row : rows) {
      assertThat(Integer.parseInt(row.get(1)))
          .as(row.get(0))
          .isEqualTo(row.get(2).split("\\]\\(", -1).length - 1);
    }
  }

  @Test
  void the_blocks_about_proxies_are_where_their_test_looks() throws IOException {
    for (Document document : Document.all()) {
      if (!document.name().equals("docs/proxies.md")) {
        assertThat(document.blocks())
            .extracting(Block::language)
            .as(document.name())
            .doesNotContain("nginx", "haproxy", "apache", "caddy");
      }
    }
  }

  @Test
  void contributors_are_shown_maven_java_and_nothing_else() throws IOException {
    Document contributing = Document.read("CONTRIBUTING.md");
    assertThat(contributing.blocks())
        .extracting(Block::language)
        .isSubsetOf("shell", "java", "text");
    assertThat(contributing.blocks("shell"))
        .extracting(Block::text)
        .contains("mvn verify")
        .allSatisfy(text -> assertThat(text).startsWith("mvn ").doesNotContain("\n"));
  }
}
