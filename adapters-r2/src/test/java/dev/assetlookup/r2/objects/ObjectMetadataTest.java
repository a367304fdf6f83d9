package dev.assetlookup.r2.objects;

import static dev.assetlookup.r2.objects.MediaFixture.ACME;
import static dev.assetlookup.r2.objects.MediaFixture.LOCATION;
import static dev.assetlookup.r2.objects.MediaFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.r2.bucket.ObjectHead;
import dev.assetlookup.r2.objects.MediaObject.Described;
import dev.assetlookup.r2.objects.MediaObject.Description;
import dev.assetlookup.r2.objects.MediaObject.Undescribed;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors as metadata of objects, those of other writers included. */
class ObjectMetadataTest {
  private static final String KEY = key("teaser.mp4");
  private static final AssetDescriptor WHOLE =
      AssetDescriptor.at(LOCATION.url(KEY))
          .kind(new Kind("story-board.v2"))
          .thumbnailUrl(new MediaUrl("https://cdn.example.com/t.jpg?w=1&h=2#t=1"))
          .mimeType(new MimeType("video/mp4"))
          .sizeBytes(7L)
          .durationMs(9_007_199_254_740_991L)
          .width(1080)
          .height(1920)
          .checksumSha256(Sha256.of(new byte[] {1}))
          .expiresAt(Instant.parse("2099-12-31T23:59:59.123456Z"))
          .build();

  @Test
  void a_descriptor_is_read_as_it_was_written() {
    assertThat(read(ObjectMetadata.write(ACME, WHOLE))).isEqualTo(new Described(ACME, WHOLE));
  }

  @Test
  void the_names_of_the_fields_are_those_of_the_layout() {
    assertThat(ObjectMetadata.write(ACME, WHOLE))
        .isEqualTo(
            Map.of(
                "organization-id", "org_acme",
                "kind", "story-board.v2",
                "thumbnail-url", "https://cdn.example.com/t.jpg?w=1&h=2#t=1",
                "duration-ms", "9007199254740991",
                "width", "1080",
                "height", "1920",
                "checksum-sha256", Sha256.of(new byte[] {1}).hex(),
                "expires-at", "2099-12-31T23:59:59.123456Z"));
  }

  @Test
  void what_is_not_known_is_not_written() {
    assertThat(ObjectMetadata.write(ACME, AssetDescriptor.at(LOCATION.url(KEY)).build()))
        .containsOnlyKeys("organization-id", "kind");
  }

  @Test
  void names_are_read_in_any_case_and_unknown_ones_are_ignored() {
    Map<String, String> metadata = new HashMap<>();
    ObjectMetadata.write(ACME, WHOLE).forEach((name, value) -> metadata.put(upper(name), value));
    metadata.put("mtime", "1776431400.123");
    assertThat(read(metadata)).isEqualTo(new Described(ACME, WHOLE));
  }

  private static String upper(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  @Test
  void the_kind_is_inferred_if_none_is_given() {
    AssetDescriptor descriptor = described(read(Map.of("organization-id", "org_acme")));
    assertThat(descriptor.kind()).isEqualTo(Kind.VIDEO);
    assertThat(descriptor)
        .isEqualTo(
            AssetDescriptor.at(LOCATION.url(KEY))
                .mimeType(new MimeType("video/mp4"))
                .sizeBytes(7L)
                .build());
  }

  @Test
  void size_and_type_are_those_of_the_object() {
    Map<String, String> metadata =
        Map.of("organization-id", "org_acme", "size-bytes", "8", "mime-type", "audio/mpeg");
    assertThat(described(read(metadata)).sizeBytes()).isEqualTo(7);
    assertThat(described(read(metadata)).mimeType()).isEqualTo(new MimeType("video/mp4"));
    assertThat(described(read(metadata, null)).mimeType()).isNull();
  }

  @Test
  void encoded_words_are_decoded_before_a_field_is_read() {
    assertThat(
            read(
                Map.of(
                    "organization-id", "=?UTF-8?B?b3JnX2FjbWU=?=",
                    "kind", "=?utf-8?Q?vid?= =?utf-8?Q?eo?=",
                    "thumbnail-url", "=?utf-8?Q?https://cdn.example.com/caf=C3=A9.jpg?=")))
        .isEqualTo(
            new Described(
                ACME,
                AssetDescriptor.at(LOCATION.url(KEY))
                    .kind(Kind.VIDEO)
                    .thumbnailUrl(new MediaUrl("https://cdn.example.com/caf%C3%A9.jpg"))
                    .mimeType(new MimeType("video/mp4"))
                    .sizeBytes(7L)
                    .build()));
  }

  @Test
  void a_url_that_looks_like_an_encoded_word_survives_a_server_that_decodes_them() {
    MediaUrl thumbnail = new MediaUrl("https://cdn.example.com/t?q=?utf-8?Q?=41?=");
    AssetDescriptor descriptor =
        AssetDescriptor.at(LOCATION.url(KEY)).thumbnailUrl(thumbnail).build();
    Map<String, String> written = ObjectMetadata.write(ACME, descriptor);
    Map<String, String> decoded = new HashMap<>(written);
    decoded.replaceAll((name, value) -> Rfc2047.decode(value));
    assertThat(decoded).containsEntry("thumbnail-url", thumbnail.value());
    assertThat(described(read(written)).thumbnailUrl()).isEqualTo(thumbnail);
    assertThat(described(read(decoded)).thumbnailUrl()).isEqualTo(thumbnail);
  }

  @Test
  void an_object_without_an_owner_is_nobodys() {
    assertThat(read(Map.of("kind", "video")))
        .isEqualTo(new Undescribed(null, "organization-id is missing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "org acme", "org/acme", "órg", "=?utf-8?Q?=C3=B3rg?=", "=?x?Q?a?="})
  void an_owner_that_no_organization_can_be_is_nobody(String owner) {
    Undescribed undescribed = (Undescribed) read(Map.of("organization-id", owner));
    assertThat(undescribed.organization()).isNull();
    assertThat(undescribed.problem()).startsWith("organization-id: ");
  }

  @ParameterizedTest
  @CsvSource({
    "kind, Video",
    "kind, ''",
    "thumbnail-url, /t.jpg",
    "thumbnail-url, javascript:alert(1)",
    "thumbnail-url, https://user@cdn.example.com/t.jpg",
    "thumbnail-url, =?utf-8?Q?https://cdn.example.com/=0Aa.jpg?=",
    "duration-ms, NaN",
    "duration-ms, -1",
    "duration-ms, +1",
    "duration-ms, 1.5",
    "duration-ms, 1e3",
    "duration-ms, 0x10",
    "duration-ms, ''",
    "duration-ms, 12345678901234567890",
    "duration-ms, =?utf-8?Q?=D9=A3?=",
    "width, 0",
    "width, 2147483648",
    "height, -1080",
    "height, 1080px",
    "checksum-sha256, abc",
    "checksum-sha256, " + "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
    "expires-at, tomorrow",
    "expires-at, 2099-02-30T00:00:00Z",
    "expires-at, 2099-01-01",
    "expires-at, 1776431400",
    "expires-at, ''",
    "expires-at, +12345-01-01T00:00:00Z"
  })
  void a_wrong_field_is_named_and_the_owner_still_known(String name, String value) {
    Undescribed undescribed =
        (Undescribed) read(Map.of("organization-id", "org_acme", name, value));
    assertThat(undescribed.organization()).isEqualTo(ACME);
    assertThat(undescribed.problem()).containsPattern(name + ": |expiresAt ");
  }

  @Test
  void a_type_that_is_none_is_named() {
    assertThat(read(Map.of("organization-id", "org_acme"), "video"))
        .isInstanceOfSatisfying(
            Undescribed.class, u -> assertThat(u.problem()).startsWith("Content-Type: "));
  }

  @Test
  void an_image_has_no_duration() {
    assertThat(read(Map.of("organization-id", "org_acme", "kind", "image", "duration-ms", "1")))
        .isInstanceOf(Undescribed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "organization-id",
        "kind",
        "thumbnail-url",
        "duration-ms",
        "width",
        "height",
        "checksum-sha256",
        "expires-at"
      })
  void eight_kilobytes_of_rubbish_are_reported_in_a_short_line(String name) {
    for (String rubbish : new String[] {"x", "9", "=?", "=?a?q??=", "=?utf-8?q?=0A?= ", "\u0007"}) {
      Map<String, String> metadata = new HashMap<>(Map.of("organization-id", "org_acme"));
      metadata.put(name, rubbish.repeat(8_192 / rubbish.length()));
      Undescribed undescribed = (Undescribed) read(metadata);
      assertThat(undescribed.problem())
          .startsWith(name)
          .hasSizeLessThan(250)
          .doesNotContainPattern("\\p{Cntrl}");
    }
  }

  @Test
  void a_url_that_is_too_long_is_a_problem_of_the_object() {
    String key = key("é".repeat(400) + ".png");
    ObjectHead head =
        new ObjectHead(
            key, "\"e\"", 7, "image/png", Instant.EPOCH, Map.of("organization-id", "org_acme"));
    assertThat(ObjectMetadata.read(head, LOCATION))
        .isEqualTo(new Undescribed(ACME, "URL: is longer than 2048 characters"));
  }

  private static AssetDescriptor described(Description description) {
    return ((Described) description).descriptor();
  }

  private static Description read(Map<String, String> metadata) {
    return read(metadata, "video/mp4");
  }

  private static Description read(Map<String, String> metadata, @Nullable String type) {
    return ObjectMetadata.read(
        new ObjectHead(KEY, "\"e\"", 7, type, Instant.EPOCH, metadata), LOCATION);
  }
}
