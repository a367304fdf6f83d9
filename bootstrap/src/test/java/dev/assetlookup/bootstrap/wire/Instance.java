package dev.assetlookup.bootstrap.wire;

import dev.assetlookup.bootstrap.OpenStore;
import dev.assetlookup.bootstrap.config.AssetSettings;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.wiring.Application;
import dev.assetlookup.bootstrap.wiring.DaggerApplication;
import dev.assetlookup.bootstrap.wiring.Database;
import dev.assetlookup.bootstrap.wiring.Storage;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.http.StandaloneServer;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The program as {@code serve} wires it: a pool of its own, the application, a running server. */
final class Instance implements AutoCloseable {
  static final Duration GRACE = Duration.ofMinutes(10);
  static final Duration RETENTION = Duration.ofDays(30);

  // Of the faults that tests provoke. Kept here, because the log manager holds loggers weakly.
  private static final List<Logger> QUIET =
      Stream.of("com.zaxxer.hikari", "io.helidon", "org.postgresql", "dev.assetlookup.http")
          .map(Logger::getLogger)
          .toList();

  private final @Nullable Database database;
  private final Storage storage;
  private final Application application;
  private final StandaloneServer server;

  static {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
  }

  private Instance(Settings settings) {
    // The database here, so that tests can reach behind the program.
    this.database = settings.storage() instanceof JdbcSettings jdbc ? Database.open(jdbc) : null;
    this.storage =
        database == null
            ? Storage.open(settings)
            : OpenStore.over(new JdbcStore(database.dataSource(), TableNames.DEFAULT));
    this.application = DaggerApplication.factory().create(settings, storage);
    this.server =
        new StandaloneServer(
            settings.http().host(), settings.http().port(), application.contentApi());
    server.start();
  }

  static Instance of(Settings settings) {
    return new Instance(settings);
  }

  static Instance of(Settings settings, Duration grace, Duration retention) {
    return new Instance(
        settings.with(new AssetSettings(new Supersession(grace, retention), UrlRules.DEFAULT)));
  }

  Application application() {
    return application;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** A new key. */
  Minted mint(String organization, Scope... scopes) {
    return application
        .manageKeys()
        .mint(
            new MintRequest(
                KeyTerms.builder(new OrganizationId(organization))
                    .organizationName("The \"" + organization + "\" \u00fc")
                    .scopes(scopes)
                    .rateLimitTier(ApiKey.RateLimitTier.PARTNER)
                    .build()));
  }

  Connection connection() throws SQLException {
    return Objects.requireNonNull(database).dataSource().getConnection();
  }

  /** Runs SQL behind the program's back. */
  void sql(String sql) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    server.stop();
    storage.close();
    if (database != null) {
      database.close();
    }
  }
}
