package dev.assetlookup.bootstrap.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No file of the project points a reader to papers that only its authors have. */
class StandsAloneTest {
  private static final Pattern CITATION =
      Pattern.compile(
          "[A-Z0-9]-FACTS\\b|\\bDESIGN(?: [0-9]|\\.md)|\\bEXEMPLARS[.]md|[.]{2}/shared");
  private static final Pattern TEXT =
      Pattern.compile(".*\\.(?:java|md|sql|sh|xml|yaml|yml|json|py|go|ts|mjs|properties|html)|run");

  @Test
  void every_file_can_be_read_without_working_notes() throws IOException {
    List<String> citing = new ArrayList<>();
    Files.walkFileTree(
        Document.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean made = name.equals("target") || (name.startsWith(".") && !name.equals(".ci"));
            return made && !folder.equals(Document.root())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (TEXT.matcher(file.getFileName().toString()).matches()
                && isCiting(Files.readString(file, StandardCharsets.ISO_8859_1))) {
              citing.add(Document.root().relativize(file).toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(citing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"API", "R2"})
  void a_citation_is_noticed(String paper) {
    assertThat(isCiting("See " + paper + "-" + "FACTS 7.")).isTrue();
  }

  private static boolean isCiting(String text) {
    return CITATION.matcher(text).find();
  }
}
