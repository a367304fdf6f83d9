package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.AdministerKeys;
import dev.assetlookup.core.keys.AdministerKeys.Changed;
import dev.assetlookup.core.keys.AdministerKeys.Created;
import dev.assetlookup.core.keys.AdministerKeys.Exceeds;
import dev.assetlookup.core.keys.AdministerKeys.Listed;
import dev.assetlookup.core.keys.AdministerKeys.NotFound;
import dev.assetlookup.core.keys.AdministerKeys.Rotated;
import dev.assetlookup.core.keys.AdministerKeys.ScopeMissing;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.json.internal.JsonFields;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Manages keys.
 *
 * @param port does so
 * @param bodies reads the bodies
 * @param clock says what has expired
 */
record ApiKeyEndpoints(AdministerKeys port, Bodies bodies, InstantSource clock) {
  static final PathTemplate KEYS = new PathTemplate("/v1/api-keys");
  static final PathTemplate KEY = new PathTemplate("/v1/api-keys/{apiKeyId}");
  static final PathTemplate ROTATE = new PathTemplate("/v1/api-keys/{apiKeyId}/rotate");
  static final PathTemplate KILL = new PathTemplate("/v1/api-keys/{apiKeyId}/kill");
  static final PathTemplate RESTORE = new PathTemplate("/v1/api-keys/{apiKeyId}/restore");

  private static final int MAX_BODY_BYTES = 16 * 1024;
  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 25;
  private static final Duration DEFAULT_GRACE = Duration.ofDays(1);

  Map<Method, Operation.Endpoint> ofAll() {
    Map<Method, Operation.Endpoint> endpoints = new LinkedHashMap<>();
    endpoints.put(Method.GET, managing(this::list));
    endpoints.put(Method.POST, managing(this::create));
    return endpoints;
  }

  Map<Method, Operation.Endpoint> revoking() {
    return Map.of(
        Method.DELETE,
        ofKey(
            KEY,
            (keys, by, request, id) ->
                changed(keys.revoke(by, id)) instanceof ApiError error
                    ? error
                    : new Answer.Done()));
  }

  Map<Method, Operation.Endpoint> rotating() {
    return Map.of(Method.POST, ofKey(ROTATE, this::rotate));
  }

  Map<Method, Operation.Endpoint> killing() {
    return Map.of(Method.POST, ofKey(KILL, (keys, by, request, id) -> changed(keys.kill(by, id))));
  }

  Map<Method, Operation.Endpoint> restoring() {
    return Map.of(
        Method.POST, ofKey(RESTORE, (keys, by, request, id) -> changed(keys.restore(by, id))));
  }

  /** What a route does for a key with the scope, by the port in this request. */
  private interface Managing {
    Answer answer(AdministerKeys keys, ApiKey by, ServerRequest request);
  }

  /** Likewise with a legal id. */
  private interface OfKey {
    Answer answer(AdministerKeys keys, ApiKey by, ServerRequest request, ApiKeyId id);
  }

  /** Checks the scope first: what a request says is of no concern without it. */
  private Operation.Endpoint managing(Managing endpoint) {
    return (key, request, requestId) ->
        key.caller().may(Scope.KEYS_MANAGE)
            ? endpoint.answer(port.during(requestId), key, request)
            : ApiError.CANNOT_MANAGE_KEYS;
  }

  private Operation.Endpoint ofKey(PathTemplate path, OfKey endpoint) {
    return managing(
        (keys, by, request) -> {
          String id = path.values(request).getFirst();
          return ApiKeyId.isLegal(id)
              ? endpoint.answer(keys, by, request, new ApiKeyId(id))
              : ApiError.validation(
                  List.of(Invalid.parameter("apiKeyId", "is not 16 characters of A-Z2-7")));
        });
  }

  private Answer list(AdministerKeys keys, ApiKey by, ServerRequest request) {
    QueryParameters query =
        new QueryParameters(
            request.prologue().query().rawValue(), Set.of("cursor", "limit"), Set.of());
    int limit = query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    ApiKeyId after =
        query.one(
            "cursor",
            text -> ApiKeyCursor.read(by, text),
            "is not a cursor of this list; begin without one");
    if (!query.errors().isEmpty()) {
      return ApiError.validation(query.errors());
    }
    return switch (keys.list(by, after, limit)) {
      case Listed.Page page ->
          Answer.Content.of(
              new ApiKeyJson(clock)
                  .page(page, page.next() == null ? null : ApiKeyCursor.write(by, page.next())));
      case ScopeMissing missing -> ApiError.CANNOT_MANAGE_KEYS;
    };
  }

  private Answer create(AdministerKeys keys, ApiKey by, ServerRequest request) {
    return bodies.answer(
        request,
        MAX_BODY_BYTES,
        json -> {
          List<Invalid> problems = new ArrayList<>();
          MintRequest wanted = MintRequestJson.read(json, by, clock, problems);
          return wanted == null ? ApiError.validation(problems) : created(keys, by, wanted);
        });
  }

  private Answer created(AdministerKeys keys, ApiKey by, MintRequest wanted) {
    Created result;
    try {
      result = keys.create(by, wanted);
    } catch (IllegalArgumentException e) {
      // The end, perhaps that of the caller's key, has come meanwhile.
      return ApiError.validation(List.of(MintRequestJson.NOT_IN_FUTURE));
    }
    return switch (result) {
      case Created.Done done -> secret(Status.CREATED_201, done.minted());
      case Exceeds exceeds -> ApiError.exceeds(exceeds.by());
      case ScopeMissing missing -> ApiError.CANNOT_MANAGE_KEYS;
    };
  }

  private Answer rotate(AdministerKeys keys, ApiKey by, ServerRequest request, ApiKeyId id) {
    return bodies.answer(
        request,
        MAX_BODY_BYTES,
        json -> {
          List<Invalid> problems = new ArrayList<>();
          JsonFields fields = new JsonFields(json, "", Invalid.bodyInto(problems));
          fields.refuseUnknown(Set.of("grace"));
          Duration grace =
              Objects.requireNonNullElse(
                  fields.optional("grace", ManageKeys::parseGrace), DEFAULT_GRACE);
          return problems.isEmpty()
              ? rotated(keys.rotate(by, id, grace))
              : ApiError.validation(problems);
        });
  }

  private Answer rotated(Rotated result) {
    return switch (result) {
      case Rotated.Done done -> secret(Status.OK_200, done.minted());
      case Rotated.NotUsable() -> ApiError.KEY_NOT_USABLE;
      case Rotated.Conflict() -> ApiError.KEY_ROTATED_MEANWHILE;
      case NotFound() -> ApiError.KEY_NOT_FOUND;
      case Exceeds exceeds -> ApiError.exceeds(exceeds.by());
      case ScopeMissing missing -> ApiError.CANNOT_MANAGE_KEYS;
    };
  }

  private Answer changed(Changed result) {
    return switch (result) {
      case Changed.Done done -> new Answer.QueryResult(new ApiKeyJson(clock).one(done.key()));
      case NotFound() -> ApiError.KEY_NOT_FOUND;
      case Exceeds exceeds -> ApiError.exceeds(exceeds.by());
      case ScopeMissing missing -> ApiError.CANNOT_MANAGE_KEYS;
    };
  }

  private Answer secret(Status status, Minted minted) {
    return new Answer.Secret(status, new ApiKeyJson(clock).minted(minted));
  }
}
