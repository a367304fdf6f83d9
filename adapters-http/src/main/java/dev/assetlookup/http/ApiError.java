package dev.assetlookup.http;

import dev.assetlookup.core.keys.AdministerKeys;
import dev.assetlookup.core.lookup.FindAsset;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The errors of the API and the one place that makes their envelope. Messages are constants, so
 * that nothing a client sent and no internal detail can get into one. What is specific to a request
 * is in the details.
 */
final class ApiError implements Answer {
  /** Helidon has no constant for it. */
  static final Status HEADERS_TOO_LARGE_431 = Status.create(431, "Request Header Fields Too Large");

  static final ApiError UNAUTHENTICATED =
      of(Status.UNAUTHORIZED_401, "UNAUTHENTICATED", "API key missing or not valid.")
          .with(HeaderValues.createCached(HeaderNames.WWW_AUTHENTICATE, "Bearer"));
  static final ApiError KEY_KILLED =
      of(Status.SERVICE_UNAVAILABLE_503, "KILL_SWITCH", "This API key is switched off.")
          .with("{\"scope\":\"key\"}");
  static final ApiError ORGANIZATION_KILLED =
      of(Status.SERVICE_UNAVAILABLE_503, "KILL_SWITCH", "This organization is switched off.")
          .with("{\"scope\":\"org\"}");
  static final ApiError CANNOT_READ =
      of(Status.FORBIDDEN_403, "FORBIDDEN_SCOPE", "The API key lacks the scope content:read.");
  static final ApiError CANNOT_WRITE =
      of(Status.FORBIDDEN_403, "FORBIDDEN_SCOPE", "The API key lacks the scope content:write.");
  static final ApiError PROJECT_FORBIDDEN =
      of(
          Status.FORBIDDEN_403,
          "FORBIDDEN_SCOPE",
          "The API key is bound to projects, and the projectId in the body is none of them.");
  static final ApiError CANNOT_READ_AUDIT =
      of(Status.FORBIDDEN_403, "FORBIDDEN_SCOPE", "The API key lacks the scope audit:read.");
  static final ApiError BOUND_TO_PROJECTS =
      of(
          Status.FORBIDDEN_403,
          "FORBIDDEN_SCOPE",
          "The API key is bound to projects, and the audit log is of the whole organization.");
  static final ApiError CANNOT_MANAGE_KEYS =
      of(Status.FORBIDDEN_403, "FORBIDDEN_SCOPE", "The API key lacks the scope keys:manage.");
  static final ApiError EXCEEDS =
      of(
          Status.FORBIDDEN_403,
          "FORBIDDEN_SCOPE",
          "The key may do more than the one that asks for it; details.exceeds names what.");
  static final ApiError ANOTHER_ORGANIZATION =
      of(
          Status.FORBIDDEN_403,
          "FORBIDDEN_SCOPE",
          "X-Layers-Organization does not name the organization of the API key.");
  static final ApiError ASSET_NOT_FOUND =
      of(Status.NOT_FOUND_404, "NOT_FOUND", "Asset not on this container.");
  static final ApiError CONTAINER_NOT_FOUND =
      of(Status.NOT_FOUND_404, "NOT_FOUND", "Container not found.");
  static final ApiError CONTAINER_DELETED =
      CONTAINER_NOT_FOUND.with("{\"reason\":\"container_deleted\"}");
  static final ApiError KEY_NOT_FOUND = of(Status.NOT_FOUND_404, "NOT_FOUND", "API key not found.");
  static final ApiError ROUTE_NOT_FOUND = of(Status.NOT_FOUND_404, "NOT_FOUND", "No such route.");
  static final ApiError PRECONDITION_FAILED =
      of(
          Status.PRECONDITION_FAILED_412,
          "PRECONDITION_FAILED",
          "What is stored is not what the request's If-Match or If-None-Match expects.");
  static final ApiError CONFLICT =
      of(
          Status.CONFLICT_409,
          "CONFLICT",
          "Other writers kept changing this container. Nothing was stored; try again.");
  static final ApiError KEY_NOT_USABLE =
      of(
          Status.CONFLICT_409,
          "CONFLICT",
          "This API key is revoked or has expired. Create another one.");
  static final ApiError KEY_ROTATED_MEANWHILE =
      of(
          Status.CONFLICT_409,
          "CONFLICT",
          "This API key got another secret meanwhile, which is the current one.");
  static final ApiError TOO_MANY_SUPERSEDED =
      of(
              Status.TOO_MANY_REQUESTS_429,
              "RATE_LIMITED",
              "This container was replaced too often: the assets that were superseded lately take"
                  + " up all the room that it has for them. Nothing was stored; there is room again"
                  + " when their grace is over and a sweep has come by.")
          .retryAfter(60);
  static final ApiError KEY_TOO_FAST =
      of(
              Status.TOO_MANY_REQUESTS_429,
              "RATE_LIMITED",
              "Too many requests with this API key. Try again after Retry-After.")
          .with("{\"scope\":\"key\"}");
  static final ApiError ORGANIZATION_TOO_FAST =
      of(
              Status.TOO_MANY_REQUESTS_429,
              "RATE_LIMITED",
              "Too many requests with all API keys of this organization. Try again after"
                  + " Retry-After.")
          .with("{\"scope\":\"org\"}");
  static final ApiError ADDRESS_TOO_FAST =
      of(
              Status.TOO_MANY_REQUESTS_429,
              "RATE_LIMITED",
              "Too many API keys from this address were not valid. Try again after Retry-After.")
          .with("{\"scope\":\"address\"}");
  static final ApiError TOO_MANY_WAIT_WITH_KEY =
      of(
              Status.TOO_MANY_REQUESTS_429,
              "RATE_LIMITED",
              "Too many requests with this API key wait for changes. Ask without wait, or try"
                  + " again.")
          .with("{\"scope\":\"key\"}")
          .retryAfter(5);
  static final ApiError UNSUPPORTED_MEDIA_TYPE =
      of(
          Status.UNSUPPORTED_MEDIA_TYPE_415,
          "UNSUPPORTED_MEDIA_TYPE",
          "The body must be application/json in UTF-8, not compressed.");
  static final ApiError STORAGE_UNAVAILABLE =
      of(
              Status.SERVICE_UNAVAILABLE_503,
              "STORAGE_UNAVAILABLE",
              "The metadata store gave no answer. Try again.")
          .retryAfter(1);
  static final ApiError OVERLOADED =
      of(
              Status.SERVICE_UNAVAILABLE_503,
              "OVERLOADED",
              "Too many large requests are under way. Nothing was read of this one; try again.")
          .retryAfter(2);
  static final ApiError TOO_MANY_WAIT =
      of(
              Status.SERVICE_UNAVAILABLE_503,
              "OVERLOADED",
              "Too many requests wait for changes. Ask without wait, or try again.")
          .retryAfter(5);
  static final ApiError INTERNAL =
      of(Status.INTERNAL_SERVER_ERROR_500, "INTERNAL", "Something went wrong on our side.");

  static final ApiError VALIDATION =
      of(
          Status.UNPROCESSABLE_CONTENT_422,
          "VALIDATION",
          "The request is not valid; details.errors tells why. Nothing was changed.");

  static final ApiError BAD_REQUEST =
      of(Status.BAD_REQUEST_400, "BAD_REQUEST", "The request is malformed.");
  static final ApiError FORBIDDEN =
      of(Status.FORBIDDEN_403, "FORBIDDEN", "The request is not allowed.");
  static final ApiError PAYLOAD_TOO_LARGE =
      of(
          Status.REQUEST_ENTITY_TOO_LARGE_413,
          "PAYLOAD_TOO_LARGE",
          "The request has too large a body.");
  static final ApiError URI_TOO_LONG =
      of(Status.REQUEST_URI_TOO_LONG_414, "URI_TOO_LONG", "The request URI is too long.");
  static final ApiError HEADERS_TOO_LARGE =
      of(HEADERS_TOO_LARGE_431, "HEADERS_TOO_LARGE", "The request headers are too large.");
  static final ApiError NOT_IMPLEMENTED =
      of(Status.NOT_IMPLEMENTED_501, "NOT_IMPLEMENTED", "The request asks for what is not there.");
  static final ApiError CHANGES_NOT_KEPT =
      of(
          Status.NOT_IMPLEMENTED_501,
          "CHANGES_NOT_KEPT",
          "The metadata store of this server keeps no log of changes. List the containers.");
  static final ApiError AUDIT_NOT_KEPT =
      of(
          Status.NOT_IMPLEMENTED_501,
          "AUDIT_NOT_KEPT",
          "The metadata store of this server keeps no audit log.");
  static final ApiError CHANGES_EXPIRED =
      of(
          Status.GONE_410,
          "CHANGES_EXPIRED",
          "The changes after this token are not kept. Get a new token, without after, then list all"
              + " containers, then go on from that token.");
  static final ApiError HTTP_VERSION_NOT_SUPPORTED =
      of(
          Status.HTTP_VERSION_NOT_SUPPORTED_505,
          "HTTP_VERSION_NOT_SUPPORTED",
          "Only HTTP/1.1 and HTTP/1.0 are supported.");

  private final Status status;
  private final String message;
  private final @Nullable Header header;
  private final ErrorEnvelope envelope;

  private ApiError(Status status, String message, @Nullable Header header, ErrorEnvelope envelope) {
    this.status = status;
    this.message = message;
    this.header = header;
    this.envelope = envelope;
  }

  private static ApiError of(Status status, String code, String message) {
    return new ApiError(status, message, null, ErrorEnvelope.of(code, message));
  }

  /** The request is malformed in a known way. */
  static ApiError badRequest(String message) {
    return of(Status.BAD_REQUEST_400, "BAD_REQUEST", message);
  }

  /** The request breaks these rules, of which up to a thousand are listed. */
  static ApiError validation(List<Invalid> errors) {
    return VALIDATION.with(ErrorDetailsJson.errors(errors));
  }

  /** Another key may do more than the one that asks for it. */
  static ApiError exceeds(Set<AdministerKeys.Excess> excess) {
    return EXCEEDS.with(ErrorDetailsJson.exceeds(excess));
  }

  /** A newer list replaced the asset; only its owner learns so. */
  static ApiError superseded(FindAsset.Result.Superseded gone) {
    return ASSET_NOT_FOUND.with(ErrorDetailsJson.superseded(gone));
  }

  /** The route has other methods, at least one. */
  static ApiError methodNotAllowed(List<String> allowed) {
    String last = allowed.getLast();
    String others = String.join(", ", allowed.subList(0, allowed.size() - 1));
    return of(
            Status.METHOD_NOT_ALLOWED_405,
            "METHOD_NOT_ALLOWED",
            "Only "
                + (others.isEmpty() ? last + " is" : others + " and " + last + " are")
                + " allowed here.")
        .with(HeaderValues.createCached(HeaderNames.ALLOW, String.join(", ", allowed)));
  }

  /** The same error for a client that is to wait so many seconds. */
  ApiError retryAfter(long seconds) {
    return with(HeaderValues.create(HeaderNames.RETRY_AFTER, Long.toString(seconds)));
  }

  private ApiError with(Header fixed) {
    return new ApiError(status, message, fixed, envelope);
  }

  private ApiError with(String details) {
    return with(details.getBytes(StandardCharsets.ISO_8859_1));
  }

  private ApiError with(byte[] details) {
    return new ApiError(status, message, header, envelope.with(details));
  }

  Status status() {
    return status;
  }

  String message() {
    return message;
  }

  /** Whether the request's body was not read to its end, so that the end is unknown. */
  boolean endsConnection() {
    return status.equals(Status.BAD_REQUEST_400)
        || status.equals(Status.REQUEST_ENTITY_TOO_LARGE_413);
  }

  /** The header that belongs to this error, if any. */
  @Nullable Header header() {
    return header;
  }

  /** The JSON body. Two errors of one kind differ only in the request id. */
  byte[] envelope(String requestId) {
    return envelope.bytes(requestId);
  }
}
