package dev.assetlookup.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.OutageCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExporterTest {
  private static final OrganizationId ORG = new OrganizationId("org");

  private final InMemoryStore store = new InMemoryStore();

  private static String line(int n, String more) {
    return "{\"containerId\":\"%s\",\"organizationId\":\"org\"%s}%n"
        .formatted(new UUID(0x4000, 0x8000_0000_0000_0000L | n), more);
  }

  private static void importInto(InMemoryStore store, byte[] lines) throws IOException {
    Importer importer =
        new Importer(
            AssetLookup.over(store).build(),
            OutageCheck.of(store),
            1,
            Runnable::run,
            problem -> {
              throw new AssertionError(problem);
            },
            counts -> {});
    importer.run(new ByteArrayInputStream(lines), "lines");
  }

  private static byte[] exported(InMemoryStore store, long containers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Scanned.Broken> broken = new ArrayList<>();
    assertThat(new Exporter(store, broken::add, counts -> {}).run(out))
        .isEqualTo(new Exporter.Counts(containers, 0));
    assertThat(broken).isEmpty();
    return out.toByteArray();
  }

  private void fill(int containers) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int n = 1; n <= containers; n++) {
      lines.append(
          line(
              n,
              ",\"caption\":\"c"
                  + n
                  + "\",\"assets\":[{\"url\":\"https://m.test/a.png\",\"width\":3,\"assetId\":\"x\"},"
                  + "{\"url\":\"https://m.test/b.mp4\",\"durationMs\":0}]"));
    }
    importInto(store, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_import_takes_an_export_back_unchanged() throws IOException {
    fill(70);
    byte[] lines = exported(store, 70);
    InMemoryStore copy = new InMemoryStore();
    importInto(copy, lines);
    assertThat(copy.scan(null, 100)).isEqualTo(store.scan(null, 100));
    assertThat(exported(copy, 70)).isEqualTo(lines);
  }

  @Test
  void a_deleted_container_is_left_out() throws IOException {
    fill(2);
    ContainerKey first = store.scan(null, 1).get(0).key();
    Caller owner = new Caller(ORG, Set.of(Scope.CONTENT_WRITE));
    AssetLookup.over(store).build().delete(owner, first.container(), Precondition.ANY);
    assertThat(new String(exported(store, 1), StandardCharsets.UTF_8))
        .doesNotContain(first.container().toString())
        .hasLineCount(1);
  }
}
