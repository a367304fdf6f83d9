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

/** A Markdown document of this project: its fenced blocks, tables and links. */
record Document(Path file, List<String> lines) {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("asset-lookup.root"))).normalize();
  private static final String FENCE = "```";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]+\\]\\(([^)]+)\\)");

  static Document readme() throws IOException {
    return read("README.md");
  }

  static Document read(String name) throws IOException {
    Path file = root().resolve(name);
    return new Document(file, Files.readAllLines(file));
  }

  static Path root() {
    return ROOT;
  }

  /** A fenced block, with the {@code text} block right after it, which is what it prints. */
  record Block(String language, int line, List<String> lines, List<String> output) {
    String text() {
      return String.join("\n", lines);
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
      blocks.add(
          new Block(line.substring(FENCE.length()), i + 1, lines.subList(i + 1, end), output));
      i = end + 1;
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

  /** The cells of each row of the first table of a section, without its head. */
  List<List<String>> table(String heading) {
    List<List<String>> rows = new ArrayList<>();
    int i = lines.indexOf("## " + heading) + 1;
    while (!lines.get(i).startsWith("|")) {
      i++;
    }
    for (i += 2; lines.get(i).startsWith("|"); i++) {
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

  List<String> links() {
    return LINK.matcher(String.join("\n", lines)).results().map(match -> group(match)).toList();
  }

  List<String> anchors() {
    return lines.stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> "#" + heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .toList();
  }

  private static String group(MatchResult match) {
    return Objects.requireNonNull(match.group(1));
  }
}
