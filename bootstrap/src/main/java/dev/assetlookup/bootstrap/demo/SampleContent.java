package dev.assetlookup.bootstrap.demo;

import dev.assetlookup.core.content.OrganizationId;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The sample containers of the demo and the media that they describe. */
public final class SampleContent {
  /** The organization that the sample key belongs to. */
  public static final OrganizationId ORGANIZATION = new OrganizationId("org_acme");

  /** Its name for people. */
  public static final String ORGANIZATION_NAME = "Acme Media";

  private static final String VIDEO = "cnt_9c855048-b470-42e7-8f1b-032324d48555";
  private static final String SLIDES = "cnt_3f0e1c7a-5d2b-4c8e-9a64-1b7f2d9e8c30";
  private static final String FOREIGN = "cnt_77777777-7777-4777-8777-777777777777";
  private static final String RESOURCES = "/dev/assetlookup/bootstrap/demo/";

  private SampleContent() {}

  /**
   * The sample containers as JSON Lines.
   *
   * @param base where the media are served, for example {@code http://127.0.0.1:8080}
   * @return the lines of an import
   * @throws IOException if the jar cannot be read
   */
  public static String containers(String base) throws IOException {
    try (InputStream in = SampleContent.class.getResourceAsStream(RESOURCES + "containers.jsonl")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .replace("{base}", base);
    }
  }

  /**
   * Adds the routes that serve the sample media.
   *
   * @param routing the server's routing
   */
  public static void serveMedia(HttpRouting.Builder routing) {
    for (String container : new String[] {VIDEO, SLIDES, FOREIGN}) {
      routing.register(
          "/public-media/content-container/" + container.substring("cnt_".length()) + "/media",
          StaticContentFeature.createService(
              ClasspathHandlerConfig.builder()
                  .location(RESOURCES.substring(1) + "media")
                  // Which Helidon does not know.
                  .putContentType("mp4", MediaTypes.create("video/mp4"))
                  .build()));
    }
  }

  /**
   * What to try, ready to paste into a shell.
   *
   * @param base where the server listens
   * @param key a key of the sample organization
   * @return some lines
   */
  public static String guide(String base, String key) {
    return """
    asset-lookup demo: sample content in memory, gone when you press Ctrl-C.

    # A key of %1$s, made for this run:
    KEY=%2$s

    # A video and where it lives:
    curl -s -H "X-Api-Key: $KEY" %3$s/v1/content/%4$s/assets/product-teaser

    # A slide of a set:
    curl -s -H "X-Api-Key: $KEY" %3$s/v1/content/%5$s/assets/slide-2

    # Its bytes have the checksum that the descriptor states:
    curl -s %3$s/public-media/content-container/%6$s/media/slide-2.png | sha256sum

    # Who the key belongs to:
    curl -s -H "X-Api-Key: $KEY" %3$s/v1/whoami

    # Another organization's container looks like one that does not exist (404):
    curl -s -H "X-Api-Key: $KEY" %3$s/v1/content/%7$s/assets/slide-1

    # Without a key (401):
    curl -s %3$s/v1/content/%4$s/assets/product-teaser
    """
        .formatted(
            ORGANIZATION_NAME,
            key,
            base,
            VIDEO,
            SLIDES,
            SLIDES.substring("cnt_".length()),
            FOREIGN);
  }
}
