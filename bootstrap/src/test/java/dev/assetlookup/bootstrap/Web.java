package dev.assetlookup.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A plain HTTP client. */
public final class Web {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Web() {}

  static HttpResponse<byte[]> get(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  static HttpResponse<byte[]> container(URI base, String key, String container) {
    return get(base.resolve("/v1/content/" + container), "X-Api-Key", key);
  }

  static HttpResponse<byte[]> put(URI base, String key, String container, String json) {
    return send(
        HttpRequest.newBuilder(base.resolve("/v1/content/" + container))
            .PUT(HttpRequest.BodyPublishers.ofString(json))
            .headers("X-Api-Key", key, "Content-Type", "application/json"));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static HttpResponse<byte[]> asset(URI base, String key, String container, String asset) {
    return get(base.resolve("/v1/content/" + container + "/assets/" + asset), "X-Api-Key", key);
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    return json(text(response));
  }

  /** JSON of one text. */
  public static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** The code of an error's envelope. */
  static @Nullable String code(HttpResponse<byte[]> response) {
    return json(response).path("error").path("code").textValue();
  }
}
