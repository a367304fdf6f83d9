package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A media object as it is in the bucket.
 *
 * @param key its key
 * @param file the file that the key names
 * @param sizeBytes its length
 * @param contentType its type as stored, null if none is
 * @param lastModified when it was last written, or its metadata were
 * @param etag the tag of its bytes, quotes included, empty if the metadata could not be read; new
 *     metadata alone do not change it
 * @param description what its metadata say
 */
public record MediaObject(
    String key,
    MediaLocation.File file,
    long sizeBytes,
    @Nullable String contentType,
    Instant lastModified,
    String etag,
    Description description) {

  /**
   * Whether its metadata name an owner, rightly or not.
   *
   * @return false for an object that nobody meant to be found by its metadata
   */
  public boolean namesOwner() {
    return !(description instanceof Undescribed undescribed)
        || !undescribed.problem().equals(ObjectMetadata.NO_OWNER);
  }

  /** Whether it belongs to the organization. */
  boolean isOf(OrganizationId organization) {
    return organization.equals(description.organization());
  }

  /** Whether it belongs to another one; an object that names no owner belongs to none. */
  boolean isOfAnother(OrganizationId organization) {
    return description.organization() != null && !isOf(organization);
  }

  /** What the metadata of an object say. */
  public sealed interface Description {
    /**
     * Whose object it is.
     *
     * @return the owner, null if not even that is known
     */
    @Nullable OrganizationId organization();
  }

  /**
   * The metadata are whole and valid.
   *
   * @param organization whose object it is
   * @param descriptor the descriptor; its URL is the object's own
   */
  public record Described(OrganizationId organization, AssetDescriptor descriptor)
      implements Description {}

  /**
   * The metadata are missing or not valid.
   *
   * @param organization whose object it is, null if not even that is known
   * @param problem which field is wrong and how, for the operator
   */
  public record Undescribed(@Nullable OrganizationId organization, String problem)
      implements Description {}
}
