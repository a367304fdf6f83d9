package dev.assetlookup.bootstrap.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.readme.Document.Block;
import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.jdbc.JdbcSchema;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every block of Java in the documentation compiles, and those that do something do it. */
@Execution(ExecutionMode.CONCURRENT)
class JavaBlocksTest {
  @TempDir private Path folder;

  @Test
  void every_java_block_compiles() throws Exception {
    List<Block> blocks = Document.allBlocks("java");
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(8);
    Snippet.compileAll(blocks, folder);
  }

  @Test
  void the_first_lines_of_java_find_what_the_lines_about_publishing_have_published()
      throws Exception {
    JdbcConnectionPool dataSource = memory();
    try {
      new JdbcSchema(TableNames.DEFAULT).create(dataSource);
      JdbcStore store = new JdbcStore(dataSource, TableNames.DEFAULT);
      Map<String, Object> fields =
          Map.of("dataSource", dataSource, "lookup", AssetLookup.over(store).build());

      assertThat(run("String answer", fields)).isEqualTo("not on a container of this organization");
      assertThat(run("String outcome", fields)).isEqualTo("stored");
      assertThat(run("String answer", fields))
          .isEqualTo("https://media.example.com/slides/slide-3.png");
      assertThat(run("String outcome", fields)).isEqualTo("was stored already");
    } finally {
      dataSource.dispose();
    }
  }

  @Test
  void the_first_lines_of_java_are_ten() throws Exception {
    assertThat(Document.readme().blocks("java").get(0).lines()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void the_lines_about_tables_make_those_tables() throws Exception {
    JdbcConnectionPool dataSource = memory();
    try {
      run("new JdbcSchema(names)", Map.of("dataSource", dataSource));
      assertThat(new JdbcSchema(new TableNames("media", "lookup_")).problems(dataSource)).isEmpty();
      assertThat(new JdbcSchema(TableNames.DEFAULT).problems(dataSource)).isNotEmpty();
    } finally {
      dataSource.dispose();
    }
  }

  @Test
  void the_lines_about_mounting_serve_the_api_under_their_path() throws Exception {
    JdbcConnectionPool dataSource = memory();
    try (HttpClient client = HttpClient.newHttpClient()) {
      new JdbcSchema(TableNames.DEFAULT).create(dataSource);
      WebServer server = (WebServer) run("WebServer server", Map.of("dataSource", dataSource));
      try {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/media/v1/whoami");
        HttpResponse<String> refused =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("UNAUTHENTICATED");
      } finally {
        server.stop();
      }
    } finally {
      dataSource.dispose();
    }
  }

  private Object run(String mark, Map<String, Object> fields) throws Exception {
    Block block =
        Document.allBlocks("java").stream()
            .filter(b -> b.text().contains(mark))
            .findFirst()
            .orElseThrow();
    return new Snippet(block).run(Files.createTempDirectory(folder, "run"), fields);
  }

  private static JdbcConnectionPool memory() {
    return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
  }
}
