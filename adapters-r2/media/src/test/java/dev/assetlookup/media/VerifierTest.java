package dev.assetlookup.media;

import static dev.assetlookup.media.MediaSite.ACME;
import static dev.assetlookup.media.MediaSite.BUCKET;
import static dev.assetlookup.media.MediaSite.METADATA;
import static dev.assetlookup.media.MediaSite.NOW;
import static dev.assetlookup.media.MediaSite.OTHER;
import static dev.assetlookup.media.MediaSite.heads;
import static dev.assetlookup.media.MediaSite.id;
import static dev.assetlookup.media.MediaSite.key;
import static dev.assetlookup.media.MediaSite.lists;
import static dev.assetlookup.media.MediaSite.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.media.Verifier.Discrepancy;
import dev.assetlookup.media.Verifier.Finding;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class VerifierTest {
  private static final MediaUrl ELSEWHERE = new MediaUrl("https://cdn.example.org/intro.mp4");
  private static final String WRONG = "0".repeat(64);
  private static final MimeType PNG = new MimeType("image/png");

  private MediaSite site = MediaSite.inMemory();
  private final List<Finding> findings = new ArrayList<>();

  @AfterEach
  void close() {
    site.close();
  }

  /** Verifies, and makes sure that it did nothing but read. */
  private VerifyCounts verify(@Nullable OrganizationId only, boolean deep, BooleanSupplier ended) {
    return verify(site.media, only, deep, ended);
  }

  private VerifyCounts verify(
      MediaBucket media, @Nullable OrganizationId only, boolean deep, BooleanSupplier ended) {
    findings.clear();
    site.server.clearRequests();
    Verifier.Listener report =
        new Verifier.Listener() {
          @Override
          public void found(Finding finding) {
            findings.add(finding);
          }

          @Override
          public void progress(VerifyCounts counts) {}
        };
    VerifyCounts counts = new Verifier(media, site.store, only, deep, () -> NOW, report).run(ended);
    assertThat(site.methods()).isSubsetOf("GET", "HEAD");
    assertThat(counts.findings()).isEqualTo(findings.size());
    return counts;
  }

  private VerifyCounts verify() {
    return verify(null, false, () -> false);
  }

  private static AssetDescriptor.Builder whole(int n, String file) {
    return AssetDescriptor.at(url(n, file))
        .mimeType(PNG)
        .sizeBytes((long) MediaSite.bytes(file).length)
        .checksumSha256(sha256(file));
  }

  private static Sha256 sha256(String file) {
    try {
      return new Sha256(
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(MediaSite.bytes(file))));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** An object whose stamp has its checksum. */
  private void put(OrganizationId owner, int n, String file) {
    site.put(owner, n, file, "checksum-sha256", sha256(file).hex());
  }

  /** An object with its record. */
  private void putAndPublish(OrganizationId owner, int n, String file) {
    put(owner, n, file);
    site.publish(owner, n, whole(n, file).build());
  }

  private static Finding asset(Discrepancy kind, int n, String asset, String detail) {
    return new Finding(kind, ACME, id(n), asset, detail);
  }

  private void assertOrphans(String... keys) {
    assertThat(findings).extracting(Finding::kind).containsOnly(Discrepancy.ORPHAN);
    assertThat(findings).extracting(Finding::subject).containsExactlyInAnyOrder(keys);
  }

  @Nested
  class Records {
    @Test
    void where_all_is_as_recorded_nothing_is_found() {
      IntStream.range(0, 300).forEach(n -> putAndPublish(n % 2 == 0 ? ACME : OTHER, n, "a.png"));
      site.publish(ACME, 300, AssetDescriptor.at(ELSEWHERE).build());
      VerifyCounts counts = verify(null, true, () -> false);
      assertThat(findings).isEmpty();
      assertThat(counts.isComplete()).isTrue();
      assertThat(counts.byName())
          .isEqualTo(
              Map.of(
                  "containers", 301L,
                  "assets", 300L,
                  "assetsElsewhere", 1L,
                  "objects", 300L,
                  "folderMarkers", 0L,
                  "findings", 0L));
    }

    @Test
    void what_is_not_recorded_and_how_a_type_is_written_is_no_drift() {
      site.put(ACME, 1, "a.png", "width", "3");
      site.put(ACME, 1, "b.png", "checksum-sha256", WRONG);
      site.publish(
          ACME,
          1,
          AssetDescriptor.at(url(1, "a.png"))
              .mimeType(new MimeType("Image/PNG"))
              .checksumSha256(sha256("a.png"))
              .width(4)
              .build(),
          AssetDescriptor.at(url(1, "b.png")).build());
      verify();
      assertThat(findings).isEmpty();
    }

    @Test
    void an_object_that_is_not_there_is_missing() {
      site.publish(ACME, 1, "a.png");
      verify();
      assertThat(findings)
          .containsExactly(
              asset(Discrepancy.MISSING, 1, "a", key(1, "a.png") + ": there is no such object"));
    }

    @Test
    void an_expired_asset_needs_no_object() {
      site.publish(ACME, 1, whole(1, "a.png").expiresAt(NOW).build());
      site.publish(ACME, 2, whole(2, "a.png").expiresAt(NOW.plus(Duration.ofMillis(1))).build());
      verify();
      assertThat(findings).extracting(Finding::container).containsExactly(id(2));
    }

    @Test
    void the_object_of_another_organization_is_reported() {
      put(OTHER, 1, "a.png");
      site.publish(ACME, 1, whole(1, "a.png").build());
      verify(ACME, false, () -> false);
      assertThat(findings)
          .containsExactly(
              asset(Discrepancy.OWNER, 1, "a", key(1, "a.png") + ": belongs to org_other"));
    }

    @Test
    void size_type_and_checksum_of_the_metadata_are_compared() {
      site.put(ACME, 1, "a.png", "checksum-sha256", WRONG);
      site.publish(
          ACME, 1, whole(1, "a.png").mimeType(new MimeType("image/webp")).sizeBytes(6L).build());
      verify();
      String key = key(1, "a.png");
      assertThat(findings)
          .containsExactly(
              asset(Discrepancy.SIZE, 1, "a", key + ": has a size of 5 instead of 6"),
              asset(Discrepancy.TYPE, 1, "a", key + ": is of type image/png instead of image/webp"),
              asset(
                  Discrepancy.CHECKSUM,
                  1,
                  "a",
                  key + ": states the checksum " + WRONG + " instead of " + sha256("a.png")));
    }

    @Test
    void metadata_that_are_not_valid_are_reported_and_what_lies_beside_them_is_compared() {
      site.put(ACME, 1, "a.png", "width", "wide");
      site.publish(ACME, 1, whole(1, "a.png").sizeBytes(6L).build());
      verify();
      assertThat(findings)
          .extracting(Finding::kind)
          .containsExactly(Discrepancy.METADATA, Discrepancy.SIZE);
      assertThat(findings.getFirst().detail()).startsWith(key(1, "a.png") + ": width: ");
    }

    @Test
    void an_object_without_a_stamp_is_metadata_if_it_is_recorded_and_else_an_orphan() {
      site.putUnstamped(1, "a.png");
      site.putUnstamped(1, "b.png");
      site.putUnstamped(2, "c.png");
      site.publish(ACME, 1, "a.png");
      verify();
      assertThat(findings)
          .extracting(Finding::kind, Finding::organization, Finding::subject)
          .containsExactly(
              tuple(Discrepancy.METADATA, ACME, "a"),
              tuple(Discrepancy.ORPHAN, null, key(1, "b.png")),
              tuple(Discrepancy.ORPHAN, null, key(2, "c.png")));
      verify(ACME, false, () -> false);
      assertThat(findings)
          .containsExactly(
              asset(
                  Discrepancy.METADATA, 1, "a", key(1, "a.png") + ": organization-id is missing"));
    }

    @Test
    void a_thumbnail_has_to_be_there_and_need_not_be_stamped() {
      putAndPublish(ACME, 1, "a.png");
      site.putUnstamped(1, "thumbnail.jpg");
      site.publish(ACME, 1, whole(1, "a.png").thumbnailUrl(url(1, "thumbnail.jpg")).build());
      put(ACME, 2, "a.png");
      site.publish(ACME, 2, whole(2, "a.png").thumbnailUrl(url(2, "thumbnail.jpg")).build());
      verify(null, true, () -> false);
      assertThat(findings)
          .containsExactly(
              asset(
                  Discrepancy.MISSING,
                  2,
                  "a",
                  key(2, "thumbnail.jpg") + ": there is no such thumbnail"));
    }

    @Test
    void of_one_organization_nothing_of_others_is_reported() {
      IntStream.range(0, 250).forEach(n -> site.publish(n % 2 == 0 ? ACME : OTHER, n, "a.png"));
      put(ACME, 900, "orphan.png");
      put(OTHER, 901, "orphan.png");
      VerifyCounts counts = verify(ACME, false, () -> false);
      assertThat(findings).hasSize(126).extracting(Finding::organization).containsOnly(ACME);
      assertThat(counts.byName()).containsEntry("containers", 125L);
      verify(new OrganizationId("a_first"), false, () -> false);
      assertThat(findings).isEmpty();
    }

    @Test
    void the_very_first_container_of_an_organization_is_compared_once() {
      ContainerId first = new ContainerId(new UUID(0, 0));
      site.publish(ACME, first, AssetDescriptor.at(url(1, "a.png")).build());
      assertThat(verify(ACME, false, () -> false).byName()).containsEntry("containers", 1L);
      assertThat(findings).extracting(Finding::container).containsExactly(first);
    }

    @Test
    void what_was_published_anew_meanwhile_is_compared_anew() {
      putAndPublish(ACME, 1, "a.png");
      put(ACME, 2, "kept.png");
      put(ACME, 2, "a.png");
      site.publish(ACME, 2, whole(2, "a.png").build(), whole(2, "kept.png").sizeBytes(1L).build());
      putAndPublish(ACME, 3, "a.png");
      site.server.onRequest(
          heads(),
          () -> {
            site.server.remove(BUCKET, key(1, "a.png"));
            site.delete(1);
            site.server.remove(BUCKET, key(2, "a.png"));
            site.publish(ACME, 2, whole(2, "kept.png").sizeBytes(2L).build());
          });
      verify();
      assertThat(findings)
          .containsExactly(
              asset(
                  Discrepancy.SIZE,
                  2,
                  "kept",
                  key(2, "kept.png") + ": has a size of 8 instead of 2"));
    }
  }

  @Nested
  class Orphans {
    @Test
    void what_nothing_needs_is_reported_with_its_key_and_owner() {
      putAndPublish(ACME, 1, "a.png");
      put(ACME, 1, "b.png");
      put(OTHER, 1, "c.png");
      put(OTHER, 2, "a.png");
      site.server.put(
          BUCKET, "public-media/content-container/notes.txt", new byte[1], "text/plain", Map.of());
      verify();
      assertThat(findings)
          .extracting(Finding::organization, Finding::subject)
          .containsExactlyInAnyOrder(
              tuple(ACME, key(1, "b.png")),
              tuple(OTHER, key(1, "c.png")),
              tuple(OTHER, key(2, "a.png")),
              tuple(null, "public-media/content-container/notes.txt"));
      assertThat(findings).extracting(Finding::kind).containsOnly(Discrepancy.ORPHAN);
      verify(ACME, false, () -> false);
      assertOrphans(key(1, "b.png"));
    }

    @Test
    void superseded_media_are_needed_until_they_are_released() {
      for (String file : List.of("old.png", "new.png")) {
        put(ACME, 1, file);
      }
      site.putUnstamped(1, "old.jpg");
      site.publish(ACME, 1, whole(1, "old.png").thumbnailUrl(url(1, "old.jpg")).build());
      site.publish(ACME, 1, whole(1, "new.png").build());
      putAndPublish(ACME, 2, "gone.png");
      site.delete(2);
      verify();
      assertThat(findings).isEmpty();
      site.sweep();
      verify();
      assertOrphans(key(1, "old.png"), key(1, "old.jpg"), key(2, "gone.png"));
    }

    @Test
    void a_file_is_needed_under_whatever_spelling_its_url_is_recorded() {
      List<String> spellings = new ArrayList<>();
      String plain = url(1, "a.png").value();
      spellings.add(plain + "?v=2");
      spellings.add(plain + "#t=1");
      spellings.add(plain.replace("media.example.com", "MEDIA.example.COM"));
      spellings.add(plain.replace("media.example.com", "media.example.com:443"));
      spellings.add(plain.replace("a.png", "%61.png"));
      spellings.add(plain.replace("/media/", "/x/../media/./"));
      for (int n = 1; n <= spellings.size(); n++) {
        put(ACME, n, "a.png");
        String spelling =
            spellings.get(n - 1).replace(id(1).uuid().toString(), id(n).uuid().toString());
        site.publish(ACME, n, AssetDescriptor.at(new MediaUrl(spelling)).build());
      }
      VerifyCounts counts = verify();
      assertThat(findings).isEmpty();
      assertThat(counts.byName()).containsEntry("assets", (long) spellings.size());
    }

    @Test
    void an_object_with_metadata_that_are_not_valid_is_named_as_that_and_not_as_an_orphan() {
      site.put(ACME, 1, "a.png", "width", "wide");
      verify();
      assertThat(findings)
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.kind()).isEqualTo(Discrepancy.METADATA);
                assertThat(finding.subject()).isEqualTo(key(1, "a.png"));
                assertThat(finding.detail()).startsWith("width: ");
              });
    }

    @Test
    void folder_markers_are_counted_and_nothing_more() {
      String folder = key(1, "a.png").replace("a.png", "");
      site.server.put(BUCKET, folder, new byte[0], "application/x-directory", Map.of());
      site.server.put(BUCKET, folder + "x/", new byte[1], "text/plain", Map.of());
      VerifyCounts counts = verify();
      assertThat(counts.byName()).containsEntry("folderMarkers", 1L);
      assertOrphans(folder + "x/");
    }

    @Test
    void what_another_container_of_the_owner_needs_is_no_orphan() {
      put(ACME, 1, "shared.png");
      put(OTHER, 1, "others.png");
      site.publish(ACME, 2, whole(1, "shared.png").build(), whole(1, "others.png").build());
      verify();
      assertThat(findings)
          .extracting(Finding::kind, Finding::subject)
          .containsExactly(
              tuple(Discrepancy.OWNER, "others"), tuple(Discrepancy.ORPHAN, key(1, "others.png")));
    }

    @Test
    void a_folder_of_several_pages_and_owners_is_seen_whole() {
      IntStream.range(0, 2_500).forEach(n -> put(n % 2 == 0 ? ACME : OTHER, 1, n + ".png"));
      for (OrganizationId owner : List.of(ACME, OTHER)) {
        int odd = owner.equals(ACME) ? 0 : 1;
        site.publish(
            owner,
            1,
            IntStream.range(1, 1_250)
                .mapToObj(n -> whole(1, 2 * n + odd + ".png").build())
                .toArray(AssetDescriptor[]::new));
      }
      verify();
      assertOrphans(key(1, "0.png"), key(1, "1.png"));
      assertThat(site.count(lists())).isEqualTo(4);
      assertThat(site.server.mostAtOnce()).isBetween(2, 64);
    }
  }

  @Nested
  class Bytes {
    @Test
    void other_bytes_behind_the_same_metadata_are_found_by_reading_them_alone() {
      putAndPublish(ACME, 1, "a.png");
      put(ACME, 2, "b.png");
      site.publish(ACME, 2, AssetDescriptor.at(url(2, "b.png")).build());
      for (int n = 1; n <= 2; n++) {
        String file = n == 1 ? "a.png" : "b.png";
        site.server.put(
            BUCKET,
            key(n, file),
            MediaSite.bytes("X.png"),
            "image/png",
            Map.of("organization-id", "org_acme", "checksum-sha256", sha256(file).hex()));
      }
      verify();
      assertThat(findings).isEmpty();
      verify(null, true, () -> false);
      assertThat(findings)
          .containsExactly(
              asset(
                  Discrepancy.CHECKSUM,
                  1,
                  "a",
                  "%s: has the checksum %s instead of %s"
                      .formatted(key(1, "a.png"), sha256("X.png"), sha256("a.png"))),
              asset(
                  Discrepancy.CHECKSUM,
                  2,
                  "b",
                  "%s: has the checksum %s instead of %s"
                      .formatted(key(2, "b.png"), sha256("X.png"), sha256("b.png"))));
    }

    @Test
    void bytes_of_which_nobody_knows_the_checksum_are_not_read() {
      site.put(ACME, 1, "a.png");
      site.publish(ACME, 1, "a.png");
      verify(null, true, () -> false);
      assertThat(site.count(Bytes::isGet)).isZero();
    }

    @Test
    void bytes_that_stop_coming_are_read_again() {
      putAndPublish(ACME, 1, "a.png");
      site.server.fault(Bytes::isGet, new Fault.CutOff(), 2);
      verify(null, true, () -> false);
      assertThat(findings).isEmpty();
      site.server.fault(Bytes::isGet, new Fault.CutOff(), 100);
      verify(site.media(Duration.ofSeconds(1)), null, true, () -> false);
      assertThat(findings).extracting(Finding::kind).containsExactly(Discrepancy.UNREADABLE);
    }

    @Test
    void it_ends_between_two_objects_of_one_container() {
      IntStream.range(0, 100).forEach(n -> put(ACME, 1, n + ".png"));
      site.publish(
          ACME,
          1,
          IntStream.range(0, 100)
              .mapToObj(n -> whole(1, n + ".png").build())
              .toArray(AssetDescriptor[]::new));
      VerifyCounts counts = verify(null, true, () -> site.count(Bytes::isGet) > 0);
      assertThat(counts.isComplete()).isFalse();
      assertThat(site.count(Bytes::isGet)).isLessThan(100);
    }

    private static boolean isGet(Recorded request) {
      return request.operation().equals("GetObject");
    }
  }

  @Nested
  class Trouble {
    @Test
    void a_bucket_that_goes_away_is_not_a_bucket_of_missing_objects() {
      putAndPublish(ACME, 1, "a.png");
      site.server.onRequest(heads(), () -> site.server.deleteBucket(BUCKET));
      assertThatThrownBy(VerifierTest.this::verify)
          .isInstanceOf(StoreNotSetUpException.class)
          .hasMessageContaining("no bucket " + BUCKET);
      assertThat(findings).isEmpty();
    }

    @Test
    void a_wrong_secret_is_reported_as_such_though_a_head_could_not() {
      putAndPublish(ACME, 1, "a.png");
      site.server.addCredential(site.server.accessKeyId(), "another", Access.READ_ONLY);
      assertThatThrownBy(VerifierTest.this::verify)
          .isInstanceOf(StoreNotSetUpException.class)
          .hasMessageContaining("the secret access key does not belong");
    }

    @Test
    void a_bucket_that_refuses_for_a_while_changes_nothing() {
      IntStream.range(0, 50).forEach(n -> putAndPublish(ACME, n, "a.png"));
      site.server.fault(heads(), new Fault.Status(503, "SlowDown"), 20);
      site.server.fault(lists(), new Fault.Status(500, "InternalError"), 1);
      assertThat(verify().isComplete()).isTrue();
      assertThat(findings).isEmpty();
    }

    @Test
    void an_object_without_an_answer_is_reported_and_ends_nothing() {
      IntStream.range(0, 5).forEach(n -> putAndPublish(ACME, n, "a.png"));
      put(ACME, 7, "orphan.png");
      put(ACME, 8, "orphan.png");
      refuse(request -> heads().test(request) && request.key().equals(key(2, "a.png")));
      refuse(request -> heads().test(request) && request.key().equals(key(7, "orphan.png")));
      refuse(
          request ->
              request.operation().equals("GetObject") && request.key().equals(key(3, "a.png")));
      assertThat(verify(null, true, () -> false).isComplete()).isTrue();
      assertThat(findings)
          .extracting(Finding::kind, Finding::container)
          .containsExactly(
              tuple(Discrepancy.METADATA, id(2)),
              tuple(Discrepancy.UNREADABLE, id(3)),
              tuple(Discrepancy.METADATA, id(7)),
              tuple(Discrepancy.ORPHAN, id(8)));
      assertThat(findings.subList(0, 3))
          .allSatisfy(finding -> assertThat(finding.detail()).contains("it answered 400"));
    }

    private void refuse(Predicate<Recorded> when) {
      site.server.fault(when, new Fault.Status(400, "Odd"), 1_000);
    }

    @Test
    void ended_early_it_is_not_complete() {
      IntStream.range(0, 1_200).forEach(n -> site.publish(ACME, n, "a.png"));
      VerifyCounts counts = verify(null, false, () -> !findings.isEmpty());
      assertThat(counts.isComplete()).isFalse();
      assertThat(findings).hasSizeLessThan(1_200);
    }
  }

  @Nested
  class Over_manifests {
    Over_manifests() {
      site.close();
      site = MediaSite.overManifests();
    }

    @Test
    void a_manifest_that_cannot_be_read_is_reported_and_makes_no_orphans() {
      IntStream.range(1, 4).forEach(n -> putAndPublish(ACME, n, "a.png"));
      site.publish(OTHER, 1, "b.png");
      String manifest = "organizations/org_acme/containers/" + id(2).uuid() + ".json";
      site.server.put(METADATA, manifest, MediaSite.bytes("{"), "application/json", Map.of());
      verify();
      assertThat(findings)
          .extracting(Finding::kind, Finding::container)
          .containsExactly(tuple(Discrepancy.UNREADABLE, id(2)), tuple(Discrepancy.MISSING, id(1)));
      assertThat(findings.getFirst().detail()).contains(manifest);
    }

    @Test
    void a_manifest_without_an_answer_is_reported_and_makes_no_orphans() {
      IntStream.range(1, 4).forEach(n -> putAndPublish(ACME, n, "a.png"));
      String manifest = "organizations/org_acme/containers/" + id(2).uuid() + ".json";
      site.server.fault(
          request -> request.key().equals(manifest), new Fault.Status(400, "Odd"), 1_000);
      assertThat(verify().isComplete()).isTrue();
      assertThat(findings)
          .extracting(Finding::kind, Finding::container)
          .containsExactly(tuple(Discrepancy.UNREADABLE, id(2)));
    }
  }
}
