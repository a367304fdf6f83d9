package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Searches for damage in a thread of its own: H2 may also go round in circles on a damaged row, and
 * heeds no limit then.
 */
record H2DamageSearch(H2Login login, TableNames names, Duration limit) {
  private static final Duration STUCK = Duration.ofSeconds(15);

  H2Findings run() {
    CompletableFuture<H2Findings> search = new CompletableFuture<>();
    Thread thread = new Thread(() -> search(search), "asset-lookup-check");
    thread.setDaemon(true);
    thread.start();
    try {
      return search.get(limit.plus(STUCK).toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return new H2Findings(List.of("a row that cannot be read does not let the check end"), false);
    } catch (ExecutionException e) {
      throw new StoreUnavailableException("cannot check the database", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("the check of the database was interrupted", e);
    }
  }

  private void search(CompletableFuture<H2Findings> result) {
    H2Findings findings;
    try (Connection connection = login.connect()) {
      findings = new H2Damage(connection, names, System.nanoTime() + limit.toNanos()).find();
    } catch (SQLException | RuntimeException e) {
      result.completeExceptionally(e);
      return;
    }
    // Now that the connection is closed: whoever waits may want to be alone with the file.
    result.complete(findings);
  }
}
