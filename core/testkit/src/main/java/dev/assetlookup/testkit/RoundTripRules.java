package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;
import static dev.assetlookup.testkit.Samples.withKey;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read is what was swapped in. */
abstract class RoundTripRules extends ContainerRules {
  private static final Instant FIRST_INSTANT = Instant.EPOCH;
  private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999999Z");

  RoundTripRules(ContainerStoreContract test) {
    super(test);
  }

  /** C01: every field of a container round trips. */
  @Test
  protected void c01_every_field_of_a_container_round_trips() {
    Container whole =
        new Container(
            CONTAINER,
            new Revision(7),
            CREATED,
            new ContainerDetails(
                "project_1.a-b",
                ContainerStatus.PROCESSING,
                "carousel",
                "multi image",
                "A caption",
                "The first comment",
                ApprovalStatus.PENDING,
                LATER,
                "The last error"),
            List.of(video(CONTAINER, "teaser"), image(CONTAINER, "slide-1")),
            List.of(superseded(video(CONTAINER, "before"), 7)),
            null);
    assertRoundTrip(whole);
  }

  /** C02: nothing is invented for a container about which nothing is recorded. */
  @Test
  protected void c02_what_is_not_recorded_of_a_container_stays_absent() {
    assertRoundTrip(container(1, List.of()));
  }

  /** C03: nothing is invented for an asset of which only URL and kind are known. */
  @Test
  protected void c03_an_asset_may_be_no_more_than_a_url() {
    Asset bare =
        new Asset(
            new AssetId("slide-1"),
            AssetDescriptor.at(urlOf(CONTAINER, "slide-1.png")).kind(Kind.FILE).build());
    assertRoundTrip(container(1, List.of(bare)));
  }

  /** C04: an empty text is no absent text, and blanks at its ends are kept. */
  @Test
  protected void c04_an_empty_text_is_not_an_absent_one() {
    assertRoundTrips(List.of(withTexts("", "", "", ""), withTexts(" ", " a ", "\ta\t\n", "\r\n")));
  }

  /** C05: a known 0 is not unknown. */
  @Test
  protected void c05_zero_is_not_unknown() {
    assertRoundTrip(withNumbers(0, 0, 1));
  }

  /** C06: numbers use their whole range. */
  @Test
  protected void c06_numbers_use_their_whole_range() {
    assertRoundTrips(
        List.of(
            withNumbers(5_000_000_000L, 5_000_000_000L, 70_000),
            withNumbers(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE)));
  }

  /** C07: assets come back in the writer's order. */
  @Test
  protected void c07_the_order_of_assets_is_kept() {
    List<Asset> assets = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      assets.add(image(CONTAINER, "slide-" + i));
    }
    Collections.shuffle(assets, new Random(7));
    assertRoundTrip(container(1, assets));
  }

  /** C08: superseded assets come back, several of one id and those of current ids included. */
  @Test
  protected void c08_superseded_assets_are_kept_as_they_are() {
    assertRoundTrip(
        container(
            CONTAINER,
            9,
            List.of(image(CONTAINER, "now"), video(CONTAINER, "always")),
            superseded(video(CONTAINER, "z"), 2),
            superseded(video(CONTAINER, "a"), 2),
            superseded(replaced("a", 3), 4),
            superseded(image(CONTAINER, "always"), 9).withdraw(),
            superseded(replaced("a", 5), 9).withdraw()));
  }

  /** C09: a deleted container comes back as what it is. */
  @Test
  protected void c09_a_deleted_container_is_read() {
    assertRoundTrips(
        List.of(
            deleted(CONTAINER, 2, superseded(image(CONTAINER, "slide-1"), 2).withdraw()),
            deleted(CONTAINER, 1)));
  }

  /** C10: times are kept to the microsecond, from 1970 to 9999. */
  @Test
  protected void c10_times_are_kept_to_the_microsecond() {
    List<Container> containers = new ArrayList<>();
    for (Instant time :
        List.of(
            FIRST_INSTANT,
            FIRST_INSTANT.plusNanos(1_000),
            Instant.parse("2026-03-29T02:30:00.123456Z"),
            Instant.parse("2026-10-25T02:30:00.999999Z"),
            LAST_INSTANT)) {
      containers.add(withTimes(time, null));
      containers.add(withTimes(time, time));
    }
    assertRoundTrips(containers);
  }

  /** C11: texts hold any Unicode but NUL. */
  @Test
  protected void c11_texts_hold_any_unicode() {
    assertRoundTrip(
        withTexts(
            "caf\u00e9",
            "\uD83D\uDE80 \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67"
                + " \u0639\u0631\u0628\u064a",
            "cafe\u0301 \u65e5\u672c\u8a9e \uFEFF\uFFFD\u2028\u0001\u007f",
            "\uDBFF\uDFFF"));
  }

  /** C12: texts that look like code are texts. */
  @Test
  protected void c12_hostile_texts_are_texts() {
    assertRoundTrip(
        withTexts(
            "' OR '1'='1",
            "'; DROP TABLE containers; -- \" \\ \\' \\n %s %n %00 %_ ? :name $1 ${x} #{x} <b>&amp;",
            "line\nline\r\nline\ttab {\"a\":[null]} \\u0000 \\x00",
            "null"));
  }

  /** C13: everything may be as long as its type allows. */
  @Test
  protected void c13_everything_may_be_as_long_as_allowed() {
    OrganizationId organization = new OrganizationId("o".repeat(OrganizationId.MAX_LENGTH));
    ContainerKey key = new ContainerKey(organization, CONTAINER.container());
    AssetDescriptor longest =
        AssetDescriptor.at(longUrl("m"))
            .kind(new Kind("k".repeat(64)))
            .thumbnailUrl(longUrl("t"))
            .mimeType(new MimeType("application/" + "x".repeat(MimeType.MAX_LENGTH - 12)))
            .build();
    Asset asset = new Asset(new AssetId("i".repeat(AssetId.MAX_LENGTH)), longest);
    ContainerDetails details =
        new ContainerDetails(
            "p".repeat(64),
            ContainerStatus.FAILED,
            "\u00e9".repeat(64),
            "\u65e5".repeat(64),
            "\uD83D\uDE80".repeat(5_000),
            "\u65e5".repeat(10_000),
            ApprovalStatus.REJECTED,
            null,
            "\u65e5".repeat(2_000));
    Revision last = new Revision(Long.MAX_VALUE);
    assertRoundTrip(
        new Container(
            key,
            last,
            CREATED,
            details,
            List.of(asset),
            List.of(new SupersededAsset(asset, 0, last, LATER, false, Media.HELD)),
            null));
  }

  /** C14: every status of a container round trips. */
  @Test
  protected void c14_every_status_round_trips() {
    List<Container> containers = new ArrayList<>();
    for (ContainerStatus status : ContainerStatus.values()) {
      for (ApprovalStatus approval : ApprovalStatus.values()) {
        containers.add(
            withDetails(
                new ContainerDetails(null, status, null, null, null, null, approval, null, null)));
      }
    }
    assertRoundTrips(containers);
  }

  /** C15: a container may have 10,000 assets. */
  @Test
  protected void c15_a_container_may_have_10_000_assets() {
    List<Asset> assets = new ArrayList<>();
    for (int i = 0; i < Container.MAX_ASSETS; i++) {
      assets.add(image(CONTAINER, "slide-" + i));
    }
    ContainerStore store = empty();
    create(store, container(1, assets));
    assertRead(store, CONTAINER, container(1, assets));
    assertFinds(store, CONTAINER, List.of(assets.get(0), assets.get(5_000), assets.get(9_999)));
    assertFind(store, CONTAINER, new AssetId("slide-10000"), NO_SUCH_ASSET);
  }

  /** C16: ids use all 128 bits of their UUID. */
  @Test
  protected void c16_container_ids_use_all_bits() {
    ContainerStore store = empty();
    for (UUID uuid :
        List.of(
            new UUID(0, 0), new UUID(-1, -1), new UUID(1, 0), new UUID(0, 1), new UUID(-1, 0))) {
      Container container = container(new ContainerKey(ACME, new ContainerId(uuid)), 1, List.of());
      create(store, container);
      assertRead(store, container.key(), container);
    }
  }

  /** C17: the position that a superseded asset had comes back, known or not. */
  @Test
  protected void c17_positions_of_superseded_assets_are_kept() {
    Asset asset = image(CONTAINER, "slide-1");
    assertRoundTrip(
        container(
            CONTAINER,
            9,
            List.of(),
            superseded(asset, 2, null, Media.HELD),
            superseded(asset, 3, 0, Media.HELD),
            superseded(asset, 4, Container.MAX_ASSETS - 1, Media.HELD),
            superseded(asset, 5, Integer.MAX_VALUE, Media.HELD)));
  }

  /** C18: the state of the media of a superseded asset comes back. */
  @Test
  protected void c18_the_state_of_media_is_kept() {
    List<SupersededAsset> entries = new ArrayList<>();
    for (Media media : Media.values()) {
      int in = entries.size() + 1;
      entries.add(superseded(image(CONTAINER, "a"), in, 0, media));
      entries.add(superseded(image(CONTAINER, "b"), in, 1, media).withdraw());
    }
    SupersededAsset[] all = entries.toArray(SupersededAsset[]::new);
    assertRoundTrips(
        List.of(
            container(CONTAINER, 9, List.of(image(CONTAINER, "a")), all),
            deleted(CONTAINER, 9, all)));
  }

  /** C19: a swap that changes nothing but the state of media is kept. */
  @Test
  protected void c19_the_state_of_media_changes_by_a_swap() {
    ContainerStore store = empty();
    SupersededAsset first = superseded(video(CONTAINER, "a"), 2, 0, Media.HELD);
    SupersededAsset second = superseded(image(CONTAINER, "a"), 3, 0, Media.HELD);
    List<Asset> assets = List.of(image(CONTAINER, "b"));
    Container held = container(CONTAINER, 3, assets, first, second);
    Container claimed = container(CONTAINER, 4, assets, first.with(Media.RELEASING), second);
    Container released = container(CONTAINER, 5, assets, first.with(Media.RELEASED), second);
    Container forgotten = container(CONTAINER, 6, assets, second);
    create(store, held);
    replace(store, held, claimed);
    assertRead(store, CONTAINER, claimed);
    replace(store, claimed, released);
    assertRead(store, CONTAINER, released);
    replace(store, released, forgotten);
    assertRead(store, CONTAINER, forgotten);
    assertFinds(store, CONTAINER, assets);
  }

  private void assertRoundTrip(Container container) {
    ContainerStore store = empty();
    create(store, container);
    assertRead(store, container.key(), container);
  }

  /** In one store, each with a key of its own. */
  private void assertRoundTrips(List<Container> containers) {
    ContainerStore store = empty();
    List<Container> written = new ArrayList<>();
    for (Container container : containers) {
      written.add(withKey(numbered(written.size()), container));
    }
    written.forEach(container -> create(store, container));
    written.forEach(container -> assertRead(store, container.key(), container));
  }

  private static Container withDetails(ContainerDetails details) {
    return new Container(CONTAINER, new Revision(1), CREATED, details, List.of(), List.of(), null);
  }

  private static Container withTexts(String format, String caption, String comment, String error) {
    return withDetails(
        new ContainerDetails(
            null,
            ContainerStatus.COMPLETED,
            format,
            format,
            caption,
            comment,
            ApprovalStatus.NOT_REQUIRED,
            null,
            error));
  }

  private Container withNumbers(long sizeBytes, long durationMs, int pixels) {
    AssetDescriptor descriptor =
        AssetDescriptor.at(urlOf(CONTAINER, "a.mp4"))
            .kind(Kind.VIDEO)
            .sizeBytes(sizeBytes)
            .durationMs(durationMs)
            .width(pixels)
            .height(pixels)
            .build();
    return container(1, List.of(new Asset(new AssetId("a"), descriptor)));
  }

  /** A time in every place that has one. */
  private Container withTimes(Instant time, @Nullable Instant deletedAt) {
    AssetDescriptor descriptor =
        AssetDescriptor.at(urlOf(CONTAINER, "a.png")).kind(Kind.IMAGE).expiresAt(time).build();
    Asset asset = new Asset(new AssetId("a"), descriptor);
    ContainerDetails details =
        new ContainerDetails(
            null,
            ContainerStatus.COMPLETED,
            null,
            null,
            null,
            null,
            ApprovalStatus.NOT_REQUIRED,
            time,
            null);
    return new Container(
        CONTAINER,
        new Revision(1),
        time,
        details,
        deletedAt == null ? List.of(asset) : List.of(),
        List.of(
            new SupersededAsset(asset, 0, new Revision(1), time, deletedAt != null, Media.HELD)),
        deletedAt);
  }

  private static MediaUrl longUrl(String fileName) {
    String url = "https://media.example.com/" + fileName;
    return new MediaUrl(url + "x".repeat(MediaUrl.MAX_LENGTH - url.length()));
  }
}
