package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.feed.ReadChanges.Query;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.json.ChangeJson;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/** Answers what has changed, if the store knows. */
final class ChangesEndpoint {
  static final PathTemplate CHANGES = new PathTemplate("/v1/changes");

  private final @Nullable ReadChanges changes;

  ChangesEndpoint(@Nullable ReadChanges changes) {
    this.changes = changes;
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
        ChangesQuery.read(key.organization(), request.prologue().query().rawValue());
    if (!query.errors().isEmpty()) {
      return ApiError.validation(query.errors());
    }
    return switch (read(changes, caller, query)) {
      case Result.Page page -> new Answer.QueryResult(ChangeJson.write(key.organization(), page));
      case Result.Expired() -> ApiError.CHANGES_EXPIRED;
      case Result.ScopeMissing missing -> ApiError.CANNOT_READ;
    };
  }

  private static Result read(ReadChanges changes, Caller caller, ChangesQuery query) {
    if (query.after() == null) {
      return changes.now(caller);
    }
    try {
      return changes.await(
          caller, new Query(query.after(), query.projectId(), query.limit()), query.longest());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("interrupted while it waited for changes", e);
    }
  }
}
