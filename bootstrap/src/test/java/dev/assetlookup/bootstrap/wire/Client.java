package dev.assetlookup.bootstrap.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a server with one key. Thread-safe. */
final class Client {
  static final String BATCH = "/v1/assets:batchGet";

  // More than the pool waits for a connection, and less than a test that hangs.
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient SHARED = newHttp();

  private final URI base;
  private final String key;
  private final HttpClient http;

  Client(Instance instance, String key) {
    this(instance.base(), key, SHARED);
  }

  /** Of a server that this test started by itself. */
  Client(URI base, String key) {
    this(base, key, SHARED);
  }

  private Client(URI base, String key, HttpClient http) {
    this.base = base;
    this.key = key;
    this.http = http;
  }

  private static HttpClient newHttp() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** The same over connections that nobody else uses: one, if one thread asks. */
  Client alone() {
    return new Client(base, key, newHttp());
  }

  Client with(String otherKey) {
    return new Client(base, otherKey, http);
  }

  static String container(int number) {
    return "cnt_00000000-0000-4000-8000-%012d".formatted(number);
  }

  static String path(int container) {
    return "/v1/content/" + container(container);
  }

  static String path(int container, String asset) {
    return path(container) + "/assets/" + asset;
  }

  Reply get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  Reply put(int container, String body, String... headers) {
    return send("PUT", path(container), body, headers);
  }

  Reply delete(int container, String... headers) {
    return send("DELETE", path(container), "", headers);
  }

  /** Looks up pairs of {@link #pair}. */
  Reply batch(String... pairs) {
    return send("POST", BATCH, Drafts.batch(pairs));
  }

  static String pair(int container, String asset) {
    return "{\"containerId\":\"" + container(container) + "\",\"assetId\":\"" + asset + "\"}";
  }

  Reply send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    if (!key.isEmpty()) {
      request.header("X-Api-Key", key);
    }
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body));
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Reply(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
