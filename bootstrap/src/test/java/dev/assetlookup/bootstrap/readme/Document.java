package dev.assetlookup.bootstrap.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown document of this project: its fenced blocks, tables and links.
 *
 * @param name its path from the root of the project
 */
record Document(String name, List<String> lines) {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String FENCE = "```";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]+\\]\\(([^)]+)\\)");

  static Document readme() throws IOException {
    return read("README.md");
  }

  static Document read(String name) throws IOException {
    return new Document(name, Files.readAllLines(ROOT.resolve(name)));
  }

  /** The pages for users: the README, and all that is in docs. */
  static List<Document> manual() throws IOException {
    List<Document> pages = new ArrayList<>(List.of(readme()));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
        pages.add(read(ROOT.relativize(file).toString()));
      }
    }
    return pages;
  }

  /** The manual, and what is for those who change the program. */
  static List<Document> all() throws IOException {
    List<Document> pages = new ArrayList<>(manual());
    pages.add(read("CONTRIBUTING.md"));
    pages.add(read("CHANGELOG.md"));
    return pages;
  }

  /** The blocks of one language in all documents. */
  static List<Block> allBlocks(String language) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Document document : all()) {
      blocks.addAll(document.blocks(language));
    }
    return blocks;
  }

  static Path root() {
    return ROOT;
  }

  /** A fenced block, with the {@code text} block right after it, which is what it prints. */
  record Block(String page, int line, String language, List<String> lines, List<String> output) {
    String text() {
      return String.join("\n", lines);
    }

    /** Where it is, in a form that is fit for the name of a file. */
    String place() {
      return page.replace('/', '-') + "-" + line;
    }
  }

  List<Block> blocks(String language) {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i);
      if (!line.startsWith(FENCE)) {
        i++;
        continue;
      }
      int end = endOf(i);
      boolean printed = end + 2 < lines.size() && lines.get(end + 2).equals(FENCE + "text");
      List<String> output = printed ? lines.subList(end + 3, endOf(end + 2)) : List.of();
      String language = line.substring(FENCE.length());
      blocks.add(new Block(name, i + 1, language, lines.subList(i + 1, end), output));
      i = (printed ? endOf(end + 2) : end) + 1;
    }
    return blocks;
  }

  private int endOf(int fence) {
    int end = fence + 1;
    while (!lines.get(end).equals(FENCE)) {
      end++;
    }
    return end;
  }

  /** The cells of each row of the first table under a heading, without the table's head. */
  List<List<String>> table(String heading) {
    List<List<String>> rows = new ArrayList<>();
    int i = lines.indexOf(heading) + 1;
    while (!lines.get(i).startsWith("|")) {
      i++;
    }
    for (i += 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
      // A bar in a cell is escaped.
      String[] cells = lines.get(i).split("(?<!\\\\)\\|", -1);
      rows.add(
          List.of(cells).subList(1, cells.length - 1).stream()
              .map(cell -> cell.strip().replace("\\|", "|"))
              .toList());
    }
    return rows;
  }

  /** What stands between backticks. */
  static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(match -> group(match)).toList();
  }

  /** The targets of its links within the project: path from the root, and anchor if any. */
  List<String> links() {
    return LINK.matcher(prose())
        .results()
        .map(match -> group(match))
        .filter(link -> !link.startsWith("https://"))
        .map(link -> link.startsWith("#") ? name + link : beside(link))
        .toList();
  }

  private String beside(String link) {
    return Path.of(name).resolveSibling(link).normalize().toString();
  }

  /** Its lines outside of fenced blocks. */
  private String prose() {
    List<String> outside = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        i = endOf(i);
      } else {
        outside.add(lines.get(i));
      }
    }
    return String.join("\n", outside);
  }

  List<String> anchors() {
    return prose()
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> name + "#" + heading.replaceAll("[^a-z0-9_ -]", "").replace(' ', '-'))
        .toList();
  }

  private static String group(MatchResult match) {
    return Objects.requireNonNull(match.group(1));
  }
}
