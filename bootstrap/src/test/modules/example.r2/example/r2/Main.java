package example.r2;

import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import example.content.Content;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.s3.S3Client;

/** The store over a bucket. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    try (S3Client client =
        S3Clients.create(URI.create(args[0]), S3Clients.AUTO_REGION, args[1], args[2])) {
      System.out.println(
          Content.publishedAndFound(
              new R2ManifestStore(client, args[3], Runnable::run, Duration.ofSeconds(10))));
    }
  }
}
