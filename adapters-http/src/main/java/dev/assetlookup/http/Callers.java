package dev.assetlookup.http;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.store.RequestScope;
import dev.assetlookup.core.store.StoreUnavailableException;
import io.helidon.webserver.CloseConnectionException;
import java.util.function.Function;

/**
 * Authenticates callers, and answers for what fails meanwhile. Thread-safe.
 *
 * @param keys authenticates
 * @param scope ties together the reads of a request
 * @param failures logs what keeps a request from its answer
 */
record Callers(AuthenticateKey keys, RequestScope scope, FailureLog failures) {
  /**
   * Answers one request.
   *
   * @param credentials what the client presents
   * @param requestId for the log
   * @param endpoint answers who has a valid key
   */
  Answer answer(Credentials credentials, String requestId, Function<ApiKey, Answer> endpoint) {
    try {
      return scope.within(() -> authenticated(credentials, endpoint));
    } catch (CloseConnectionException e) {
      throw e;
    } catch (StoreUnavailableException e) {
      failures.failed(requestId, e);
      return ApiError.STORAGE_UNAVAILABLE;
    } catch (RuntimeException e) {
      failures.failed(requestId, e);
      return ApiError.INTERNAL;
    }
  }

  private Answer authenticated(Credentials credentials, Function<ApiKey, Answer> endpoint) {
    String presented = credentials.key();
    if (presented == null) {
      return ApiError.UNAUTHENTICATED;
    }
    return switch (keys.authenticate(presented)) {
      case AuthenticateKey.Result.Authenticated good -> {
        if (credentials.meanAnother(good.key().organization())) {
          yield ApiError.ANOTHER_ORGANIZATION;
        }
        Answer answer = endpoint.apply(good.key());
        failures.answered();
        yield answer;
      }
      case AuthenticateKey.Result.Rejected() -> ApiError.UNAUTHENTICATED;
      case AuthenticateKey.Result.Killed killed ->
          switch (killed.what()) {
            case KEY -> ApiError.KEY_KILLED;
            case ORGANIZATION -> ApiError.ORGANIZATION_KILLED;
          };
    };
  }
}
