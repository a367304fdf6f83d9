package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MimeType;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A descriptor comes back as it was recorded. */
abstract class DescriptorRules extends ReaderRules {
  DescriptorRules(AssetReaderContract test) {
    super(test);
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

  /** R06: the kind is the recorded one, even if URL and MIME type suggest another. */
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
}
