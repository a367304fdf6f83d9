package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
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
  private static final Logger LOG = System.getLogger(JdbcStore.class.getName());

  private final DataSource dataSource;
  private final boolean joinsTransactions;
  private final Jdbi jdbi;
  private final AssetTable assets;
  private final ContainerTables containers;
  private final ContainerList containerList;
  private final DueContainers dueContainers;
  private final ApiKeyTable keys;
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
    this.assets = new AssetTable(names);
    this.containers = new ContainerTables(names);
    this.containerList = new ContainerList(names);
    this.dueContainers = new DueContainers(names);
    this.keys = new ApiKeyTable(names);
    this.findKey = "select " + Rows.KEY_COLUMNS + " from " + names.apiKey() + " where key_id = ?";
  }

  /**
   * A store that takes part in the caller's transactions. For a data source that hands out the
   * connection of the transaction under way, such as Spring's {@code
   * TransactionAwareDataSourceProxy}: a connection with auto-commit off is neither committed nor
   * rolled back, and its changes become visible when the caller commits. A write that fails is
   * undone alone, by a savepoint; the caller's transaction goes on. A connection with auto-commit
   * on is treated as by {@link #JdbcStore(DataSource, TableNames)}.
   *
   * @param dataSource where connections come from
   * @param names where the tables are
   * @return a new store
   */
  public static JdbcStore joiningTransactions(DataSource dataSource, TableNames names) {
    return new JdbcStore(dataSource, names, true);
  }

  // The reads of the hot path are plain JDBC: Jdbi's statement adds several microseconds.

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    try (Connection connection = dataSource.getConnection()) {
      try {
        return assets.find(connection, container, asset);
      } catch (IllegalArgumentException e) {
        throw AssetTable.corrupt(new AssetKey(container, asset), e);
      } finally {
        endRead(connection);
      }
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      throw new StoreUnavailableException("cannot read asset " + container + "/" + asset, e);
    }
  }

  @Override
  public List<Reading> findAll(List<AssetKey> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    return reading("assets", handle -> assets.findAll(handle.getConnection(), wanted));
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    try (Connection connection = dataSource.getConnection()) {
      try {
        return findKey(connection, id);
      } catch (IllegalArgumentException e) {
        throw new CorruptRecordException("API key " + id, e);
      } finally {
        endRead(connection);
      }
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      throw new StoreUnavailableException("cannot read API key " + id, e);
    }
  }

  private Optional<ApiKey> findKey(Connection connection, ApiKeyId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(findKey)) {
      statement.setString(1, id.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(Rows.apiKey(row)) : Optional.empty();
      }
    }
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return reading(
        "container " + key, handle -> containers.read(handle, key).map(JdbcStore::whole));
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
      return swapping(next.key(), expected, handle -> containers.swap(handle, next, expected));
    } catch (StoreUnavailableException e) {
      if (expected.equals(Revision.NONE) && SqlStates.duplicate(e)) {
        return Swap.STALE;
      }
      throw e;
    }
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    return swapping(key, expected, handle -> containers.remove(handle, key, expected));
  }

  private Swap swapping(ContainerKey key, Revision expected, Work<Boolean> work) {
    try {
      return writing("container " + key, work) ? Swap.DONE : Swap.STALE;
    } catch (StoreUnavailableException e) {
      if (!joinsTransactions && SqlStates.conflict(e) && !latestRevision(key).equals(expected)) {
        return Swap.STALE;
      }
      throw e;
    }
  }

  @Override
  public Revision latestRevision(ContainerKey key) {
    return reading("container " + key, handle -> containers.latestRevision(handle, key));
  }

  @Override
  public Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    return reading(
        "containers", handle -> containerList.page(handle, organization, filter, after, limit));
  }

  @Override
  public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    return reading("containers", handle -> dueContainers.page(handle, stage, until, after, limit));
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    return reading(
        "containers",
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
      return writing("API key " + key.id(), handle -> keys.add(handle, key));
    } catch (StoreUnavailableException e) {
      if (SqlStates.duplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
    return writing("API key " + id, handle -> keys.changeStatus(handle, id, expected, next));
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return reading("API keys", handle -> keys.list(handle, organization, after, limit));
  }

  private <R> R reading(String what, Work<R> work) {
    try (Handle handle = jdbi.open()) {
      try {
        return work.on(handle);
      } finally {
        endRead(handle.getConnection());
      }
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      throw new StoreUnavailableException("cannot read " + what, e);
    }
  }

  /**
   * A connection with auto-commit off has begun a transaction, which must not outlive the call. One
   * that cannot end it is broken, which is for its pool to find out: the answer is there.
   */
  private void endRead(Connection connection) {
    if (joinsTransactions) {
      return;
    }
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "a connection could not end its read", e);
    }
  }

  private <R> R writing(String what, Work<R> work) {
    try (Handle handle = jdbi.open()) {
      Connection connection = handle.getConnection();
      boolean autoCommit = connection.getAutoCommit();
      return joinsTransactions && !autoCommit
          ? inSavepoint(handle, connection, work)
          : inTransaction(handle, connection, autoCommit, work);
    } catch (SQLException | RuntimeException e) {
      throw new StoreUnavailableException("cannot write " + what, e);
    }
  }

  private static <R> R inTransaction(
      Handle handle, Connection connection, boolean autoCommit, Work<R> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      R result = work.on(handle);
      connection.commit();
      connection.setAutoCommit(autoCommit);
      return result;
    } catch (Throwable e) {
      try {
        connection.rollback();
        connection.setAutoCommit(autoCommit);
      } catch (SQLException | RuntimeException e2) {
        e.addSuppressed(e2);
      }
      throw e;
    }
  }

  /** In the caller's transaction: what failed is undone and the rest of it stays usable. */
  private static <R> R inSavepoint(Handle handle, Connection connection, Work<R> work)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      R result = work.on(handle);
      connection.releaseSavepoint(before);
      return result;
    } catch (Throwable e) {
      try {
        connection.rollback(before);
        connection.releaseSavepoint(before);
      } catch (SQLException | RuntimeException e2) {
        e.addSuppressed(e2);
      }
      throw e;
    }
  }

  private interface Work<R> {
    R on(Handle handle) throws SQLException;
  }
}
