package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ProjectReading;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rules about a reader share: its content, and the comparison of its answers. */
abstract class ReaderRules {
  static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  static final Reading DELETED_CONTAINER = new Reading.DeletedContainer();
  static final ContainerKey NEIGHBOUR = key(ACME, "9c855048-b470-42e7-8f1b-032324d48556");
  static final ContainerKey UNKNOWN = key(ACME, "9c855048-b470-42e7-8f1b-032324d48557");
  static final ContainerKey OTHERS = key(OTHER, "9c855048-b470-42e7-8f1b-032324d48558");
  static final MimeType PNG = new MimeType("image/png");

  private final AssetReaderContract test;

  ReaderRules(AssetReaderContract test) {
    this.test = test;
  }

  final AssetReader holding(Asset... assets) {
    return holding(Map.of(CONTAINER, List.of(assets)));
  }

  final AssetReader holding(Map<ContainerKey, List<Asset>> content) {
    return test.opened.add(Factory.make(() -> test.readerHolding(content)));
  }

  /** Where an asset of these rules lives. */
  final MediaUrl urlOf(ContainerKey container, String fileName) {
    return test.urlOf(container, fileName);
  }

  /** Everything that the reader contract can record. */
  final Asset video(ContainerKey container, String id) {
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
  final Asset image(ContainerKey container, String id) {
    AssetDescriptor descriptor =
        AssetDescriptor.at(urlOf(container, id + ".png"))
            .kind(Kind.IMAGE)
            .mimeType(PNG)
            .sizeBytes(2_048L)
            .build();
    return new Asset(new AssetId(id), descriptor);
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

  /** Each alone, and all at once. */
  static void assertFindsWithProjects(
      AssetReader reader, List<AssetKey> asked, List<ProjectReading> expected) {
    for (int i = 0; i < asked.size(); i++) {
      AssetKey key = asked.get(i);
      Same.assertSame(
          "findWithProject(" + key + ")",
          reader.findWithProject(key.container(), key.asset()),
          expected.get(i));
    }
    Same.assertSame(
        "findAllWithProjects of " + asked.size() + " assets",
        reader.findAllWithProjects(asked),
        expected);
  }

  static void assertRead(AssetReader reader, ContainerKey key, Container expected) {
    Same.assertSame("read(" + key + ")", reader.read(key), Optional.of(expected));
  }

  static void assertNotRead(AssetReader reader, ContainerKey key) {
    Same.assertSame("read(" + key + ")", reader.read(key), Optional.empty());
  }

  static Reading present(Asset asset) {
    return new Reading.Present(asset, null);
  }

  static AssetKey asset(ContainerKey container, String id) {
    return new AssetKey(container, new AssetId(id));
  }

  static void assertReads(AssetReader reader, ContainerKey key, List<Asset> assets) {
    Container read = reader.read(key).orElseThrow();
    assertThat(read.key()).isEqualTo(key);
    assertThat(read.isDeleted()).isFalse();
    Same.assertSame(
        "the sorted assets of read(" + key + ")", sorted(read.assets()), sorted(assets));
  }

  private static List<Asset> sorted(List<Asset> assets) {
    return assets.stream().sorted(Comparator.comparing(asset -> asset.id().value())).toList();
  }
}
