package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The promises of {@link AssetReader}. Extend it, hand in a reader, add nothing. Fit also for a
 * reader over a storage that others fill, such as a bucket: every asset of these rules has a size
 * and a MIME type, the file name of its URL is its id and an extension, and no two organizations
 * use one container id. What goes beyond is in {@link ContainerStoreContract}.
 *
 * <p>A reader that has to deviate from a rule overrides it and asserts what it does instead.
 *
 * <ul>
 *   <li>R01 to R07: a descriptor comes back as it was recorded, what is unknown stays absent
 *   <li>R08 to R11: the kinds of absence; another organization's container is absent
 *   <li>R12 to R16: ids are compared whole and exactly, within their container
 *   <li>R17: threads
 *   <li>R18 to R23: several assets at once, each answered as if it was alone
 *   <li>R24 and R25: whole containers; their order is not promised
 *   <li>R26: threads once more
 *   <li>R27: very many assets at once
 *   <li>R28: what a caller does wrong
 * </ul>
 */
public abstract class AssetReaderContract {
  private static final String RACE = Racing.TAG;
  static final OrganizationId ACME = new OrganizationId("org_acme");
  static final OrganizationId OTHER = new OrganizationId("org_other");
  static final ContainerKey CONTAINER = key(ACME, "9c855048-b470-42e7-8f1b-032324d48555");
  static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  static final Reading DELETED_CONTAINER = new Reading.DeletedContainer();

  private static final ContainerKey NEIGHBOUR = key(ACME, "9c855048-b470-42e7-8f1b-032324d48556");
  private static final ContainerKey UNKNOWN = key(ACME, "9c855048-b470-42e7-8f1b-032324d48557");
  private static final ContainerKey OTHERS = key(OTHER, "9c855048-b470-42e7-8f1b-032324d48558");
  private static final MimeType PNG = new MimeType("image/png");
  private static final int READERS = 8;
  private static final int ROUNDS = 10;

  final Opened<AssetReader> opened = new Opened<>();

  /** For subclasses. */
  protected AssetReaderContract() {}

  /**
   * Makes a reader over a storage that holds this and nothing else.
   *
   * @param content the current assets of each container, none of them empty
   * @return the reader to test
   * @throws Exception if the storage cannot be filled
   */
  protected abstract AssetReader readerHolding(Map<ContainerKey, List<Asset>> content)
      throws Exception;

  /**
   * Where an asset of these rules lives. Override it if the storage determines its URLs.
   *
   * @param container the asset's container
   * @param fileName the asset's id and an extension
   * @return a URL that ends in the file name
   */
  protected MediaUrl urlOf(ContainerKey container, String fileName) {
    return new MediaUrl(
        "https://media.example.com/public-media/content-container/"
            + container.container().uuid()
            + "/media/"
            + fileName);
  }

  /**
   * Closes what the factory methods gave to a rule, when the rule is over. By default it closes
   * what is {@link AutoCloseable}; override it if a client or a file behind it has to be closed.
   *
   * @param made what a factory method returned; each once, the last one first
   * @throws Exception if it cannot be closed
   */
  protected void close(AssetReader made) throws Exception {
    Opened.closeIfCloseable(made);
  }

  /** Closes what the rule that is over used. */
  @AfterEach
  final void closeAll() throws Exception {
    opened.closeAll(this::close);
  }

  /** R01: a descriptor is returned with every field that was recorded. */
  @Test
  protected void r01_a_descriptor_is_returned_whole() {
    assertRoundTrip(video(CONTAINER, "teaser"));
  }

  /** R02: what is not recorded stays absent; nothing is invented. */
  @Test
  protected void r02_what_is_not_recorded_stays_absent() {
    assertRoundTrip(image(CONTAINER, "slide-1"));
  }

  /** R03: each optional field can be recorded without the others. */
  @Test
  protected void r03_each_optional_field_stands_alone() {
    Asset video = video(CONTAINER, "all");
    AssetDescriptor all = video.descriptor();
    assertRoundTrip(
        with("thumbnail", d -> d.thumbnailUrl(all.thumbnailUrl())),
        with("duration", d -> d.kind(Kind.VIDEO).durationMs(all.durationMs())),
        with("width", d -> d.width(all.width())),
        with("height", d -> d.height(all.height())),
        with("checksum", d -> d.checksumSha256(all.checksumSha256())),
        with("expiry", d -> d.expiresAt(all.expiresAt())));
  }

  /** R04: an expiry is kept to the microsecond. */
  @Test
  protected void r04_an_expiry_is_kept_to_the_microsecond() {
    assertRoundTrip(
        with("a", d -> d.expiresAt(Instant.parse("2099-03-28T01:30:00.000001Z"))),
        with("b", d -> d.expiresAt(Instant.parse("2099-10-25T01:30:00.999999Z"))),
        with("c", d -> d.expiresAt(Instant.parse("2099-12-31T23:59:59.120Z"))));
  }

  /** R05: a MIME type is kept as written, parameters included. */
  @Test
  protected void r05_a_mime_type_is_kept_as_written() {
    assertRoundTrip(
        with("a", d -> d.mimeType(new MimeType("video/mp4; codecs=\"avc1.640028, mp4a.40.2\""))),
        with("b", d -> d.mimeType(new MimeType("Application/vnd.example+json"))));
  }

  /** R06: the kind is the recorded one, also where URL and MIME type suggest another. */
  @Test
  protected void r06_the_kind_is_the_recorded_one() {
    assertRoundTrip(
        with("a", d -> d.kind(Kind.FILE)), with("b", d -> d.kind(new Kind("story-board.v2_x"))));
  }

  /** R07: a duration may need more than 32 bits. */
  @Test
  protected void r07_a_duration_may_need_more_than_32_bits() {
    assertRoundTrip(with("a", d -> d.kind(Kind.VIDEO).durationMs(9_007_199_254_740_991L)));
  }

  /** R08: an id that the container does not have gives NoSuchAsset. */
  @Test
  protected void r08_an_unknown_id_gives_no_such_asset() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    assertFind(reader, CONTAINER, new AssetId("slide-2"), NO_SUCH_ASSET);
  }

  /** R09: a container that nobody wrote gives NoSuchContainer. */
  @Test
  protected void r09_an_unknown_container_gives_no_such_container() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    assertFind(reader, NEIGHBOUR, new AssetId("slide-1"), NO_SUCH_CONTAINER);
  }

  /** R10: another organization's container gives NoSuchContainer, for any id. */
  @Test
  protected void r10_a_foreign_container_gives_no_such_container() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    ContainerKey foreign = new ContainerKey(OTHER, CONTAINER.container());
    assertFind(reader, foreign, new AssetId("slide-1"), NO_SUCH_CONTAINER);
    assertFind(reader, foreign, new AssetId("slide-2"), NO_SUCH_CONTAINER);
  }

  /** R11: organizations are told apart by every character, case included. */
  @Test
  protected void r11_organizations_are_compared_whole_and_exactly() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    for (String other : List.of("org_acm", "org_acme2", "org-acme", "Org_acme", "ORG_ACME")) {
      ContainerKey foreign = new ContainerKey(new OrganizationId(other), CONTAINER.container());
      assertFind(reader, foreign, new AssetId("slide-1"), NO_SUCH_CONTAINER);
    }
  }

  /** R12: ids that differ in case are different ids. */
  @Test
  protected void r12_ids_are_case_sensitive() {
    Asset upper = image(CONTAINER, "Slide-1");
    Asset lower = image(CONTAINER, "slide-1");
    AssetReader reader = holding(upper, lower);
    assertFinds(reader, CONTAINER, List.of(upper, lower));
    assertFind(reader, CONTAINER, new AssetId("SLIDE-1"), NO_SUCH_ASSET);
  }

  /** R13: an id is no prefix and no pattern. */
  @Test
  protected void r13_ids_are_matched_whole() {
    AssetReader reader = holding(image(CONTAINER, "slide-10"), image(CONTAINER, "slide-1.final"));
    for (String near :
        List.of("slide-1", "slide", "s", "slide-100", "slide_10", "slide.10", "slide-1.fina")) {
      assertFind(reader, CONTAINER, new AssetId(near), NO_SUCH_ASSET);
    }
  }

  /** R14: every character that an id may have works. */
  @Test
  protected void r14_every_legal_character_of_an_id_works() {
    List<Asset> assets = new ArrayList<>();
    for (String id :
        List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "0123456789",
            "a.b_c~d-e",
            "...",
            "-",
            "_",
            "~")) {
      assets.add(image(CONTAINER, id));
    }
    assertFinds(holding(assets.toArray(Asset[]::new)), CONTAINER, assets);
  }

  /** R15: an id may have 128 characters, and the last one counts. */
  @Test
  protected void r15_an_id_may_have_128_characters() {
    String stem = "x".repeat(AssetId.MAX_LENGTH - 1);
    Asset first = image(CONTAINER, stem + "1");
    Asset second = image(CONTAINER, stem + "2");
    AssetReader reader = holding(first, second);
    assertFinds(reader, CONTAINER, List.of(first, second));
    assertFind(reader, CONTAINER, new AssetId(stem + "3"), NO_SUCH_ASSET);
    assertFind(reader, CONTAINER, new AssetId(stem), NO_SUCH_ASSET);
  }

  /** R16: one id in two containers of an organization means two assets. */
  @Test
  protected void r16_an_id_belongs_to_its_container() {
    Asset here = image(CONTAINER, "slide-1");
    Asset there = image(NEIGHBOUR, "slide-1");
    Asset onlyThere = image(NEIGHBOUR, "slide-2");
    AssetReader reader =
        holding(Map.of(CONTAINER, List.of(here), NEIGHBOUR, List.of(there, onlyThere)));
    assertFinds(reader, CONTAINER, List.of(here));
    assertFinds(reader, NEIGHBOUR, List.of(there, onlyThere));
    assertFind(reader, CONTAINER, onlyThere.id(), NO_SUCH_ASSET);
  }

  /** R17: readers on many threads each get the answer to their own question. */
  @Test
  @Tag(RACE)
  protected void r17_concurrent_readers_all_get_right_answers() {
    Map<ContainerKey, List<Asset>> content = new HashMap<>();
    for (int i = 0; i < READERS; i++) {
      ContainerKey key = new ContainerKey(ACME, new ContainerId(new UUID(i, i)));
      content.put(key, List.of(image(key, "slide-1"), video(key, "teaser-" + i)));
    }
    AssetReader reader = holding(content);
    List<ContainerKey> keys = List.copyOf(content.keySet());
    Racing.race(
        READERS,
        racer -> {
          ContainerKey mine = keys.get(racer);
          for (int round = 0; round < ROUNDS; round++) {
            assertFinds(reader, mine, content.getOrDefault(mine, List.of()));
            assertFind(reader, mine, new AssetId("slide-2"), NO_SUCH_ASSET);
          }
          return racer;
        });
  }

  /** R18: readings come in the order asked, absent assets and containers among present ones. */
  @Test
  protected void r18_readings_come_in_the_order_asked() {
    Asset here = video(CONTAINER, "teaser");
    Asset alsoHere = image(CONTAINER, "slide-1");
    Asset there = image(NEIGHBOUR, "slide-1");
    AssetReader reader =
        holding(Map.of(CONTAINER, List.of(here, alsoHere), NEIGHBOUR, List.of(there)));
    assertFindAll(
        reader,
        List.of(
            asset(NEIGHBOUR, "slide-1"),
            asset(CONTAINER, "teaser"),
            asset(UNKNOWN, "slide-1"),
            asset(CONTAINER, "slide-2"),
            asset(NEIGHBOUR, "a"),
            asset(CONTAINER, "slide-1")),
        List.of(
            present(there),
            present(here),
            NO_SUCH_CONTAINER,
            NO_SUCH_ASSET,
            NO_SUCH_ASSET,
            present(alsoHere)));
  }

  /** R19: what is asked for twice is given twice. */
  @Test
  protected void r19_what_is_asked_for_twice_is_given_twice() {
    Asset first = image(CONTAINER, "slide-1");
    Asset second = image(CONTAINER, "slide-2");
    AssetKey one = asset(CONTAINER, "slide-1");
    AssetKey two = asset(CONTAINER, "slide-2");
    AssetKey absent = asset(CONTAINER, "slide-3");
    AssetKey lost = asset(UNKNOWN, "slide-1");
    assertFindAll(
        holding(first, second),
        List.of(one, two, one, absent, lost, absent, lost, one),
        List.of(
            present(first),
            present(second),
            present(first),
            NO_SUCH_ASSET,
            NO_SUCH_CONTAINER,
            NO_SUCH_ASSET,
            NO_SUCH_CONTAINER,
            present(first)));
  }

  /** R20: another organization's container is absent, also beside the own ones. */
  @Test
  protected void r20_a_foreign_container_is_absent_among_own_ones() {
    Asset own = image(CONTAINER, "slide-1");
    Asset others = image(OTHERS, "slide-1");
    AssetReader reader = holding(Map.of(CONTAINER, List.of(own), OTHERS, List.of(others)));
    ContainerKey foreign = new ContainerKey(ACME, OTHERS.container());
    ContainerKey taken = new ContainerKey(OTHER, CONTAINER.container());
    assertFindAll(
        reader,
        List.of(
            asset(CONTAINER, "slide-1"),
            asset(foreign, "slide-1"),
            asset(taken, "slide-1"),
            asset(foreign, "slide-2")),
        List.of(present(own), NO_SUCH_CONTAINER, NO_SUCH_CONTAINER, NO_SUCH_CONTAINER));
    assertFindAll(reader, List.of(asset(OTHERS, "slide-1")), List.of(present(others)));
  }

  /** R21: who asks for nothing gets nothing. */
  @Test
  protected void r21_who_asks_for_nothing_gets_nothing() {
    assertThat(holding(image(CONTAINER, "slide-1")).findAll(List.of())).isEmpty();
  }

  /** R22: a hundred assets of many containers can be asked for at once. */
  @Test
  protected void r22_a_hundred_assets_can_be_asked_for_at_once() {
    Map<ContainerKey, List<Asset>> content = new HashMap<>();
    List<AssetKey> asked = new ArrayList<>();
    List<Reading> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ContainerKey key = new ContainerKey(ACME, new ContainerId(new UUID(i, i)));
      List<Asset> assets = new ArrayList<>();
      for (int j = 0; j < 4; j++) {
        Asset asset = image(key, "slide-" + j);
        assets.add(asset);
        asked.add(new AssetKey(key, asset.id()));
        expected.add(present(asset));
      }
      content.put(key, assets);
      asked.add(asset(key, "slide-4"));
      expected.add(NO_SUCH_ASSET);
    }
    assertThat(asked).hasSize(100);
    Collections.shuffle(asked, new Random(22));
    Collections.shuffle(expected, new Random(22));
    assertFindAll(holding(content), asked, expected);
  }

  /** R23: container and id belong together, and are compared whole and exactly. */
  @Test
  protected void r23_container_and_id_belong_together() {
    Asset here = image(CONTAINER, "slide-1");
    Asset there = image(NEIGHBOUR, "slide-2");
    AssetReader reader = holding(Map.of(CONTAINER, List.of(here), NEIGHBOUR, List.of(there)));
    assertFindAll(
        reader,
        List.of(asset(CONTAINER, "slide-2"), asset(NEIGHBOUR, "slide-1")),
        List.of(NO_SUCH_ASSET, NO_SUCH_ASSET));
    assertFindAll(
        reader,
        List.of(
            asset(CONTAINER, "SLIDE-1"),
            asset(CONTAINER, "slide-1"),
            asset(CONTAINER, "slide_1"),
            asset(CONTAINER, "slide-"),
            asset(CONTAINER, "slide-1.")),
        List.of(NO_SUCH_ASSET, present(here), NO_SUCH_ASSET, NO_SUCH_ASSET, NO_SUCH_ASSET));
  }

  /** R24: a container is read with all of its assets and no others. */
  @Test
  protected void r24_a_container_is_read_with_all_of_its_assets() {
    List<Asset> assets = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      assets.add(image(CONTAINER, "slide-" + i));
    }
    assets.add(video(CONTAINER, "teaser"));
    assets.add(image(CONTAINER, "Slide-1"));
    List<Asset> others = List.of(image(NEIGHBOUR, "slide-1"), image(NEIGHBOUR, "b"));
    AssetReader reader = holding(Map.of(CONTAINER, assets, NEIGHBOUR, others));
    assertReads(reader, CONTAINER, assets);
    assertReads(reader, NEIGHBOUR, others);
  }

  /** R25: what is not there, or is another organization's, is not read. */
  @Test
  protected void r25_absent_and_foreign_containers_are_not_read() {
    AssetReader reader =
        holding(
            Map.of(
                CONTAINER,
                List.of(image(CONTAINER, "slide-1")),
                OTHERS,
                List.of(image(OTHERS, "slide-1"))));
    assertNotRead(reader, UNKNOWN);
    assertNotRead(reader, NEIGHBOUR);
    assertNotRead(reader, new ContainerKey(OTHER, CONTAINER.container()));
    assertNotRead(reader, new ContainerKey(ACME, OTHERS.container()));
    for (String other : List.of("org_acm", "org_acme2", "Org_acme", "ORG_ACME")) {
      ContainerKey foreign = new ContainerKey(new OrganizationId(other), CONTAINER.container());
      assertNotRead(reader, foreign);
    }
  }

  /** R26: readers of several assets and of containers each get what they asked for. */
  @Test
  @Tag(RACE)
  protected void r26_concurrent_readers_of_many_all_get_right_answers() {
    Map<ContainerKey, List<Asset>> content = new HashMap<>();
    for (int i = 0; i < READERS; i++) {
      ContainerKey key = new ContainerKey(ACME, new ContainerId(new UUID(i, i)));
      content.put(key, List.of(image(key, "slide-1"), video(key, "teaser-" + i)));
    }
    AssetReader reader = holding(content);
    List<ContainerKey> keys = List.copyOf(content.keySet());
    Racing.race(
        READERS,
        racer -> {
          ContainerKey mine = keys.get(racer);
          List<Asset> assets = content.getOrDefault(mine, List.of());
          List<AssetKey> asked = assets.stream().map(a -> new AssetKey(mine, a.id())).toList();
          List<Reading> expected = assets.stream().map(AssetReaderContract::present).toList();
          for (int round = 0; round < ROUNDS; round++) {
            assertFindAll(reader, asked, expected);
            assertReads(reader, mine, assets);
          }
          return racer;
        });
  }

  /** R27: as many assets can be asked for at once as the caller likes. */
  @Test
  protected void r27_three_hundred_assets_can_be_asked_for_at_once() {
    List<Asset> assets = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      assets.add(image(CONTAINER, "slide-" + i));
    }
    AssetReader reader = holding(Map.of(CONTAINER, assets));
    List<AssetKey> asked = assets.stream().map(a -> new AssetKey(CONTAINER, a.id())).toList();
    assertFindAll(reader, asked, assets.stream().map(AssetReaderContract::present).toList());
  }

  /** R28: a null is the caller's mistake, and told as a {@link NullPointerException}. */
  @Test
  protected void r28_null_is_the_callers_mistake() {
    AssetReader reader = holding(image(CONTAINER, "slide-1"));
    AssetId id = new AssetId("slide-1");
    assertRefusesNull("find(null, id)", () -> reader.find(nothing(), id));
    assertRefusesNull("find(container, null)", () -> reader.find(CONTAINER, nothing()));
    assertRefusesNull("find(unknown, null)", () -> reader.find(UNKNOWN, nothing()));
    assertRefusesNull("read(null)", () -> reader.read(nothing()));
    assertRefusesNull("findAll(null)", () -> reader.findAll(nothing()));
    List<AssetKey> asked = new ArrayList<>(List.of(asset(CONTAINER, "slide-1")));
    asked.add(nothing());
    assertRefusesNull("findAll of null among others", () -> reader.findAll(asked));
  }

  static void assertRefusesNull(String call, ThrowingCallable action) {
    assertThat(catchThrowable(action)).as(call).isInstanceOf(NullPointerException.class);
  }

  /** What a caller must not hand in, and does. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // That is the point.
  static <T> T nothing() {
    return null;
  }

  /** Everything that the reader contract can record. */
  Asset video(ContainerKey container, String id) {
    AssetDescriptor descriptor =
        AssetDescriptor.at(urlOf(container, id + ".mp4"))
            .kind(Kind.VIDEO)
            .thumbnailUrl(new MediaUrl("https://cdn.example.com/t/a%20b.jpg?w=320&h=568#t=1"))
            .mimeType(new MimeType("video/mp4"))
            .sizeBytes(48_211L)
            .durationMs(12_345L)
            .width(1080)
            .height(1920)
            .checksumSha256(Sha256.of(new byte[] {1, 2, 3}))
            .expiresAt(Instant.parse("2099-12-31T23:59:59.123456Z"))
            .build();
    return new Asset(new AssetId(id), descriptor);
  }

  /** No more than what every storage knows of a file. */
  Asset image(ContainerKey container, String id) {
    AssetDescriptor descriptor =
        AssetDescriptor.at(urlOf(container, id + ".png"))
            .kind(Kind.IMAGE)
            .mimeType(PNG)
            .sizeBytes(2_048L)
            .build();
    return new Asset(new AssetId(id), descriptor);
  }

  private Asset with(String id, UnaryOperator<AssetDescriptor.Builder> more) {
    AssetDescriptor.Builder builder =
        AssetDescriptor.at(urlOf(CONTAINER, id + ".png"))
            .kind(Kind.IMAGE)
            .mimeType(PNG)
            .sizeBytes(2_048L);
    return new Asset(new AssetId(id), more.apply(builder).build());
  }

  private void assertRoundTrip(Asset... assets) {
    assertFinds(holding(assets), CONTAINER, List.of(assets));
  }

  private AssetReader holding(Asset... assets) {
    return holding(Map.of(CONTAINER, List.of(assets)));
  }

  private AssetReader holding(Map<ContainerKey, List<Asset>> content) {
    return opened.add(Factory.make(() -> readerHolding(content)));
  }

  static void assertFinds(AssetReader reader, ContainerKey container, List<Asset> assets) {
    for (Asset asset : assets) {
      assertFind(reader, container, asset.id(), present(asset));
    }
  }

  static void assertFind(
      AssetReader reader, ContainerKey container, AssetId asset, Reading expected) {
    Same.assertSame(
        "find(" + container + ", " + asset + ")", reader.find(container, asset), expected);
  }

  static void assertFindAll(AssetReader reader, List<AssetKey> asked, List<Reading> expected) {
    Same.assertSame("findAll of " + asked.size() + " assets", reader.findAll(asked), expected);
  }

  static void assertRead(AssetReader reader, ContainerKey key, Container expected) {
    Same.assertSame("read(" + key + ")", reader.read(key), Optional.of(expected));
  }

  static void assertNotRead(AssetReader reader, ContainerKey key) {
    Same.assertSame("read(" + key + ")", reader.read(key), Optional.empty());
  }

  private static void assertReads(AssetReader reader, ContainerKey key, List<Asset> assets) {
    Container read = reader.read(key).orElseThrow();
    assertThat(read.key()).isEqualTo(key);
    assertThat(read.isDeleted()).isFalse();
    Same.assertSame(
        "the sorted assets of read(" + key + ")", sorted(read.assets()), sorted(assets));
  }

  private static List<Asset> sorted(List<Asset> assets) {
    return assets.stream().sorted(Comparator.comparing(asset -> asset.id().value())).toList();
  }

  static Reading present(Asset asset) {
    return new Reading.Present(asset, null);
  }

  static AssetKey asset(ContainerKey container, String id) {
    return new AssetKey(container, new AssetId(id));
  }

  static ContainerKey key(OrganizationId organization, String uuid) {
    return new ContainerKey(organization, new ContainerId(UUID.fromString(uuid)));
  }
}
