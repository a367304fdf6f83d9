package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The JDK's client, all of whose responses are held against the OpenAPI document. */
final class OpenApiClient extends HttpClient {
  /** Where tests give a server routes of their own. */
  private static final String OWN_ROUTES = "/media/";

  private final HttpClient client = HttpClient.newHttpClient();
  private final boolean mounted;

  private OpenApiClient(boolean mounted) {
    this.mounted = mounted;
  }

  /** For a {@link StandaloneServer}: every response is checked, but what own routes say well. */
  static OpenApiClient ofServer() {
    return new OpenApiClient(false);
  }

  /** For somebody else's server: an answer of the API under a prefix is known by its request id. */
  static OpenApiClient ofMount() {
    return new OpenApiClient(true);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpResponse<T> response = client.send(request, handler);
    String target = request.uri().getRawPath();
    if (request.uri().getRawQuery() != null) {
      target += "?" + request.uri().getRawQuery();
    }
    if (mounted) {
      int start = target.lastIndexOf("/v1/");
      if (start >= 0 && response.headers().firstValue("X-Request-Id").isPresent()) {
        check(request, target.substring(start), response);
      }
    } else if (!target.startsWith(OWN_ROUTES) || response.statusCode() >= 400) {
      check(request, target, response);
    }
    return response;
  }

  private static void check(HttpRequest request, String target, HttpResponse<?> response) {
    assertThat(response.body())
        .as("the one kind of body that is checked")
        .isInstanceOf(String.class);
    OpenApiContract.PUBLISHED.check(
        new OpenApiContract.Exchange(
            request.method(),
            target,
            request.bodyPublisher().map(OpenApiClient::text).orElse(""),
            response.statusCode(),
            response.headers().map(),
            (String) response.body()));
  }

  private static String text(BodyPublisher body) {
    BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    body.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            text.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer part) {
            text.onNext(List.of(part));
          }

          @Override
          public void onError(Throwable problem) {
            text.onError(problem);
          }

          @Override
          public void onComplete() {
            text.onComplete();
          }
        });
    return text.getBody().toCompletableFuture().join();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    throw new UnsupportedOperationException("not checked");
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
    throw new UnsupportedOperationException("not checked");
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
