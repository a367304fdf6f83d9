package dev.assetlookup.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.bootstrap.Distribution.Running;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo prints can be pasted, and what it describes is there. */
final class DemoIT {
  @TempDir private static Path directory;
  private static Distribution product;
  private static Running demo;
  private static List<String> printed;

  @BeforeAll
  static void start() {
    product = new Distribution(directory);
    demo = product.start("demo", "--port", "0");
    printed = demo.awaitReady();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  /** Pastes the printed key and the curl line below a comment into a shell. */
  private static String paste(String comment) {
    String key = printed.stream().filter(line -> line.startsWith("KEY=")).findFirst().orElseThrow();
    int at = printed.indexOf(comment);
    assertThat(at).as(String.join("\n", printed)).isNotNegative();
    String curl = printed.get(at + 1);
    assertThat(curl).startsWith("curl ");
    CommandResult result =
        product.execute(
            List.of("bash", "-c", key + "\n" + curl), Redirect.from(Path.of("/dev/null").toFile()));
    assertThat(result.exit()).as(result.err()).isZero();
    return result.out();
  }

  private static HttpResponse<byte[]> load(JsonNode descriptor, String field, String... headers) {
    return Web.get(URI.create(descriptor.path(field).textValue()), headers);
  }

  private static void assertIsAsDescribed(JsonNode descriptor, HttpResponse<byte[]> media)
      throws GeneralSecurityException {
    assertThat(media.statusCode()).isEqualTo(200);
    assertThat(media.headers().firstValue("Content-Type"))
        .contains(descriptor.path("mimeType").textValue());
    assertThat(media.body()).hasSize(descriptor.path("sizeBytes").intValue());
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(media.body());
    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo(descriptor.path("checksumSha256").textValue());
  }

  @Test
  void the_video_loads_and_is_as_its_descriptor_says() throws Exception {
    JsonNode descriptor = Web.json(paste("# A video and where it lives:"));
    HttpResponse<byte[]> media = load(descriptor, "url");
    assertIsAsDescribed(descriptor, media);
    // Both version 0: 32-bit times. Scale and length of the film; 16.16 fixed width and height.
    ByteBuffer movie = ByteBuffer.wrap(media.body());
    int mvhd = box(media.body(), "mvhd");
    assertThat(movie.getInt(mvhd) >>> 24).isZero();
    assertThat(movie.getInt(mvhd + 16) * 1000L / movie.getInt(mvhd + 12))
        .isEqualTo(descriptor.path("durationMs").longValue());
    int tkhd = box(media.body(), "tkhd");
    assertThat(movie.getInt(tkhd) >>> 24).isZero();
    assertThat(movie.getInt(tkhd + 76) >>> 16).isEqualTo(descriptor.path("width").intValue());
    assertThat(movie.getInt(tkhd + 80) >>> 16).isEqualTo(descriptor.path("height").intValue());

    HttpResponse<byte[]> poster = load(descriptor, "thumbnailUrl");
    assertThat(poster.statusCode()).isEqualTo(200);
    assertThat(image(poster).getHeight()).isPositive();

    HttpResponse<byte[]> part = load(descriptor, "url", "Range", "bytes=4-7");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(Web.text(part)).isEqualTo("ftyp");
  }

  /** Where the content of the first box of a type begins. */
  private static int box(byte[] movie, String type) {
    int at = new String(movie, StandardCharsets.ISO_8859_1).indexOf(type);
    assertThat(at).as(type).isPositive();
    return at + type.length();
  }

  private static BufferedImage image(HttpResponse<byte[]> response) throws IOException {
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(response.body())));
  }

  @Test
  void the_slide_loads_and_is_as_its_descriptor_says() throws Exception {
    JsonNode descriptor = Web.json(paste("# A slide of a set:"));
    HttpResponse<byte[]> media = load(descriptor, "url");
    assertIsAsDescribed(descriptor, media);
    assertThat(image(media).getWidth()).isEqualTo(descriptor.path("width").intValue());
    assertThat(image(media).getHeight()).isEqualTo(descriptor.path("height").intValue());
    assertThat(paste("# Its bytes have the checksum that the descriptor states:"))
        .startsWith(descriptor.path("checksumSha256").textValue() + " ");
  }

  @Test
  void the_other_lines_give_what_their_comments_say() {
    assertThat(Web.json(paste("# Who the key belongs to:")).path("organizationName").textValue())
        .isEqualTo("Acme Media");
    assertThat(
            paste("# Another organization's container looks like one that does not exist (404):"))
        .contains("\"NOT_FOUND\"");
    assertThat(paste("# Without a key (401):")).contains("\"UNAUTHENTICATED\"");
  }
}
