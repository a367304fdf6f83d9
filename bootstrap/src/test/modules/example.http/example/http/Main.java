package example.http;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.http.ContentApi;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The API in a server of its own, over ports of its own. */
final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    ContentApi api = new ContentApi(new Nothing(), key -> new AuthenticateKey.Result.Rejected());
    WebServer server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(routing -> routing.register("/media", api))
            .build()
            .start();
    try {
      String asset = "/media/v1/content/cnt_9c855048-b470-42e7-8f1b-032324d48555/assets/slide-3";
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + asset))
              .header("Authorization", "Bearer none")
              .build();
      System.out.println(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } finally {
      server.stop();
    }
  }

  private static final class Nothing implements FindAsset {
    @Override
    public Result find(Caller caller, ContainerId container, AssetId asset) {
      return new Result.ContainerNotFound();
    }

    @Override
    public Result find(Caller caller, String container, String asset) {
      return new Result.ContainerNotFound();
    }
  }
}
