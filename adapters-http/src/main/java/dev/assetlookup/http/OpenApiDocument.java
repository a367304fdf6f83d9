package dev.assetlookup.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Serves the OpenAPI description of the API, to everybody and without a key. */
final class OpenApiDocument implements Handler {
  private static final ApiError METHOD_NOT_ALLOWED =
      ApiError.methodNotAllowed(List.of(Method.GET_NAME, Method.HEAD_NAME));

  private final Answer document = Answer.Content.of(bytes());

  static byte[] bytes() {
    String name = "openapi.json";
    try (InputStream in = OpenApiDocument.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the jar", e);
    }
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    Method method = request.prologue().method();
    boolean read = method.equals(Method.GET) || method.equals(Method.HEAD);
    Responses.send(request, response, RequestIds.next(), read ? document : METHOD_NOT_ALLOWED);
  }
}
