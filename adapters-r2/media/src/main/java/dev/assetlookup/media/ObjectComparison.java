package dev.assetlookup.media;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.media.Evidence.Bytes;
import dev.assetlookup.media.Expected.Need;
import dev.assetlookup.media.Verifier.Discrepancy;
import dev.assetlookup.media.Verifier.Finding;
import dev.assetlookup.r2.objects.MediaObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares one asset, or its thumbnail, with its object. */
final class ObjectComparison {
  private final ContainerKey container;
  private final Need need;
  private final AssetDescriptor recorded;
  private final List<Finding> findings = new ArrayList<>();

  private ObjectComparison(ContainerKey container, Need need) {
    this.container = container;
    this.need = need;
    this.recorded = need.asset().descriptor();
  }

  static List<Finding> of(ContainerKey container, Need need, Evidence evidence, Instant now) {
    ObjectComparison comparison = new ObjectComparison(container, need);
    MediaObject object = evidence.objects().get(need.key());
    if (object == null) {
      comparison.missing(now);
    } else {
      comparison.compare(object, evidence.bytes().get(need.key()));
    }
    return comparison.findings;
  }

  private void missing(Instant now) {
    if (!recorded.isExpired(now)) {
      add(
          Discrepancy.MISSING,
          need.isThumbnail() ? "there is no such thumbnail" : "there is no such object");
    }
  }

  private void compare(MediaObject object, @Nullable Bytes bytes) {
    OrganizationId owner = object.description().organization();
    if (owner != null && !owner.equals(container.organization())) {
      add(Discrepancy.OWNER, "belongs to " + owner);
    }
    if (!need.isThumbnail()) {
      compareMetadata(object);
      switch (bytes) {
        case null -> {}
        case Bytes.Read(var digest) ->
            differ(
                Discrepancy.CHECKSUM,
                Evidence.checksum(need.asset(), object),
                "has the checksum",
                digest);
        case Bytes.Unread(var reason) -> add(Discrepancy.UNREADABLE, reason);
      }
    }
  }

  private void compareMetadata(MediaObject object) {
    if (object.description() instanceof MediaObject.Undescribed undescribed) {
      add(Discrepancy.METADATA, undescribed.problem());
    }
    differ(Discrepancy.SIZE, recorded.sizeBytes(), "has a size of", object.sizeBytes());
    differ(Discrepancy.TYPE, lower(recorded.mimeType()), "is of type", lower(object.contentType()));
    differ(
        Discrepancy.CHECKSUM,
        recorded.checksumSha256(),
        "states the checksum",
        Evidence.stated(object));
  }

  /** Types are the same in either case. */
  private static @Nullable String lower(@Nullable Object type) {
    return type == null ? null : type.toString().toLowerCase(Locale.ROOT);
  }

  /** Adds a finding if both sides know a value, and it is not the same. */
  private void differ(
      Discrepancy kind, @Nullable Object expected, String verb, @Nullable Object actual) {
    if (expected != null && actual != null && !expected.equals(actual)) {
      add(kind, verb + " " + actual + " instead of " + expected);
    }
  }

  private void add(Discrepancy kind, String detail) {
    findings.add(
        new Finding(
            kind,
            container.organization(),
            container.container(),
            need.asset().id().value(),
            need.key() + ": " + detail));
  }
}
