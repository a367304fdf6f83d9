package dev.assetlookup.bootstrap;

import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.wiring.Database;
import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import dev.assetlookup.json.Importer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes into the H2 file of a distribution as if it were some time ago. */
public final class Backdated {
  // Held, or the logger forgets its level.
  private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");

  private final Path directory;
  private final Duration ago;

  public Backdated(Path directory, Duration ago) {
    this.directory = directory;
    this.ago = ago;
    POOL.setLevel(Level.WARNING);
  }

  /** Publishes the lines of an import. */
  public void publish(List<String> lines) {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    write(
        (publishing, store) -> {
          try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            OutageCheck outages = OutageCheck.of(store);
            Importer importer =
                new Importer(publishing, outages, 8, threads, Backdated::fail, counts -> {});
            importer.run(new ByteArrayInputStream(text), "lines");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  public void publish(String... lines) {
    publish(List.of(lines));
  }

  public void delete(String organization, int... numbers) {
    Caller owner = new Caller(new OrganizationId(organization), Set.of(Scope.CONTENT_WRITE));
    write(
        (publishing, store) -> {
          for (int n : numbers) {
            ContainerId container = ContainerId.parse(Containers.id(n)).orElseThrow();
            publishing.delete(owner, container, Precondition.ANY);
          }
        });
  }

  private void write(BiConsumer<AssetLookup, JdbcStore> work) {
    JdbcSettings file =
        new JdbcSettings(
            "jdbc:h2:file:" + directory.resolve("asset-lookup-data/store"),
            "sa",
            "",
            JdbcSettings.SchemaMode.CREATE);
    try (Database database = Database.open(file)) {
      JdbcStore store = new JdbcStore(database.dataSource(), TableNames.DEFAULT);
      InstantSource then = InstantSource.fixed(Instant.now().minus(ago));
      work.accept(AssetLookup.over(store).clock(then).build(), store);
    }
  }

  private static void fail(String problem) {
    throw new AssertionError(problem);
  }
}
