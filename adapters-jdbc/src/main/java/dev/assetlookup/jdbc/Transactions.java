package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Runs reads and writes on borrowed connections, each in a transaction of its own or in the
 * caller's, and turns failures into the core's exceptions.
 */
final class Transactions implements WriteGroup {
  private static final Logger LOG = System.getLogger(JdbcStore.class.getName());

  private final DataSource dataSource;
  private final TransactionOwnership ownership;
  private final Jdbi jdbi;
  private final Announcements announcements;
  private final TableNames names;
  private volatile @Nullable CommittedHeads heads;
  private volatile @Nullable Engine engine;

  Transactions(DataSource dataSource, TableNames names, Announcements announcements) {
    this.names = names;
    this.announcements = announcements;
    this.dataSource = dataSource;
    this.ownership = new TransactionOwnership(dataSource);
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
        boolean begins = ownership.begins(connection);
        try {
          return read.on(connection);
        } finally {
          end(connection, begins);
        }
      } catch (StoreUnavailableException | UnclearTransactionException e) {
        throw e;
      } catch (SQLException | RuntimeException e) {
        Retry.pauseOrThrow("cannot read " + kind + " " + key, e, attempt);
      }
    }
  }

  /** Reads what is committed; empty within a transaction of the caller's, which may see more. */
  <R> Optional<R> readCommitted(String kind, Object key, Read<R> read) {
    return read(
        kind,
        key,
        connection -> {
          if (ownership.isCallers(connection)) {
            return Optional.empty();
          }
          // Before the read: from then on what is committed to a file is known, without a write,
          // too.
          engine(connection);
          return Optional.of(read.on(connection));
        });
  }

  /** Whether what this thread reads is not read in a transaction of the caller's. */
  boolean readsCommitted() {
    return read(
        "the transaction of",
        "this thread",
        connection -> connection.getAutoCommit() || ownership.begins(connection));
  }

  /** What was committed to an H2 file, null if it is none or not known yet. */
  @Nullable CommittedHeads committedHeads() {
    return heads;
  }

  <R> R query(String what, Query<R> query) {
    for (int attempt = 1; ; attempt++) {
      try (Handle handle = jdbi.open()) {
        boolean begins = ownership.begins(handle.getConnection());
        try {
          return query.on(handle);
        } finally {
          end(handle.getConnection(), begins);
        }
      } catch (StoreUnavailableException | UnclearTransactionException e) {
        throw e;
      } catch (SQLException | RuntimeException e) {
        Retry.pauseOrThrow("cannot read " + what, e, attempt);
      }
    }
  }

  /** Removes some records, and says how many were still there. */
  interface Removal<T> {
    int on(Handle handle, List<T> records) throws SQLException;
  }

  /** Removes what a query finds, which nobody who writes has to wait for; returns how many. */
  <T> int remove(String what, Query<List<T>> query, Removal<T> removal) {
    List<T> found = query(what, query);
    if (found.isEmpty()) {
      return 0;
    }
    int[] removed = {0};
    write(
        Write.small(
            what,
            Actor.SYSTEM,
            (handle, logged) -> {
              removed[0] = removal.on(handle, found);
              return removed[0] > 0;
            }));
    return removed[0];
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
        return isQueued() ? withoutInterrupts(write) : tryWrite(write);
      } catch (StoreUnavailableException | UnclearTransactionException e) {
        throw e;
      } catch (SQLException | RuntimeException e) {
        Retry.pauseOrThrow("cannot write " + write.what(), e, attempt);
      }
    }
  }

  private boolean isQueued() {
    Engine known = engine;
    return known != null && known.queue() != null;
  }

  /** As in the queue itself: an interrupt closes a file that H2 has open. */
  private boolean withoutInterrupts(Write write) throws SQLException {
    boolean interrupted = Thread.interrupted();
    try {
      return tryWrite(write);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean tryWrite(Write write) throws SQLException {
    WriteQueue queue;
    try (Handle handle = jdbi.open()) {
      Connection connection = handle.getConnection();
      // Before the queue, where another thread may do the work: it does not see this one's.
      if (ownership.isCallers(connection)) {
        Logged logged = logged(connection, write.actor());
        WriteOutcome outcome = write.inSavepoint(handle, logged);
        announcements.announce(logged);
        return outcome.changedOrThrow(write);
      }
      queue = engine(connection).queue();
      if (queue == null) {
        return alone(handle, connection, write);
      }
      end(connection, !connection.getAutoCommit());
    }
    // Without a connection: a writer that waits for its turn with one takes it from the readers.
    return queue.write(this, write);
  }

  private boolean alone(Handle handle, Connection connection, Write write) throws SQLException {
    try (OwnTransaction transaction = OwnTransaction.begin(connection, engine(connection))) {
      Logged logged = logged(connection, write.actor());
      boolean changed = write.run(handle, logged);
      if (changed) {
        commit(transaction, write.what(), logged);
      }
      return changed;
    }
  }

  private void commit(OwnTransaction transaction, String what, Logged logged) throws SQLException {
    announcements.announce(logged);
    transaction.commit(what);
    announcements.committed(logged);
  }

  /** Does the work of all in one transaction; one that fails or is stale is undone alone. */
  @Override
  public void run(List<QueuedWrite> turn) {
    try (Handle handle = jdbi.open()) {
      Connection connection = handle.getConnection();
      TransactionOwnership.refuseLeftovers(connection);
      if (turn.size() == 1) {
        Write write = turn.get(0).write();
        turn.get(0).settle(WriteOutcome.of(alone(handle, connection, write)));
      } else {
        together(handle, connection, turn);
      }
    } catch (UnclearTransactionException e) {
      // The mistake of this thread; the others' connections are for them to find out.
      turn.get(0).settle(WriteOutcome.failed(e));
    } catch (OutcomeUnknownException e) {
      turn.forEach(queued -> queued.settle(WriteOutcome.unknown(e)));
    } catch (SQLException | RuntimeException e) {
      turn.forEach(queued -> queued.settle(WriteOutcome.failed(e)));
    }
  }

  private void together(Handle handle, Connection connection, List<QueuedWrite> turn)
      throws SQLException {
    try (OwnTransaction transaction = OwnTransaction.begin(connection, engine(connection))) {
      // Each write logs in a part of it, by its own actor.
      Logged logged = logged(connection, Actor.SYSTEM);
      List<WriteOutcome> outcomes = new ArrayList<>(turn.size());
      for (QueuedWrite queued : turn) {
        outcomes.add(queued.write().inSavepoint(handle, logged));
      }
      if (outcomes.stream().anyMatch(WriteOutcome::changed)) {
        commit(transaction, turn.size() + " records", logged);
      }
      for (int i = 0; i < turn.size(); i++) {
        turn.get(i).settle(outcomes.get(i));
      }
    }
  }

  /** The database behind the connections; found out once. */
  Engine engine(Connection connection) throws SQLException {
    Engine known = engine;
    if (known == null) {
      known = Engine.of(connection);
      WriteQueue queue = known.queue();
      if (queue != null) {
        CommittedHeads shared = queue.heads(names.in(connection));
        // Another file may be in the place of one that stores knew before this one.
        shared.forget();
        heads = shared;
      }
      engine = known;
    }
    return known;
  }

  private Logged logged(Connection connection, Actor actor) throws SQLException {
    return new Logged(engine(connection), heads, actor);
  }
}
