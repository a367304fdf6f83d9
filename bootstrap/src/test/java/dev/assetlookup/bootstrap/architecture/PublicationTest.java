package dev.assetlookup.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The POMs that are published have what Maven Central demands, and the BOM names them all. */
class PublicationTest {
  private static final Path ROOT = Path.of("..");

  /** Central takes these also from a parent. */
  private static final List<String> INHERITED =
      List.of(
          "/project/url",
          "/project/licenses/license/name",
          "/project/licenses/license/url",
          "/project/developers/developer/name",
          "/project/developers/developer/organization",
          "/project/scm/url",
          "/project/scm/connection",
          "/project/scm/developerConnection");

  private final XPath path = XPathFactory.newInstance().newXPath();

  @Test
  void each_has_a_name_a_description_and_the_coordinates() throws Exception {
    for (String module : published()) {
      Document pom = pom(module);
      assertThat(
              List.of(
                  text(pom, "/project/artifactId"),
                  text(pom, "/project/name"),
                  text(pom, "/project/description"),
                  text(pom, "/project/version | /project/parent/version")))
          .as(module)
          .doesNotContain("");
    }
  }

  @Test
  void each_says_where_it_comes_from_who_made_it_and_under_which_licence() throws Exception {
    for (String module : published()) {
      Document pom = pom(module);
      boolean hasParent = !text(pom, "/project/parent/artifactId").isEmpty();
      for (String demanded : INHERITED) {
        String value = text(pom, demanded);
        assertThat(value.isEmpty() && hasParent ? text(pom("."), demanded) : value)
            .as("%s of %s", demanded, module)
            .isNotEmpty();
      }
    }
  }

  @Test
  void each_library_has_jars_of_its_sources_and_its_javadoc() throws Exception {
    for (String module : published()) {
      Document pom = pom(module);
      if (!text(pom, "/project/packaging").equals("pom")) {
        assertThat(texts(pom, "/project/build/plugins/plugin/artifactId"))
            .as(module)
            .contains("maven-source-plugin", "maven-javadoc-plugin");
      }
    }
  }

  @Test
  void none_names_a_repository_of_its_own() throws Exception {
    for (String module : published()) {
      assertThat(texts(pom(module), "//repositories | //pluginRepositories")).as(module).isEmpty();
    }
  }

  @Test
  void the_bom_names_every_library_at_its_own_version() throws Exception {
    Document bom = pom("core/bom");
    assertThat(texts(bom, "/project/parent"))
        .as("it would bring all that a parent manages")
        .isEmpty();
    assertThat(text(bom, "/project/version")).isEqualTo(text(pom("."), "/project/version"));
    assertThat(texts(bom, "//dependency/groupId")).containsOnly("dev.assetlookup");
    assertThat(texts(bom, "//dependency/version")).containsOnly("${project.version}");
    List<String> libraries =
        published().stream()
            .filter(module -> !List.of(".", "core/bom", "bootstrap").contains(module))
            .map(module -> text(pom(module), "/project/artifactId"))
            .toList();
    assertThat(texts(bom, "//dependency/artifactId"))
        .containsExactlyInAnyOrderElementsOf(libraries);
  }

  @Test
  void the_consumer_names_all_that_the_bom_has_and_no_version_of_it() {
    Document consumer = pom("bootstrap/consumer");
    String ours = "/project/dependencies/dependency[groupId='dev.assetlookup']";
    assertThat(texts(consumer, ours + "/artifactId"))
        .containsExactlyInAnyOrderElementsOf(texts(pom("core/bom"), "//dependency/artifactId"));
    assertThat(texts(consumer, ours + "/version")).isEmpty();
  }

  @Test
  void the_consumer_builds_with_the_plugins_that_the_page_names() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/embedding.md"));
    Document consumer = pom("bootstrap/consumer");
    for (String plugin :
        List.of("maven-compiler-plugin", "maven-surefire-plugin", "maven-jar-plugin")) {
      String version = text(consumer, "//plugin[artifactId='" + plugin + "']/version");
      assertThat(page).contains("`" + plugin + "` " + version);
    }
  }

  private List<String> published() {
    return Stream.concat(Stream.of("."), texts(pom("."), "/project/modules/module").stream())
        .filter(module -> text(pom(module), "//maven.deploy.skip").isEmpty())
        .toList();
  }

  private static Document pom(String module) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(ROOT.resolve(module).resolve("pom.xml").toFile());
    } catch (Exception e) {
      throw new IllegalStateException("cannot read the POM of " + module, e);
    }
  }

  private String text(Document pom, String expression) {
    List<String> texts = texts(pom, expression);
    return texts.isEmpty() ? "" : texts.get(0);
  }

  private List<String> texts(Document pom, String expression) {
    try {
      NodeList nodes = (NodeList) path.evaluate(expression, pom, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength())
          .mapToObj(i -> nodes.item(i).getTextContent().strip())
          .toList();
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(expression, e);
    }
  }
}
