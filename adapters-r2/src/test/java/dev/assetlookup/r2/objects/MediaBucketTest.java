package dev.assetlookup.r2.objects;

import static dev.assetlookup.r2.objects.MediaFixture.ACME;
import static dev.assetlookup.r2.objects.MediaFixture.BUCKET;
import static dev.assetlookup.r2.objects.MediaFixture.CONTAINER;
import static dev.assetlookup.r2.objects.MediaFixture.LOCATION;
import static dev.assetlookup.r2.objects.MediaFixture.STAMP;
import static dev.assetlookup.r2.objects.MediaFixture.bytes;
import static dev.assetlookup.r2.objects.MediaFixture.described;
import static dev.assetlookup.r2.objects.MediaFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.StorageRefusedException;
import dev.assetlookup.r2.objects.MediaBucket.Entry;
import dev.assetlookup.r2.objects.MediaBucket.Page;
import dev.assetlookup.r2.objects.MediaObject.Described;
import dev.assetlookup.r2.objects.MediaObject.Undescribed;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.S3Object;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Media and their metadata, listed, described, sent and read back. */
class MediaBucketTest {
  private static final ContainerId OTHER_CONTAINER =
      new ContainerId(UUID.fromString("9c855048-b470-42e7-8f1b-032324d48556"));
  private static final String SLIDE = key("slide-1.png");

  private final MediaFixture fixture = new MediaFixture();
  private final MediaBucket media = fixture.media;
  @TempDir private Path folder;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void an_object_is_described_by_its_headers_and_metadata() {
    fixture.put("slide-1.png", Map.of("organization-id", "org_acme", "width", "1080"));
    S3Object stored = Objects.requireNonNull(fixture.server.object(BUCKET, SLIDE));
    MediaObject object = media.head(SLIDE).orElseThrow();
    assertThat(object)
        .isEqualTo(
            new MediaObject(
                SLIDE,
                new MediaLocation.File(CONTAINER.container(), "slide-1.png"),
                bytes().length,
                "image/png",
                object.lastModified(),
                stored.etag(),
                new Described(ACME, described("slide-1.png").width(1080).build())));
  }

  @Test
  void what_is_not_there_is_empty_and_what_names_no_file_is_refused() {
    assertThat(media.head(SLIDE)).isEmpty();
    for (String key : List.of("", "a.png", key(""), key("a/b.png"), key(".."), key("a\u0000"))) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .as(key)
          .isThrownBy(() -> media.head(key));
    }
  }

  @Test
  void several_objects_are_described_in_order_with_gaps_for_those_that_are_gone() {
    fixture.put("slide-1.png");
    fixture.put("slide-2.png", Map.of());
    assertThat(media.describe(List.of(key("slide-2.png"), key("gone.png"), SLIDE)))
        .extracting(object -> object.map(MediaObject::description))
        .containsExactly(
            Optional.of(new Undescribed(null, "organization-id is missing")),
            Optional.empty(),
            Optional.of(new Described(ACME, described("slide-1.png").build())));
    assertThat(media.describe(List.of())).isEmpty();
  }

  @Test
  void a_listing_goes_through_all_containers_page_by_page() {
    IntStream.range(0, 1_500).forEach(i -> fixture.put("slide-" + i + ".png"));
    String other = LOCATION.key(new MediaLocation.File(OTHER_CONTAINER, "a b.png"));
    putRaw(other);
    putRaw("public-media/content-container/README.md");
    putRaw("elsewhere/a.png");
    putRaw(key("sub/a.png"));
    putRaw(key("e\u0301.png"));
    putRaw(key("\u0001.png"));
    List<Page> pages = pages(null);
    assertThat(pages).hasSize(2);
    assertThat(pages)
        .allSatisfy(page -> assertThat(page.objects()).hasSizeLessThanOrEqualTo(1_000));
    assertThat(pages.stream().flatMap(page -> page.objects().stream()).map(Entry::key))
        .hasSize(1_501)
        .doesNotHaveDuplicates()
        .contains(other, key("slide-0.png"), key("slide-1499.png"));
    assertThat(pages.stream().flatMap(page -> page.others().stream()))
        .containsExactlyInAnyOrder(
            "public-media/content-container/README.md",
            key("sub/a.png"),
            key("e\u0301.png"),
            key("\u0001.png"));
  }

  @Test
  void a_listing_of_one_container_has_its_files_alone() {
    fixture.put("slide-1.png");
    IntStream.range(0, 1_200).forEach(i -> putRaw(key("s" + i + "/a.png")));
    putRaw(LOCATION.key(new MediaLocation.File(OTHER_CONTAINER, "a.png")));
    List<Page> pages = pages(CONTAINER.container());
    assertThat(pages.stream().flatMap(page -> page.objects().stream()))
        .extracting(Entry::file, Entry::sizeBytes)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                new MediaLocation.File(CONTAINER.container(), "slide-1.png"),
                (long) bytes().length));
    assertThat(pages.stream().flatMap(page -> page.others().stream()))
        .hasSize(1_200)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_file_is_sent_whole_with_type_checksum_and_metadata() throws IOException {
    byte[] bytes = new byte[300_000];
    Path file = Files.write(folder.resolve("a.png"), bytes);
    AssetDescriptor descriptor = descriptor(bytes).kind(Kind.IMAGE).width(3).height(4).build();
    List<Long> progress = new ArrayList<>();
    media.upload(file, ACME, descriptor, progress::add);
    MediaObject object = media.head(SLIDE).orElseThrow();
    assertThat(object.description()).isEqualTo(new Described(ACME, descriptor));
    assertThat(Objects.requireNonNull(fixture.server.object(BUCKET, SLIDE)).body())
        .isEqualTo(bytes);
    assertThat(progress).endsWith(300_000L).doesNotContain(0L);
    Recorded put =
        fixture.server.requests().stream().filter(MediaBucketTest::isPut).findFirst().orElseThrow();
    assertThat(put.header("content-type")).isEqualTo("image/png");
    assertThat(put.header("x-amz-checksum-sha256")).isEqualTo(base64(Sha256.of(bytes)));
    assertThat(put.header("content-encoding")).isNull();
    assertThat(put.header("x-amz-trailer")).isNull();
    assertThat(put.header("x-amz-checksum-crc32")).isNull();
    assertThat(put.header("expect")).isNull();
  }

  @Test
  void an_empty_file_can_be_sent() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.png"));
    media.upload(file, ACME, descriptor(new byte[0]).build(), sent -> {});
    assertThat(media.head(SLIDE).orElseThrow().sizeBytes()).isZero();
    assertThat(media.digest(SLIDE)).contains(Sha256.of(new byte[0]));
  }

  @Test
  void a_file_is_sent_again_after_a_failed_attempt() throws IOException {
    Path file = Files.write(folder.resolve("a.png"), bytes());
    fixture.server.fault(MediaBucketTest::isPut, new Fault.Reset(), 1);
    fixture.server.fault(MediaBucketTest::isPut, new Fault.Status(500, "InternalError"), 1);
    media.upload(file, ACME, descriptor(bytes()).build(), sent -> {});
    assertThat(media.digest(SLIDE)).contains(Sha256.of(bytes()));
  }

  @Test
  void a_file_has_the_more_time_the_larger_it_is() throws IOException {
    byte[] bytes = new byte[600_000];
    Path file = Files.write(folder.resolve("a.png"), bytes);
    MediaBucket impatient = fixture.media(Duration.ofMillis(200));
    fixture.server.latency(Duration.ofMillis(400));
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> impatient.head(SLIDE))
        .withMessageContaining("no answer in time");
    impatient.upload(file, ACME, descriptor(bytes).build(), sent -> {});
    assertThat(fixture.server.object(BUCKET, SLIDE)).isNotNull();
  }

  @Test
  void a_file_that_changes_before_or_while_it_is_sent_is_refused() throws IOException {
    AssetDescriptor descriptor = descriptor(bytes()).build();
    Path longer = Files.write(folder.resolve("longer"), new byte[bytes().length + 1]);
    Path other = Files.write(folder.resolve("other"), new byte[bytes().length]);
    Path shrinks = Files.write(folder.resolve("shrinks"), bytes());
    for (Path file : List.of(longer, other)) {
      assertChanged(file, () -> media.upload(file, ACME, descriptor, sent -> {}));
    }
    assertChanged(
        shrinks, () -> media.upload(shrinks, ACME, descriptor, sent -> truncate(shrinks)));
    assertThat(media.head(SLIDE)).isEmpty();
  }

  private static void truncate(Path file) {
    try {
      Files.newByteChannel(file, StandardOpenOption.WRITE).truncate(1).close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void what_cannot_be_sent_is_said_before_anything_is() throws IOException {
    Path file = Files.write(folder.resolve("a.png"), bytes());
    AssetDescriptor whole = descriptor(bytes()).build();
    for (AssetDescriptor.Builder lacking :
        List.of(
            descriptor(bytes()).sizeBytes(null),
            descriptor(bytes()).mimeType(null),
            descriptor(bytes()).checksumSha256(null),
            descriptor(bytes()).sizeBytes(MediaBucket.MAX_FILE_BYTES + 1),
            AssetDescriptor.at(new MediaUrl("https://media.example.com/a.png")),
            AssetDescriptor.at(new MediaUrl("https://elsewhere.example.com/a.png")))) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> media.upload(file, ACME, lacking.build(), sent -> {}));
    }
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> media.upload(folder.resolve("none"), ACME, whole, sent -> {}));
    assertThat(fixture.server.requests()).isEmpty();
  }

  @Test
  void a_digest_is_that_of_all_bytes() {
    byte[] bytes = new byte[3_000_000];
    new java.util.Random(7).nextBytes(bytes);
    fixture.server.put(BUCKET, SLIDE, bytes, "video/mp4", STAMP);
    assertThat(media.digest(SLIDE)).contains(Sha256.of(bytes));
    assertThat(media.digest(key("gone.png"))).isEmpty();
  }

  @Test
  void bytes_that_end_early_are_read_again_and_those_that_never_come_have_no_digest() {
    fixture.server.put(BUCKET, SLIDE, new byte[3_000_000], "video/mp4", STAMP);
    Predicate<Recorded> get = request -> request.method().equals("GET");
    fixture.server.fault(get, new Fault.CutOff(), 1);
    assertThat(media.digest(SLIDE)).contains(Sha256.of(new byte[3_000_000]));
    fixture.server.fault(get, new Fault.CutOff(), 1_000);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> fixture.media(Duration.ofMillis(300)).digest(SLIDE))
        .withMessageContaining("attempts within 0.3s");
  }

  @Test
  void a_probe_shows_what_is_wrong() {
    media.probe();
    try (S3Client nowhere =
        S3Clients.create(URI.create("http://127.0.0.1:1"), "auto", "id", "secret")) {
      MediaBucket unreachable =
          new MediaBucket(nowhere, LOCATION, Duration.ofMillis(300), Runnable::run);
      assertThatExceptionOfType(StoreUnavailableException.class)
          .isThrownBy(unreachable::probe)
          .isNotInstanceOf(StoreNotSetUpException.class);
    }
    MediaLocation wrong = new MediaLocation("another", "", LOCATION.publicBase());
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(
            () ->
                new MediaBucket(fixture.client, wrong, Duration.ofSeconds(5), Runnable::run)
                    .probe())
        .withMessageContaining("there is no bucket another");
  }

  private static boolean isPut(Recorded request) {
    return request.method().equals("PUT");
  }

  private List<Page> pages(@Nullable ContainerId container) {
    List<Page> pages = new ArrayList<>();
    String after = null;
    do {
      Page page = container == null ? media.list(after) : media.list(container, after);
      pages.add(page);
      after = page.next();
    } while (after != null);
    return pages;
  }

  private void putRaw(String key) {
    fixture.server.put(BUCKET, key, bytes(), "image/png", STAMP);
  }

  private static AssetDescriptor.Builder descriptor(byte[] bytes) {
    return AssetDescriptor.at(LOCATION.url(SLIDE))
        .mimeType(new MimeType("image/png"))
        .sizeBytes((long) bytes.length)
        .checksumSha256(Sha256.of(bytes));
  }

  private static String base64(Sha256 checksum) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(checksum.hex()));
  }

  private static void assertChanged(
      Path file, org.assertj.core.api.ThrowableAssert.ThrowingCallable upload) {
    assertThatExceptionOfType(StorageRefusedException.class)
        .as(file.toString())
        .isThrownBy(upload)
        .withMessageContaining(file + " changed");
  }
}
