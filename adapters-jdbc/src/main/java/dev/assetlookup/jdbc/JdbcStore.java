package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Containers and keys in H2 or PostgreSQL. Thread-safe as far as the data source is; does no I/O
 * when constructed, starts no thread and closes nothing but the connections it borrows. The tables
 * are made by {@link JdbcSchema} or by its printed definition.
 *
 * <p>How long a call may take is the data source's to limit: give its pool a connection timeout and
 * the driver a socket timeout.
 */
public final class JdbcStore implements ContainerStore, ApiKeyStore {
  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();

  private final DataSource dataSource;
  private final boolean joinsTransactions;
  private final Jdbi jdbi;
  private final ContainerTables containers;
  private final ApiKeyTable keys;
  private final String findAsset;
  private final String findContainer;
  private final String findKey;

  /**
   * A store that owns its transactions: each call borrows a connection, and what it wrote is
   * committed when it returns, whether the connection comes with auto-commit on or off.
   *
   * @param dataSource where connections come from; preferably a pool
   * @param names where the tables are
   */
  public JdbcStore(DataSource dataSource, TableNames names) {
    this(dataSource, names, false);
  }

  private JdbcStore(DataSource dataSource, TableNames names, boolean joinsTransactions) {
    this.dataSource = Objects.requireNonNull(dataSource);
    this.joinsTransactions = joinsTransactions;
    this.jdbi = Jdbis.over(dataSource);
    this.containers = new ContainerTables(names);
    this.keys = new ApiKeyTable(names);
    this.findAsset =
        "select superseded_in, superseded_at, "
            + Rows.DESCRIPTOR_COLUMNS
            + " from "
            + names.asset()
            + " where org_id = ? and container_id = ? and asset_id = ? and withdrawn = false";
    this.findContainer =
        "select 1 from "
            + names.container()
            + " where org_id = ? and container_id = ? and deleted_at is null";
    this.findKey = "select " + Rows.KEY_COLUMNS + " from " + names.apiKey() + " where key_id = ?";
  }

  /**
   * A store that takes part in the caller's transactions. For a data source that hands out the
   * connection of the transaction under way, such as Spring's {@code
   * TransactionAwareDataSourceProxy}: a connection with auto-commit off is neither committed nor
   * rolled back, and its changes become visible when the caller commits. A connection with
   * auto-commit on is treated as by {@link #JdbcStore(DataSource, TableNames)}.
   *
   * @param dataSource where connections come from
   * @param names where the tables are
   * @return a new store
   */
  public static JdbcStore joiningTransactions(DataSource dataSource, TableNames names) {
    return new JdbcStore(dataSource, names, true);
  }

  // The two reads of the hot path are plain JDBC: Jdbi's statement adds several microseconds.

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    try (Connection connection = dataSource.getConnection()) {
      Reading reading = find(connection, container, asset);
      endRead(connection);
      return reading;
    } catch (SQLException e) {
      throw new StoreUnavailableException("cannot read asset " + container + "/" + asset, e);
    } catch (IllegalArgumentException e) {
      throw new CorruptRecordException("asset " + container + "/" + asset, e);
    }
  }

  private Reading find(Connection connection, ContainerKey container, AssetId asset)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(findAsset)) {
      bind(statement, container);
      statement.setString(3, asset.value());
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          return present(row, asset);
        }
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(findContainer)) {
      bind(statement, container);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? NO_SUCH_ASSET : NO_SUCH_CONTAINER;
      }
    }
  }

  private static void bind(PreparedStatement statement, ContainerKey container)
      throws SQLException {
    statement.setString(1, container.organization().value());
    statement.setObject(2, container.container().uuid());
  }

  /** Of the rows of one id: the current one, else the latest superseded. Nearly always one row. */
  private static Reading present(ResultSet row, AssetId asset) throws SQLException {
    long best = Long.MIN_VALUE;
    Reading.@Nullable Present present = null;
    do {
      long supersededIn = row.getLong(1);
      long rank = supersededIn == 0 ? Long.MAX_VALUE : supersededIn;
      if (rank > best) {
        best = rank;
        Instant supersededAt = supersededIn == 0 ? null : Rows.instant(row, 2);
        present = new Reading.Present(new Asset(asset, Rows.descriptor(row, 3)), supersededAt);
      }
    } while (row.next());
    return Objects.requireNonNull(present);
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    try (Connection connection = dataSource.getConnection()) {
      Optional<ApiKey> key;
      try (PreparedStatement statement = connection.prepareStatement(findKey)) {
        statement.setString(1, id.value());
        try (ResultSet row = statement.executeQuery()) {
          key = row.next() ? Optional.of(Rows.apiKey(row)) : Optional.empty();
        }
      }
      endRead(connection);
      return key;
    } catch (SQLException e) {
      throw new StoreUnavailableException("cannot read API key " + id, e);
    } catch (IllegalArgumentException e) {
      throw new CorruptRecordException("API key " + id, e);
    }
  }

  /** A connection with auto-commit off has begun a transaction, which must not outlive the call. */
  private void endRead(Connection connection) throws SQLException {
    if (!joinsTransactions && !connection.getAutoCommit()) {
      connection.rollback();
    }
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return inTransaction(
        "read container " + key,
        handle -> containers.read(handle, key).map(scanned -> whole(scanned)));
  }

  private static Container whole(Scanned scanned) {
    if (scanned instanceof Scanned.Whole whole) {
      return whole.container();
    }
    String reason = ((Scanned.Broken) scanned).reason();
    throw new CorruptRecordException(
        "container " + scanned.key(), new IllegalArgumentException(reason));
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    try {
      return inTransaction(
          "write container " + next.key(),
          handle -> containers.swap(handle, next, expected) ? Swap.DONE : Swap.STALE);
    } catch (StoreUnavailableException e) {
      if (!joinsTransactions && SqlStates.lostRace(e)) {
        return Swap.STALE;
      }
      throw e;
    }
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    return inTransaction(
        "read containers",
        handle -> {
          if (after == null) {
            return containers.firstPage(handle, limit);
          }
          List<Scanned> page = new ArrayList<>(containers.sameOrganization(handle, after, limit));
          if (page.size() < limit) {
            page.addAll(
                containers.laterOrganizations(handle, after.organization(), limit - page.size()));
          }
          return page;
        });
  }

  @Override
  public boolean addKey(ApiKey key) {
    try {
      return inTransaction("write API key " + key.id(), handle -> keys.add(handle, key));
    } catch (StoreUnavailableException e) {
      if (!joinsTransactions && SqlStates.duplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
    return inTransaction(
        "write API key " + id, handle -> keys.changeStatus(handle, id, expected, next));
  }

  @Override
  public List<ApiKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return inTransaction("read API keys", handle -> keys.list(handle, organization, after, limit));
  }

  private <R> R inTransaction(String what, Work<R> work) {
    try (Handle handle = jdbi.open()) {
      return inTransaction(handle, work);
    } catch (SQLException | RuntimeException e) {
      if (e instanceof StoreUnavailableException known) {
        throw known;
      }
      throw new StoreUnavailableException("cannot " + what, e);
    }
  }

  private <R> R inTransaction(Handle handle, Work<R> work) throws SQLException {
    Connection connection = handle.getConnection();
    boolean autoCommit = connection.getAutoCommit();
    if (!autoCommit && joinsTransactions) {
      return work.on(handle);
    }
    // Jdbi takes a connection with auto-commit off for one with a transaction under way.
    connection.setAutoCommit(true);
    try {
      return handle.inTransaction(work::on);
    } finally {
      connection.setAutoCommit(autoCommit);
    }
  }

  private interface Work<R> {
    R on(Handle handle);
  }
}
