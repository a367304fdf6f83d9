package dev.assetlookup.http;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.lookup.ReadContainer;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.json.ContainerJson;
import dev.assetlookup.json.internal.DraftFields;
import dev.assetlookup.json.internal.JsonFields;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads, publishes and deletes whole containers, for those ports that are given. */
record ContainerEndpoints(
    @Nullable ReadContainer read,
    @Nullable PublishContainer publish,
    @Nullable DeleteContainer delete,
    Bodies bodies,
    FailureLog failures) {
  static final PathTemplate CONTAINER = new PathTemplate("/v1/content/{containerId}");
  static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

  Map<Method, Operation.Endpoint> endpoints() {
    Map<Method, Operation.Endpoint> endpoints = new LinkedHashMap<>();
    if (read != null) {
      endpoints.put(
          Method.GET,
          ofContainer(
              Scope.CONTENT_READ,
              (caller, container, request, id) -> get(read, caller, container, id)));
    }
    if (publish != null) {
      endpoints.put(
          Method.PUT,
          ofContainer(
              Scope.CONTENT_WRITE,
              (caller, container, request, id) ->
                  put(publish, caller.during(id), container, request)));
    }
    if (delete != null) {
      endpoints.put(
          Method.DELETE,
          ofContainer(
              Scope.CONTENT_WRITE,
              (caller, container, request, id) ->
                  delete(delete, caller.during(id), container, request)));
    }
    return endpoints;
  }

  /** What a route does with a legal container id, for a key with the scope. */
  private interface OfContainer {
    Answer answer(Caller caller, ContainerId container, ServerRequest request, String requestId);
  }

  /** Checks the scope first, before the body is read: it is useless without the scope. */
  private static Operation.Endpoint ofContainer(Scope scope, OfContainer endpoint) {
    return (key, request, id) -> {
      Caller caller = key.caller();
      if (!caller.may(scope)) {
        return scope.equals(Scope.CONTENT_READ) ? ApiError.CANNOT_READ : ApiError.CANNOT_WRITE;
      }
      ContainerId container = ContainerId.parse(CONTAINER.values(request).getFirst()).orElse(null);
      return container == null ? noContainerId() : endpoint.answer(caller, container, request, id);
    };
  }

  private static ApiError noContainerId() {
    return ApiError.validation(
        List.of(Invalid.parameter("containerId", "is not a UUID or cnt_ and a UUID")));
  }

  private Answer get(ReadContainer port, Caller caller, ContainerId container, String requestId) {
    return switch (port.read(caller, container)) {
      case ReadContainer.Result.Found found ->
          Answer.Content.of(ContainerJson.write(found.container()));
      case ReadContainer.Result.NotFound() -> ApiError.CONTAINER_NOT_FOUND;
      case ReadContainer.Result.Deleted() -> ApiError.CONTAINER_DELETED;
      case ReadContainer.Result.Unreadable corrupt -> {
        failures.unreadable(requestId, corrupt.reason());
        yield ApiError.STORAGE_UNAVAILABLE;
      }
      case ReadContainer.Result.ScopeMissing missing -> ApiError.CANNOT_READ;
    };
  }

  private Answer put(
      PublishContainer port, Caller caller, ContainerId container, ServerRequest request) {
    WriteCondition condition = new WriteCondition(request.headers());
    return bodies.answer(
        request,
        MAX_BODY_BYTES,
        json -> {
          List<Invalid> problems = new ArrayList<>();
          DraftFields draft =
              DraftFields.read(new JsonFields(json, "", Invalid.bodyInto(problems)), Set.of());
          if (!problems.isEmpty()) {
            problems.addAll(Invalid.body(port.check(draft.assets())));
            return ApiError.validation(problems);
          }
          return stored(
              port.publish(caller, draft.complete(container), condition.precondition()), condition);
        });
  }

  private static Answer stored(PublishContainer.Result result, WriteCondition condition) {
    return switch (result) {
      case PublishContainer.Result.Published published ->
          new Answer.Stored(
              published.created() ? Status.CREATED_201 : Status.OK_200,
              ContainerJson.write(published.container()));
      case PublishContainer.Result.Unchanged unchanged ->
          new Answer.Stored(Status.OK_200, ContainerJson.write(unchanged.container()));
      case PublishContainer.Result.Conflict() -> condition.conflict();
      case PublishContainer.Result.TooManySuperseded() -> ApiError.TOO_MANY_SUPERSEDED;
      case PublishContainer.Result.Invalid invalid ->
          ApiError.validation(Invalid.body(invalid.problems()));
      case PublishContainer.Result.ProjectForbidden() -> ApiError.PROJECT_FORBIDDEN;
      case PublishContainer.Result.NotFound() -> ApiError.CONTAINER_NOT_FOUND;
      case PublishContainer.Result.ScopeMissing missing -> ApiError.CANNOT_WRITE;
    };
  }

  private static Answer delete(
      DeleteContainer port, Caller caller, ContainerId container, ServerRequest request) {
    WriteCondition condition = new WriteCondition(request.headers());
    return switch (port.delete(caller, container, condition.precondition())) {
      case DeleteContainer.Result.Deleted() -> new Answer.Done();
      case DeleteContainer.Result.Absent() -> new Answer.Done();
      case DeleteContainer.Result.Conflict() -> condition.conflict();
      case DeleteContainer.Result.ScopeMissing missing -> ApiError.CANNOT_WRITE;
    };
  }
}
