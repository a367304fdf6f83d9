package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.audit.ReadAudit;
import dev.assetlookup.core.audit.ReadAudit.Result;
import dev.assetlookup.json.AuditJson;
import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Answers who changed what, if the store knows.
 *
 * @param audit reads it, null if the store does not know
 * @param failures logs entries that cannot be read
 */
record AuditEndpoint(@Nullable ReadAudit audit, FailureLog failures) {
  static final PathTemplate AUDIT_LOG = new PathTemplate("/v1/audit-log");

  Answer get(ApiKey key, ServerRequest request, String requestId) {
    Caller caller = key.caller();
    if (!caller.may(Scope.AUDIT_READ)) {
      return ApiError.CANNOT_READ_AUDIT;
    }
    if (audit == null) {
      return ApiError.AUDIT_NOT_KEPT;
    }
    AuditQuery query =
        AuditQuery.read(caller.organization(), request.prologue().query().rawValue());
    if (!query.errors().isEmpty()) {
      return ApiError.validation(query.errors());
    }
    return switch (audit.read(caller, query.query())) {
      case Result.Page page -> {
        page.unreadable().forEach(reason -> failures.unreadable(requestId, reason));
        yield new Answer.QueryResult(AuditJson.write(caller.organization(), page));
      }
      case Result.ScopeMissing missing -> ApiError.CANNOT_READ_AUDIT;
      case Result.Bound() -> ApiError.BOUND_TO_PROJECTS;
    };
  }
}
