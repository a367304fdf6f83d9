package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.WriteQueue.Outcome;
import dev.assetlookup.jdbc.WriteQueue.Place;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Runs reads and writes on borrowed connections, each in a transaction of its own or in the
 * caller's, and tells its failures by the core's exceptions.
 */
final class Transactions implements WriteQueue.Group {
  private static final Logger LOG = System.getLogger(JdbcStore.class.getName());
  private static final int ATTEMPTS = 10;
  private static final int SHORTEST_PAUSE_MS = 5;
  private static final int LONGEST_PAUSE_MS = 250;
  private static final int ASKING_MS = 200;

  private final DataSource dataSource;
  private final boolean joins;
  private final Jdbi jdbi;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Engine engine;
  private volatile boolean autoCommitIsOffByDefault;

  Transactions(DataSource dataSource, boolean joins) {
    this.dataSource = dataSource;
    this.joins = joins;
    this.jdbi = Jdbis.over(dataSource);
  }

  /** A read by plain JDBC. */
  interface Read<R> {
    R on(Connection connection) throws SQLException;
  }

  /** A read by Jdbi. */
  interface Query<R> {
    R on(Handle handle) throws SQLException;
  }

  /** Reads; the record is named only where something fails. */
  <R> R read(String kind, Object key, Read<R> read) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = dataSource.getConnection()) {
        boolean begins = begins(connection);
        try {
          return read.on(connection);
        } finally {
          end(connection, begins);
        }
      } catch (StoreUnavailableException | WrongTransactionException e) {
        throw e;
      } catch (SQLException | RuntimeException e) {
        pauseOrThrow("cannot read " + kind + " " + key, e, attempt);
      }
    }
  }

  <R> R query(String what, Query<R> query) {
    for (int attempt = 1; ; attempt++) {
      try (Handle handle = jdbi.open()) {
        boolean begins = begins(handle.getConnection());
        try {
          return query.on(handle);
        } finally {
          end(handle.getConnection(), begins);
        }
      } catch (StoreUnavailableException | WrongTransactionException e) {
        throw e;
      } catch (SQLException | RuntimeException e) {
        pauseOrThrow("cannot read " + what, e, attempt);
      }
    }
  }

  /**
   * Whether the next statement begins a transaction, or is in one that a pool began to see whether
   * the connection lives. Such a one must not outlive the call; the caller's must.
   */
  private boolean begins(Connection connection) throws SQLException {
    return !connection.getAutoCommit()
        && (!Engine.isInTransaction(connection) || !isCallers(connection));
  }

  private static void refuseChanges(Connection connection) throws SQLException {
    if (Engine.hasChanges(connection)) {
      throw new WrongTransactionException(
          "the data source handed out a connection with a transaction under way, which this store"
              + " must not end; for taking part in it there is JdbcStore.joiningTransactions");
    }
  }

  /** One that cannot end its read is broken, which is for its pool to find out. */
  private static void end(Connection connection, boolean begins) {
    try {
      if (begins) {
        connection.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a connection could not end its read", e);
    }
  }

  /** Whether there was a change to keep; then it is committed, or part of the caller's. */
  boolean write(Write write) {
    for (int attempt = 1; ; attempt++) {
      try {
        return tryWrite(write);
      } catch (StoreUnavailableException | WrongTransactionException e) {
        throw e;
      } catch (SQLException | RuntimeException e) {
        pauseOrThrow("cannot write " + write.what(), e, attempt);
      }
    }
  }

  private boolean tryWrite(Write write) throws SQLException {
    // The turn first: a writer that waits with a connection takes it from the readers.
    WriteQueue queue = joins ? null : engine().queue();
    if (queue == null) {
      try (Handle handle = jdbi.open()) {
        Connection connection = handle.getConnection();
        if (isCallers(connection)) {
          return inSavepoint(handle, connection, write);
        }
        queue = engine(connection).queue();
        if (queue == null) {
          return alone(handle, connection, write);
        }
        end(connection, !connection.getAutoCommit());
      }
    }
    return queue.write(this, write);
  }

  private boolean alone(Handle handle, Connection connection, Write write) throws SQLException {
    try (OwnTransaction transaction = OwnTransaction.begin(connection, engine(connection))) {
      boolean changed = write.run(handle);
      if (changed) {
        transaction.commit(write.what());
      }
      return changed;
    }
  }

  /** Does the work of all in one transaction; one that fails or is stale is undone alone. */
  @Override
  public void run(List<Place> places) {
    try (Handle handle = jdbi.open()) {
      Connection connection = handle.getConnection();
      if (isCallers(connection)) {
        throw new WrongTransactionException(
            "the data source handed out a transaction's connection that it had not a moment ago");
      }
      if (places.size() == 1) {
        Write write = places.get(0).write();
        places.get(0).settle(Outcome.of(alone(handle, connection, write)));
      } else {
        together(handle, connection, places);
      }
    } catch (WrongTransactionException e) {
      // The mistake of this thread; the others' connections are for them to find out.
      places.get(0).settle(Outcome.failed(e));
    } catch (OutcomeUnknownException e) {
      places.forEach(place -> place.settle(Outcome.unknown(e)));
    } catch (SQLException | RuntimeException e) {
      places.forEach(place -> place.settle(Outcome.failed(e)));
    }
  }

  private void together(Handle handle, Connection connection, List<Place> places)
      throws SQLException {
    try (OwnTransaction transaction = OwnTransaction.begin(connection, engine(connection))) {
      List<Outcome> outcomes = new ArrayList<>(places.size());
      for (Place place : places) {
        outcomes.add(outcome(handle, connection, place.write()));
      }
      if (outcomes.stream().anyMatch(Outcome::changed)) {
        transaction.commit(places.size() + " records");
      }
      for (int i = 0; i < places.size(); i++) {
        places.get(i).settle(outcomes.get(i));
      }
    }
  }

  private static Outcome outcome(Handle handle, Connection connection, Write write)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      boolean changed = write.run(handle);
      if (!changed) {
        connection.rollback(before);
      }
      connection.releaseSavepoint(before);
      return Outcome.of(changed);
    } catch (SQLException | RuntimeException e) {
      undo(connection, before, e);
      return Outcome.failed(e);
    }
  }

  /** If that fails too, so does all of the transaction: nothing of it can be trusted. */
  private static void undo(Connection connection, Savepoint before, Exception failure)
      throws SQLException {
    try {
      connection.rollback(before);
    } catch (SQLException | RuntimeException e) {
      e.addSuppressed(failure);
      throw e;
    }
  }

  /** In the caller's transaction: what failed is undone and the rest of it stays usable. */
  private static boolean inSavepoint(Handle handle, Connection connection, Write write)
      throws SQLException {
    Outcome outcome = outcome(handle, connection, write);
    if (outcome.failure() instanceof SQLException sql) {
      throw sql;
    }
    if (outcome.failure() instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return outcome.changed();
  }

  /** Whether a connection is that of a transaction of the caller's. */
  private boolean isCallers(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      return false;
    }
    boolean underWay = Engine.isInTransaction(connection);
    if (joins) {
      return (underWay && Engine.hasChanges(connection)) || isHandedOutTwice(connection);
    }
    if (underWay) {
      refuseChanges(connection);
    }
    if (!autoCommitIsOffByDefault) {
      if (isHandedOutTwice(connection)) {
        throw new WrongTransactionException(
            "the data source hands out one connection with auto-commit off again and again, as in a"
                + " transaction of the caller's; this store commits by itself, and for taking part"
                + " in it there is JdbcStore.joiningTransactions");
      }
      autoCommitIsOffByDefault = true;
    }
    return false;
  }

  /**
   * Whether the data source binds this connection to the thread, as it does within a transaction: a
   * second one shows what is done to the first. Nothing is sent to the database.
   */
  private boolean isHandedOutTwice(Connection first) throws SQLException {
    int found = first.getHoldability();
    int other =
        found == ResultSet.HOLD_CURSORS_OVER_COMMIT
            ? ResultSet.CLOSE_CURSORS_AT_COMMIT
            : ResultSet.HOLD_CURSORS_OVER_COMMIT;
    // One at a time: if each held its first and waited for a second, no pool had one to give.
    awaitAsking();
    try (Connection second = dataSource.getConnection()) {
      if (second.getHoldability() != found) {
        return false;
      }
      first.setHoldability(other);
      try {
        return second.getHoldability() == other;
      } finally {
        first.setHoldability(found);
      }
    } finally {
      asking.unlock();
    }
  }

  /** Whoever waits in vain gives its connection back and begins anew. */
  private void awaitAsking() throws SQLException {
    try {
      if (!asking.tryLock(ASKING_MS, TimeUnit.MILLISECONDS)) {
        throw new SQLTransactionRollbackException("too few connections in the pool", "40001");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientException("interrupted while waiting for a connection", e);
    }
  }

  private Engine engine() throws SQLException {
    Engine known = engine;
    if (known != null) {
      return known;
    }
    try (Connection connection = dataSource.getConnection()) {
      boolean begins = begins(connection);
      try {
        return engine(connection);
      } finally {
        end(connection, begins);
      }
    }
  }

  private Engine engine(Connection connection) throws SQLException {
    Engine known = engine;
    if (known == null) {
      known = Engine.of(connection);
      engine = known;
    }
    return known;
  }

  /** Waits a while if another attempt may succeed. */
  private static void pauseOrThrow(String attempted, Exception failure, int attempt) {
    boolean again = Failures.isConflict(failure) || Failures.isDuplicate(failure);
    if (!again || attempt == ATTEMPTS) {
      throw Failures.of(attempted, failure);
    }
    try {
      int longest = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS << attempt);
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
      throw Failures.of(attempted, failure);
    }
  }
}
