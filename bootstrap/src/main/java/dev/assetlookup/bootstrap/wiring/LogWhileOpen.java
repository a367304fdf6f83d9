package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The log of a database that may have to be closed under a running server, because its file was
 * overwritten. From then on a log in memory gives no answer either, so that no cache goes on.
 */
record LogWhileOpen(ChangeLog log, Database database) implements ChangeLog {
  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    if (database.isClosed()) {
      throw new StoreUnavailableException("the database is closed", null);
    }
    return log.heads(organizations);
  }

  @Override
  public Changes changes(OrganizationId organization, LogPosition after, int limit) {
    return log.changes(organization, after, limit);
  }

  @Override
  public int trim(Instant before, int limit) {
    return log.trim(before, limit);
  }

  @Override
  public Listening listen(Consumer<OrganizationId> listener) {
    return log.listen(listener);
  }
}
