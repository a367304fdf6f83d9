package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every number and every time comes back. */
abstract class NumberRules extends ContainerRules {
  NumberRules(ContainerStoreSetup test) {
    super(test);
  }

  private static final Instant FIRST_INSTANT = Instant.EPOCH;
  private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999999Z");

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
    ContainerDetails details = ContainerDetails.builder().completedAt(time).build();
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
}
