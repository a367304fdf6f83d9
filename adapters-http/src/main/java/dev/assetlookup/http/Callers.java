package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.limits.EndpointClass;
import dev.assetlookup.core.store.RequestScope;
import dev.assetlookup.core.store.StoreUnavailableException;
import io.helidon.webserver.CloseConnectionException;
import java.util.function.Function;

/**
 * Authenticates callers, limits how much they ask, and answers for what fails meanwhile.
 * Thread-safe.
 *
 * @param keys authenticates
 * @param scope ties together the reads of a request
 * @param limits says who asks too much
 * @param failures logs what keeps a request from its answer
 */
record Callers(AuthenticateKey keys, RequestScope scope, Limits limits, FailureLog failures) {
  /**
   * Answers one request.
   *
   * @param credentials what the client presents
   * @param endpointClass what it asks for
   * @param requestId for the log
   * @param endpoint answers who has a valid key
   */
  Reply answer(
      Credentials credentials,
      EndpointClass endpointClass,
      String requestId,
      Function<ApiKey, Answer> endpoint) {
    try {
      return scope.within(
          () -> authenticated(credentials, endpointClass, key -> answer(key, requestId, endpoint)));
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      return Reply.of(failed(requestId, e));
    }
  }

  private Answer answer(ApiKey key, String requestId, Function<ApiKey, Answer> endpoint) {
    try {
      Answer answer = endpoint.apply(key);
      failures.answered();
      return answer;
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      return failed(requestId, e);
    }
  }

  private ApiError failed(String requestId, RuntimeException failure) {
    failures.failed(requestId, failure);
    return failure instanceof StoreUnavailableException
        ? ApiError.STORAGE_UNAVAILABLE
        : ApiError.INTERNAL;
  }

  private Reply authenticated(
      Credentials credentials, EndpointClass endpointClass, Function<ApiKey, Answer> endpoint) {
    String presented = credentials.key();
    if (presented == null) {
      return Reply.of(ApiError.UNAUTHENTICATED);
    }
    ApiError refusal = limits.refusal(credentials.origin(), presented);
    if (refusal != null) {
      return Reply.of(refusal);
    }
    return switch (keys.authenticate(presented)) {
      case AuthenticateKey.Result.Authenticated good ->
          limited(good.key(), credentials, endpointClass, endpoint);
      case AuthenticateKey.Result.Rejected() -> {
        limits.failed(credentials.origin(), presented);
        yield Reply.of(ApiError.UNAUTHENTICATED);
      }
      case AuthenticateKey.Result.Killed killed ->
          new Reply(
              switch (killed.what()) {
                case KEY -> ApiError.KEY_KILLED;
                case ORGANIZATION -> ApiError.ORGANIZATION_KILLED;
              },
              limits.look(killed.key(), endpointClass));
    };
  }

  private Reply limited(
      ApiKey key,
      Credentials credentials,
      EndpointClass endpointClass,
      Function<ApiKey, Answer> endpoint) {
    Permit permit = limits.take(key, endpointClass);
    ApiError refusal = permit == null ? null : permit.refusal();
    if (refusal != null) {
      return new Reply(refusal, permit);
    }
    return new Reply(
        credentials.meanAnother(key.organization())
            ? ApiError.ANOTHER_ORGANIZATION
            : endpoint.apply(key),
        permit);
  }
}
