package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.CREATED;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.s3server.StrictS3Server;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LargeManifestsTest {
  static Asset longAsset(int number) {
    String end = String.format("/%05d.png", number);
    String url = "https://m.example/" + "a".repeat(2_048 - 18 - end.length()) + end;
    return new Asset(
        new AssetId("a" + number),
        AssetDescriptor.at(new MediaUrl(url)).thumbnailUrl(new MediaUrl(url)).build());
  }

  private static Container large(int assets) {
    return large(assets, 1);
  }

  static Container large(int assets, long revision) {
    return new Container(
        KEY,
        new Revision(revision),
        CREATED,
        ContainerDetails.COMPLETED,
        IntStream.range(0, assets).mapToObj(LargeManifestsTest::longAsset).toList(),
        List.of(),
        null);
  }

  @Test
  void a_large_container_is_stored_and_found_like_a_small_one() {
    try (ManifestStorage<StrictS3Server> storage = ManifestStorage.strict()) {
      R2ManifestStore store = storage.containers(storage.freshBucket());
      Container container = large(800);
      store.swap(container, Revision.NONE);
      storage.server().clearRequests();
      assertThat(store.find(KEY, new AssetId("a799")))
          .isEqualTo(new Reading.Present(longAsset(799), null));
      assertThat(storage.server().requests()).hasSize(2);
      assertThat(store.read(KEY)).contains(container);
    }
  }

  @Test
  void of_a_large_container_a_find_keeps_only_what_it_asks_for() {
    try (ManifestStorage<StrictS3Server> storage = ManifestStorage.strict()) {
      String bucket = storage.freshBucket();
      R2ManifestStore store = storage.containers(bucket);
      List<SupersededAsset> superseded =
          IntStream.range(790, 810).mapToObj(i -> superseded(longAsset(i))).toList();
      Container all = large(800);
      store.swap(
          new Container(
              KEY, all.revision(), CREATED, all.details(), all.assets(), superseded, null),
          Revision.NONE);
      Container kept =
          new Manifests(new Bucket(storage.client(), bucket, ManifestStorage.PATIENCE))
              .read(
                  KEY,
                  Optional.of(Set.of(new AssetId("a3"), new AssetId("a795"))),
                  Deadline.ofEach(ManifestStorage.PATIENCE))
              .flatMap(Manifest::container)
              .orElseThrow();
      assertThat(kept.assets()).containsExactly(longAsset(3), longAsset(795));
      assertThat(kept.superseded()).containsExactly(superseded(longAsset(795)));
      assertThat(
              store.findAll(
                  Stream.of("a3", "a805", "a900")
                      .map(id -> new AssetKey(KEY, new AssetId(id)))
                      .toList()))
          .containsExactly(
              new Reading.Present(longAsset(3), null),
              new Reading.Present(longAsset(805), CREATED),
              new Reading.NoSuchAsset());
    }
  }

  private static SupersededAsset superseded(Asset asset) {
    return new SupersededAsset(
        asset, 0, new Revision(1), CREATED, false, SupersededAsset.Media.HELD);
  }

  /** Twice, because a delete supersedes all current assets of a container. */
  @Test
  void the_largest_container_that_can_be_published_can_be_read_again() {
    int hundred = ManifestJson.write(large(100), List.of(), Optional.empty()).toString().length();
    long largest = 2L * hundred * Container.MAX_ASSETS / 100 + 2 * Container.MAX_SUPERSEDED_BYTES;
    assertThat(largest).isLessThan(Manifests.MAX_BYTES);
  }
}
