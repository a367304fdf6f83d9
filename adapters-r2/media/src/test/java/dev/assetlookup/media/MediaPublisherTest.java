package dev.assetlookup.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.media.MediaPublisher.Change;
import dev.assetlookup.media.MediaPublisher.Placed;
import dev.assetlookup.media.MediaPublisher.Result;
import dev.assetlookup.media.PublishRequest.ReadFile;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.StorageRefusedException;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.S3Object;
import dev.assetlookup.s3server.StrictS3Server;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Publishing over a strict server of the S3 protocol and a store in memory. */
class MediaPublisherTest {
  private static final String BUCKET = "media";
  private static final String BASE = "https://media.example.com";
  private static final OrganizationId ACME = new OrganizationId("org_acme");
  private static final ContainerId DECK =
      new ContainerId(UUID.fromString("9c855048-b470-42e7-8f1b-032324d48555"));
  private static final ContainerKey KEY = new ContainerKey(ACME, DECK);
  private static final String FOLDER =
      "public-media/content-container/9c855048-b470-42e7-8f1b-032324d48555/media/";
  private static final Caller WRITER = new Caller(ACME, Set.of(Scope.CONTENT_WRITE));

  private final StrictS3Server server = StrictS3Server.start();
  private final S3Client client =
      S3Clients.create(
          server.endpoint(), S3Clients.AUTO_REGION, server.accessKeyId(), server.secretAccessKey());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final InMemoryStore store = new InMemoryStore();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
  private final AssetLookup publishing = AssetLookup.over(store).clock(now::get).build();
  private final MediaPublisher publisher = publisher(BASE);
  private final Heard heard = new Heard();

  @TempDir private Path folder;

  @BeforeEach
  void prepare() {
    server.createBucket(BUCKET);
  }

  @AfterEach
  void stop() {
    client.close();
    threads.close();
    server.close();
  }

  /** Uploads under keys that end so. */
  private static Predicate<Recorded> put(String end) {
    return request -> request.method().equals("PUT") && request.key().endsWith(end);
  }

  private MediaPublisher publisher(String base) {
    MediaLocation location = new MediaLocation(BUCKET, "public-media/", new MediaUrl(base));
    return new MediaPublisher(
        new MediaBucket(client, location, Duration.ofSeconds(10), threads), store, publishing);
  }

  /** Remembers what was said, and ends after a given number of uploads. */
  private static final class Heard implements MediaPublisher.Listener {
    private final List<String> lines = new ArrayList<>();
    private int endAfter = Integer.MAX_VALUE;

    @Override
    public synchronized boolean isEnded() {
      return lines.size() >= endAfter;
    }

    @Override
    public void sending(int files, long bytes) {}

    @Override
    public void sent(MediaFile file, long bytes) {}

    @Override
    public synchronized void stored(MediaFile file, AssetDescriptor there, boolean uploaded) {
      lines.add((uploaded ? "uploaded " : "unchanged ") + file.name());
    }
  }

  /** A file that was read, in a folder of its own. */
  private ReadFile file(String name, byte[] content) {
    try {
      Path path = Files.createTempDirectory(folder, "").resolve(name);
      MediaFile file = new MediaFile(Files.write(path, content), name);
      return new ReadFile(file, new MediaReader().read(file, () -> false));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ReadFile png(String name, int number) {
    return file(name, Samples.png(number));
  }

  private static PublishRequest order(ReadFile... files) {
    return new PublishRequest(ACME, DECK, null, List.of(files));
  }

  private Result publish(ReadFile... files) {
    return publish(order(files));
  }

  private Result publish(PublishRequest order) {
    try {
      return publisher.publish(order, heard);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Placed> published(Result result, Change change) {
    assertThat(result).isInstanceOf(Result.Published.class);
    Result.Published published = (Result.Published) result;
    assertThat(published.change()).isEqualTo(change);
    return published.files();
  }

  private Container stored() {
    return store.read(KEY).orElseThrow();
  }

  /** The current assets as {@code ID FILE}, in order. */
  private List<String> assets() {
    return stored().assets().stream()
        .map(asset -> asset.id() + " " + asset.descriptor().url().value().replaceFirst(".*/", ""))
        .toList();
  }

  private S3Object object(String name) {
    return Objects.requireNonNull(server.object(BUCKET, FOLDER + name), name);
  }

  private List<String> sent() {
    return server.requests().stream()
        .filter(put(""))
        .map(request -> request.key().substring(FOLDER.length()))
        .toList();
  }

  private void assertEveryDescriptorIsTrue() {
    for (Asset asset : stored().assets()) {
      AssetDescriptor descriptor = asset.descriptor();
      S3Object object = object(descriptor.url().value().replaceFirst(".*/", ""));
      assertThat(descriptor.checksumSha256()).isEqualTo(Sha256.of(object.body()));
      assertThat(descriptor.sizeBytes()).isEqualTo(object.body().length);
    }
  }

  private static String versioned(ReadFile file, String stem) {
    return stem + "-" + file.facts().checksum().hex().substring(0, 8) + ".png";
  }

  @Test
  void each_file_lies_in_the_folder_of_its_container_with_its_descriptor_and_is_published() {
    ReadFile slide = png("slide 1.png", 1);
    List<Placed> files = published(publish(slide), Change.CREATED);

    S3Object object = object("slide 1.png");
    assertThat(object.body()).isEqualTo(Samples.png(1));
    assertThat(object.contentType()).isEqualTo("image/png");
    assertThat(object.metadata())
        .containsOnly(
            Map.entry("organization-id", "org_acme"),
            Map.entry("kind", "image"),
            Map.entry("width", "40"),
            Map.entry("height", "30"),
            Map.entry("checksum-sha256", slide.facts().checksum().hex()));
    Asset asset = stored().assets().getFirst();
    assertThat(asset.descriptor().url().value()).isEqualTo(BASE + "/" + FOLDER + "slide%201.png");
    assertThat(asset.descriptor().width()).isEqualTo(40);
    assertThat(asset.descriptor().checksumSha256()).isEqualTo(slide.facts().checksum());
    assertThat(files)
        .containsExactly(new Placed(slide.file(), asset.id(), asset.descriptor(), true));
    assertThat(stored().details()).isEqualTo(ContainerDetails.COMPLETED);
    assertThat(heard.lines).containsExactly("uploaded slide 1.png");
  }

  @Test
  void what_is_published_already_is_neither_sent_nor_published_again() {
    ReadFile[] slides = {png("slide-1.png", 1), png("slide-2.png", 2)};
    publish(slides);
    Container before = stored();
    server.clearRequests();

    List<Placed> files = published(publish(slides), Change.UNCHANGED);
    assertThat(files).extracting(Placed::uploaded).containsOnly(false);
    assertThat(sent()).isEmpty();
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void the_set_is_in_the_order_of_the_files_and_replaces_the_one_before() {
    ReadFile one = png("one.png", 1);
    ReadFile two = png("two.png", 2);
    ReadFile three = png("three.png", 3);
    publish(one, two);
    published(publish(three, one), Change.REPLACED);
    assertThat(assets()).containsExactly("three three.png", "one one.png");
  }

  @Test
  void four_files_are_sent_at_once_and_not_more() {
    List<ReadFile> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      files.add(png("slide-" + i + ".png", i));
    }
    server.latency(Duration.ofMillis(30));
    server.onRequest(put(""), server::clearRequests);
    publish(files.toArray(ReadFile[]::new));
    assertThat(server.mostAtOnce()).isBetween(2, 4);
    assertEveryDescriptorIsTrue();
  }

  @Test
  void after_a_failed_upload_nothing_is_published_and_the_next_run_sends_only_the_rest() {
    ReadFile[] slides = {png("a.png", 1), png("b.png", 2), png("c.png", 3), png("d.png", 4)};
    server.fault(put("c.png"), new Fault.Status(403, "AccessDenied"), 1);
    assertThatThrownBy(() -> publish(slides))
        .isInstanceOf(StoreNotSetUpException.class)
        .hasMessageContaining("lacks the permission");
    assertThat(store.read(KEY)).isEmpty();
    List<String> there =
        server.keys(BUCKET, FOLDER).stream().map(key -> key.substring(FOLDER.length())).toList();
    assertThat(there).hasSizeLessThan(4);

    server.clearRequests();
    published(publish(slides), Change.CREATED);
    // What was under way when the first run gave up may have come to the server since.
    assertThat(sent()).contains("c.png").doesNotContainAnyElementsOf(there);
    assertEveryDescriptorIsTrue();
  }

  @Test
  void an_upload_whose_answer_is_lost_counts() {
    server.fault(put(""), new Fault.LostReply(), 1);
    published(publish(png("a.png", 1)), Change.CREATED);
    assertThat(object("a.png").body()).isEqualTo(Samples.png(1));
    assertThat(assets()).containsExactly("a a.png");
  }

  @Test
  void what_was_cut_off_between_upload_and_publish_goes_on_without_sending_again() {
    ReadFile[] slides = {png("a.png", 1), png("b.png", 2)};
    heard.endAfter = 2;
    assertThat(publish(slides)).isInstanceOf(Result.Ended.class);
    assertThat(store.read(KEY)).isEmpty();

    heard.endAfter = Integer.MAX_VALUE;
    server.clearRequests();
    published(publish(slides), Change.CREATED);
    assertThat(sent()).isEmpty();
    assertEveryDescriptorIsTrue();
  }

  @Test
  void an_upload_that_hangs_does_not_keep_it_from_ending() {
    server.fault(put("b.png"), new Fault.Hang(), 1);
    heard.endAfter = 1;
    assertThat(publish(png("a.png", 1), png("b.png", 2))).isInstanceOf(Result.Ended.class);
    assertThat(store.read(KEY)).isEmpty();
  }

  @Test
  void a_file_with_other_bytes_gets_a_new_url_and_keeps_its_id_and_the_old_object_stays() {
    publish(png("a.png", 1), png("b.png", 2));
    ReadFile changed = png("a.png", 3);
    ReadFile same = png("b.png", 2);
    published(publish(changed, same), Change.REPLACED);

    assertThat(assets()).containsExactly("a " + versioned(changed, "a"), "b b.png");
    assertThat(object("a.png").body()).isEqualTo(Samples.png(1));
    assertEveryDescriptorIsTrue();

    server.clearRequests();
    published(publish(changed, same), Change.UNCHANGED);
    assertThat(sent()).isEmpty();

    ReadFile again = png("a.png", 4);
    publish(again, same);
    assertThat(assets()).containsExactly("a " + versioned(again, "a"), "b b.png");
    publish(png("a.png", 1), same);
    assertThat(assets()).containsExactly("a a.png", "b b.png");
    assertEveryDescriptorIsTrue();
  }

  @Test
  void files_of_one_stem_do_not_take_each_others_ids_when_they_change() {
    publish(file("a.jpg", Samples.jpeg(4, 3, 1)), png("a.png", 1));
    List<String> ids = stored().assets().stream().map(asset -> asset.id().value()).toList();
    assertThat(ids).doesNotHaveDuplicates().first().isEqualTo("a");

    publish(file("a.jpg", Samples.jpeg(4, 3, 1)), png("a.png", 2));
    assertThat(stored().assets()).extracting(asset -> asset.id().value()).isEqualTo(ids);
    publish(file("a.jpg", Samples.jpeg(8, 3, 1)), png("a.png", 3));
    assertThat(stored().assets()).extracting(asset -> asset.id().value()).isEqualTo(ids);
    publish(png("a.png", 4), file("a.jpg", Samples.jpeg(4, 3, 1)));
    assertThat(stored().assets()).extracting(asset -> asset.id().value()).isEqualTo(ids.reversed());
  }

  @Test
  void a_file_that_is_called_like_a_version_of_another_is_not_taken_for_it() {
    ReadFile changed = png("a.png", 2);
    ReadFile lookalike = png(versioned(changed, "a"), 3);
    publish(png("a.png", 1), lookalike);
    List<String> before = assets();
    publish(changed, lookalike);
    assertThat(assets().get(1)).isEqualTo(before.get(1));
    assertThat(assets().getFirst())
        .isEqualTo("a a-" + changed.facts().checksum().hex().substring(0, 16) + ".png");
    assertEveryDescriptorIsTrue();
  }

  @Test
  void an_object_of_another_organization_stops_it_before_anything_is_sent() {
    server.put(
        BUCKET, FOLDER + "b.png", new byte[] {1}, "image/png", Map.of("organization-id", "other"));
    Result result = publish(png("a.png", 1), png("b.png", 2));
    assertThat(result).isInstanceOf(Result.Refused.class);
    assertThat(((Result.Refused) result).problems())
        .singleElement()
        .asString()
        .contains("b.png", FOLDER, "belongs to organization other");
    assertThat(sent()).isEmpty();
    assertThat(store.read(KEY)).isEmpty();
  }

  @Test
  void an_object_that_nobody_has_described_is_left_alone() {
    server.put(BUCKET, FOLDER + "a.png", new byte[] {1}, "image/png", Map.of());
    ReadFile file = png("a.png", 1);
    published(publish(file), Change.CREATED);
    assertThat(object("a.png").body()).hasSize(1);
    assertThat(assets()).containsExactly("a " + versioned(file, "a"));
  }

  @Test
  void an_object_with_the_same_bytes_and_another_description_is_described_anew() {
    publish(file("clip.mp4", Samples.kept("clip.mp4")));
    ReadFile clip = file("clip.mp4", Samples.kept("clip.mp4"));
    published(
        publish(new PublishRequest(ACME, DECK, new Kind("teaser"), List.of(clip))),
        Change.REPLACED);
    assertThat(object("clip.mp4").metadata()).containsEntry("kind", "teaser");
    assertThat(assets()).containsExactly("clip clip.mp4");
    assertThat(stored().assets().getFirst().descriptor().kind().value()).isEqualTo("teaser");
  }

  @Test
  void a_film_that_is_published_as_an_image_has_no_playing_time() {
    ReadFile clip = file("clip.mp4", Samples.kept("clip.mp4"));
    publish(new PublishRequest(ACME, DECK, Kind.IMAGE, List.of(clip)));
    assertThat(stored().assets().getFirst().descriptor().durationMs()).isNull();
  }

  private void publishElsewhere(String file) {
    AssetDescriptor other =
        AssetDescriptor.at(new MediaUrl("https://elsewhere.example.com/" + file)).build();
    publishing.publish(
        WRITER,
        new ContainerDraft(
            DECK, null, ContainerDetails.COMPLETED, List.of(new AssetDraft(null, other))),
        Precondition.ANY);
  }

  @Test
  void another_writer_of_the_container_is_noticed_and_the_set_is_published_over_it() {
    server.onRequest(put(""), () -> publishElsewhere("other.png"));
    List<Placed> files = published(publish(png("a.png", 1)), Change.REPLACED);
    assertThat(files).extracting(Placed::uploaded).containsExactly(true);
    assertThat(assets()).containsExactly("a a.png");
    assertThat(sent()).containsExactly("a.png");
    assertThat(heard.lines).containsExactly("uploaded a.png");
  }

  @Test
  void each_file_is_reported_once_however_often_it_has_to_start_over() {
    ReadFile a = png("a.png", 1);
    publish(a);
    heard.lines.clear();
    server.onRequest(put(""), () -> publishElsewhere("other.png"));
    published(publish(a, png("b.png", 2)), Change.REPLACED);
    assertThat(heard.lines).containsExactly("unchanged a.png", "uploaded b.png");
  }

  @Test
  void a_writer_that_always_comes_between_wins() {
    ReadFile file = png("a.png", 1);
    raceAtHead(100);
    assertThat(publish(file)).isInstanceOf(Result.Contended.class);
    assertThat(stored().assets()).hasSize(1);
    assertThat(assets().getFirst()).startsWith("other-");
  }

  private void raceAtHead(int more) {
    if (more > 0) {
      server.onRequest(
          request -> request.method().equals("HEAD"),
          () -> {
            publishElsewhere("other-" + more + ".png");
            raceAtHead(more - 1);
          });
    }
  }

  @Test
  void other_bytes_that_appear_under_a_name_while_it_is_sent_are_not_overwritten() {
    ReadFile file = png("a.png", 1);
    server.onRequest(
        put(""),
        () ->
            server.put(
                BUCKET,
                FOLDER + "a.png",
                new byte[] {1},
                "image/png",
                Map.of("organization-id", "org_acme")));
    published(publish(file), Change.CREATED);
    assertThat(object("a.png").body()).hasSize(1);
    assertThat(assets()).containsExactly("a " + versioned(file, "a"));
    assertEveryDescriptorIsTrue();
  }

  private void sweepAfterGrace() {
    now.set(now.get().plus(Duration.ofHours(1)));
    AssetLookup.over(store).clock(now::get).build().sweep((container, urls) -> {}, () -> false);
  }

  @Test
  void a_url_whose_file_may_be_deleted_at_any_moment_is_not_used_again() {
    ReadFile a = png("a.png", 1);
    ReadFile b = png("b.png", 2);
    publish(a, b);
    publish(b);
    sweepAfterGrace();
    publish(a, b);
    assertThat(assets()).containsExactly("a " + versioned(a, "a"), "b b.png");
    assertEveryDescriptorIsTrue();
  }

  @Test
  void nor_is_one_of_a_container_that_was_deleted() {
    ReadFile a = png("a.png", 1);
    publish(a);
    publishing.delete(WRITER, DECK, Precondition.ANY);
    sweepAfterGrace();
    published(publish(a), Change.CREATED);
    assertThat(assets()).containsExactly("a " + versioned(a, "a"));
  }

  @Test
  void a_sweep_of_a_deleted_container_while_files_are_sent_is_noticed() {
    ReadFile a = png("a.png", 1);
    publish(a);
    publishing.delete(WRITER, DECK, Precondition.ANY);
    server.onRequest(put("b.png"), this::sweepAfterGrace);
    ReadFile b = png("b.png", 2);
    published(publish(a, b), Change.CREATED);
    assertThat(assets()).containsExactly("a " + versioned(a, "a"), "b b.png");
  }

  @Test
  void what_else_is_recorded_of_a_container_stays() {
    ContainerDetails details =
        new ContainerDetails(
            "project-1",
            ContainerStatus.PROCESSING,
            "carousel",
            null,
            "caption",
            null,
            ApprovalStatus.PENDING,
            null,
            null);
    publishing.publish(
        WRITER, new ContainerDraft(DECK, null, details, List.of()), Precondition.ANY);
    published(publish(png("a.png", 1)), Change.REPLACED);
    assertThat(stored().details()).isEqualTo(details);
  }

  @Test
  void urls_that_may_not_be_published_are_reported_before_anything_is_sent() throws IOException {
    Result result = publisher("http://media.example.com").publish(order(png("a.png", 1)), heard);
    assertThat(result).isInstanceOf(Result.Refused.class);
    assertThat(((Result.Refused) result).problems())
        .singleElement()
        .asString()
        .contains("a.png: url must be https", "http://media.example.com/");
    assertThat(sent()).isEmpty();
  }

  @Test
  void a_file_that_changes_after_it_was_read_is_not_published() throws IOException {
    ReadFile file = png("a.png", 1);
    byte[] other = Samples.png(1);
    other[other.length - 1]++;
    Files.write(file.file().path(), other);
    assertThatThrownBy(() -> publish(file))
        .isInstanceOf(StorageRefusedException.class)
        .hasMessageContaining("changed after it was read");
    assertThat(server.keys(BUCKET, "")).isEmpty();
    assertThat(store.read(KEY)).isEmpty();
  }

  @Test
  void names_that_no_object_can_have_are_reported_all_at_once() {
    List<MediaFile> files =
        List.of(
            new MediaFile(folder, "good.png"),
            new MediaFile(folder, "line\nfeed.png"),
            new MediaFile(folder, "x".repeat(1000)));
    assertThat(publisher.check(files)).hasSize(2);
  }

  @Test
  void so_is_a_file_that_is_larger_than_one_upload_takes() throws IOException {
    Path film = folder.resolve("film.mp4");
    try (FileChannel file =
        FileChannel.open(
            film,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      file.write(ByteBuffer.allocate(1), MediaBucket.MAX_FILE_BYTES);
    }
    assertThat(publisher.check(List.of(new MediaFile(film, "film.mp4"))))
        .singleElement()
        .asString()
        .contains("film.mp4: 5,363,466,241 bytes, where one upload takes at most 5,363,466,240");
  }

  @Test
  void a_plan_shows_what_would_be_done_and_changes_nothing() {
    publish(png("a.png", 1), png("b.png", 2));
    Container before = stored();
    server.clearRequests();
    ReadFile changed = png("a.png", 3);
    Result result = publisher.plan(order(changed, png("b.png", 2), png("new.png", 4)), heard);
    assertThat(result).isInstanceOf(Result.Planned.class);
    assertThat(((Result.Planned) result).files())
        .extracting(file -> file.id() + " " + file.uploaded())
        .containsExactly("a true", "b false", "null true");
    assertThat(sent()).isEmpty();
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void a_missing_bucket_is_reported_as_such() {
    server.deleteBucket(BUCKET);
    assertThatThrownBy(() -> publish(png("a.png", 1)))
        .isInstanceOf(StoreNotSetUpException.class)
        .hasMessageContaining("there is no bucket media");
  }
}
