package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.lookup.ListContainers;
import dev.assetlookup.json.ContainerJson;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the containers of an organization, or of one of its projects. */
final class ListEndpoints {
  static final PathTemplate ORGANIZATION = new PathTemplate("/v1/content");
  static final PathTemplate PROJECT = new PathTemplate("/v1/projects/{projectId}/content");

  private final ListContainers port;
  private final FailureLog failures;

  ListEndpoints(ListContainers port, FailureLog failures) {
    this.port = port;
    this.failures = failures;
  }

  Map<Method, Operation.Endpoint> ofOrganization() {
    return Map.of(Method.GET, (key, request, id) -> list(key, request, null, id));
  }

  Map<Method, Operation.Endpoint> ofProject() {
    return Map.of(
        Method.GET,
        (key, request, id) -> list(key, request, PROJECT.values(request).getFirst(), id));
  }

  private Answer list(
      ApiKey key, ServerRequest request, @Nullable String projectId, String requestId) {
    Caller caller = key.caller();
    if (!caller.may(Scope.CONTENT_READ)) {
      return ApiError.CANNOT_READ;
    }
    OrganizationId organization = caller.organization();
    ListQuery query =
        ListQuery.read(organization, projectId, request.prologue().query().rawValue());
    if (!query.errors().isEmpty()) {
      return ApiError.validation(query.errors());
    }
    return switch (port.list(caller, query.filter(), query.after(), query.limit())) {
      case ListContainers.Result.Page page -> {
        page.unreadable().forEach(reason -> failures.unreadable(requestId, reason));
        String next =
            page.next() == null ? null : Cursor.write(organization, query.filter(), page.next());
        yield Answer.Content.of(ContainerJson.write(page.containers(), next));
      }
      case ListContainers.Result.ScopeMissing missing -> ApiError.CANNOT_READ;
    };
  }
}
