package dev.assetlookup.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** The two reads of a request over an H2 file, and the asset's select without us. */
@NullUnmarked // JMH sets the fields.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JdbcBenchmark {
  private static final String SELECT =
      "select superseded_in, superseded_at, url, kind, thumbnail_url, mime_type, size_bytes,"
          + " duration_ms, width, height, checksum_sha256, expires_at from asset_lookup_asset"
          + " where org_id = ? and container_id = ? and asset_id = ? and superseded_in = 0";
  private static final int TEXT_COLUMNS = 4;

  /** How many assets the store holds; each must have been filled by {@link InProcess}. */
  @Param({"5000", "500000"})
  public int assets;

  /** Where the filled stores are. */
  @Param("")
  public String directory;

  private HikariDataSource dataSource;
  private JdbcStore store;
  private AuthenticateKey authentication;
  private String key;
  private AssetId[] ids;
  private int containers;

  /** Opens the store and reads every container once, so that H2's cache is as full as it gets. */
  @Setup
  public void open() {
    Store files = Store.in(Path.of(directory), assets);
    dataSource = files.open();
    store = new JdbcStore(dataSource, TableNames.DEFAULT);
    authentication = AuthenticateKey.over(store);
    key = files.keyText();
    containers = Sample.containers(assets);
    ids = new AssetId[Sample.ASSETS_PER_CONTAINER];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Sample.assetId(i);
    }
    for (int i = 0; i < containers; i++) {
      store.find(Sample.key(i), ids[0]);
    }
  }

  /** Closes the pool, and with it the file. */
  @TearDown
  public void close() {
    dataSource.close();
  }

  /** Through the adapter. */
  @Benchmark
  public AssetReader.Reading find() {
    return store.find(randomContainer(), randomAsset());
  }

  /** No such asset in a container that is there: two reads. */
  @Benchmark
  public AssetReader.Reading noAsset() {
    return store.find(randomContainer(), new AssetId("slide-0"));
  }

  /** The same select through the same pool, every column read. */
  @Benchmark
  public void rawSelect(Blackhole blackhole) throws SQLException {
    ContainerKey container = randomContainer();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setString(1, container.organization().value());
      statement.setObject(2, container.container().uuid());
      statement.setString(3, randomAsset().value());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          read(row, blackhole);
        }
      }
    }
  }

  private static void read(ResultSet row, Blackhole blackhole) throws SQLException {
    blackhole.consume(row.getLong(1));
    blackhole.consume(row.getObject(2, OffsetDateTime.class));
    for (int i = 0; i < TEXT_COLUMNS; i++) {
      blackhole.consume(row.getString(3 + i));
    }
    for (int i = 0; i < 4; i++) {
      blackhole.consume(row.getLong(7 + i));
      blackhole.consume(row.wasNull());
    }
    blackhole.consume(row.getString(11));
    blackhole.consume(row.getObject(12, OffsetDateTime.class));
  }

  /** A good key. */
  @Benchmark
  public AuthenticateKey.Result authenticate() {
    return authentication.authenticate(key);
  }

  private ContainerKey randomContainer() {
    return Sample.key(ThreadLocalRandom.current().nextInt(containers));
  }

  private AssetId randomAsset() {
    return ids[ThreadLocalRandom.current().nextInt(ids.length)];
  }
}
