package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ForwardingChangeLog;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/**
 * The log of a database that may have to be closed under a running server, because its file was
 * overwritten. From then on a log in memory gives no answer either, so that no cache goes on.
 */
final class LogWhileOpen extends ForwardingChangeLog {
  private final Database database;

  LogWhileOpen(ChangeLog log, Database database) {
    super(log);
    this.database = database;
  }

  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    if (database.isClosed()) {
      throw new StoreUnavailableException("the database is closed", null);
    }
    return super.heads(organizations);
  }

  /** The pool is the program's own, so that nobody has a transaction: asking takes a connection. */
  @Override
  public boolean readsCommitted() {
    return true;
  }
}
