package dev.assetlookup.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.cache.StoreCache;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.http.ContentApi;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.json.ContainerDocument;
import dev.assetlookup.media.MediaReader;
import dev.assetlookup.r2.S3Clients;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What an embedder takes with each published artifact. */
class ArtifactsTest {
  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "core | org.jspecify:jspecify",
        "core/json | dev.assetlookup:asset-lookup-core org.jspecify:jspecify"
            + " com.fasterxml.jackson.core:jackson-databind",
        "core/cache | dev.assetlookup:asset-lookup-core org.jspecify:jspecify"
            + " com.github.ben-manes.caffeine:caffeine",
        "core/testkit | dev.assetlookup:asset-lookup-core org.jspecify:jspecify",
        "adapters-jdbc | dev.assetlookup:asset-lookup-core org.jspecify:jspecify"
            + " org.jdbi:jdbi3-core",
        "adapters-r2 | dev.assetlookup:asset-lookup-core dev.assetlookup:asset-lookup-json"
            + " org.jspecify:jspecify"
            + " software.amazon.awssdk:s3 software.amazon.awssdk:apache5-client"
            + " com.fasterxml.jackson.core:jackson-databind"
            + " com.github.ben-manes.caffeine:caffeine",
        "adapters-r2/media | dev.assetlookup:asset-lookup-core dev.assetlookup:asset-lookup-json"
            + " dev.assetlookup:asset-lookup-r2"
            + " org.jspecify:jspecify org.apache.tika:tika-core",
        "adapters-http | dev.assetlookup:asset-lookup-core dev.assetlookup:asset-lookup-json"
            + " org.jspecify:jspecify"
            + " io.helidon.webserver:helidon-webserver com.fasterxml.jackson.core:jackson-core"
            + " com.fasterxml.jackson.core:jackson-databind"
            + " com.github.ben-manes.caffeine:caffeine",
      })
  void a_library_brings_these_dependencies_and_no_more(String module, String expected)
      throws Exception {
    assertThat(dependencies(ROOT.resolve(module).resolve("pom.xml")))
        .containsExactlyInAnyOrder(expected.split(" ", -1));
  }

  private static List<String> dependencies(Path pom) throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    NodeList all = project.getElementsByTagName("dependency");
    List<String> dependencies = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element dependency = (Element) all.item(i);
      NodeList scope = dependency.getElementsByTagName("scope");
      if (scope.getLength() == 0
          || !Set.of("test", "provided").contains(scope.item(0).getTextContent())) {
        dependencies.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
      }
    }
    return dependencies;
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }

  @Test
  void what_gets_embedded_runs_on_java_17_and_the_server_on_21() throws IOException {
    assertThat(release(AssetId.class)).isEqualTo(17);
    assertThat(release(InMemoryStore.class)).isEqualTo(17);
    assertThat(release(ContainerDocument.class)).isEqualTo(17);
    assertThat(release(StoreCache.class)).isEqualTo(17);
    assertThat(release(JdbcStore.class)).isEqualTo(17);
    assertThat(release(S3Clients.class)).isEqualTo(17);
    assertThat(release(MediaReader.class)).isEqualTo(21);
    assertThat(release(ContentApi.class)).isEqualTo(21);
    assertThat(release(Settings.class)).isEqualTo(21);
  }

  /** The class file format is 44 ahead of the Java release. */
  private static int release(Class<?> type) throws IOException {
    try (DataInputStream in =
        new DataInputStream(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
      in.skipNBytes(6);
      return in.readUnsignedShort() - 44;
    }
  }
}
