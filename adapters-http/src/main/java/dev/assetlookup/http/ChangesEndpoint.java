package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.feed.ReadChanges.Query;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.json.ChangeJson;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Answers what has changed, if the store knows. A quarter of the connections is left to requests
 * that do not wait for a change. Thread-safe.
 */
final class ChangesEndpoint {
  static final PathTemplate CHANGES = new PathTemplate("/v1/changes");

  private final @Nullable ReadChanges changes;
  private final Semaphore room;
  private final Limits limits;

  /**
   * The endpoint of one server.
   *
   * @param changes reads them, null if the store does not know
   * @param connections how many the server has at most
   * @param limits says how many of a key may wait
   */
  ChangesEndpoint(@Nullable ReadChanges changes, int connections, Limits limits) {
    this.changes = changes;
    this.room = new Semaphore(connections - connections / 4);
    this.limits = limits;
  }

  Answer get(ApiKey key, ServerRequest request, String requestId) {
    Caller caller = key.caller();
    if (!caller.may(Scope.CONTENT_READ)) {
      return ApiError.CANNOT_READ;
    }
    if (changes == null) {
      return ApiError.CHANGES_NOT_KEPT;
    }
    ChangesQuery query =
        ChangesQuery.read(caller.organization(), request.prologue().query().rawValue());
    if (!query.errors().isEmpty()) {
      return ApiError.validation(query.errors());
    }
    LogPosition after = query.after();
    if (after == null) {
      return answer(caller, changes.now(caller));
    }
    Query page = new Query(after, query.projectId(), query.limit());
    return query.longest().isZero()
        ? answer(caller, changes.read(caller, page))
        : await(key, changes, page, query.longest());
  }

  private Answer await(ApiKey key, ReadChanges port, Query page, Duration longest) {
    if (!limits.mayWait(key)) {
      return ApiError.TOO_MANY_WAIT_WITH_KEY;
    }
    try {
      return awaitInRoom(key.caller(), port, page, longest);
    } finally {
      limits.hasWaited(key);
    }
  }

  private Answer awaitInRoom(Caller caller, ReadChanges port, Query page, Duration longest) {
    if (!room.tryAcquire()) {
      return ApiError.TOO_MANY_WAIT;
    }
    try {
      return answer(caller, port.await(caller, page, longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("interrupted while it waited for changes", e);
    } finally {
      room.release();
    }
  }

  private static Answer answer(Caller caller, Result result) {
    return switch (result) {
      case Result.Page page ->
          new Answer.QueryResult(ChangeJson.write(caller.organization(), page));
      case Result.Expired() -> ApiError.CHANGES_EXPIRED;
      case Result.ScopeMissing missing -> ApiError.CANNOT_READ;
    };
  }
}
