package dev.assetlookup.media;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files to publish as one container.
 *
 * @param organization whose container it is
 * @param container which one, null for one whose id is made of the files
 * @param kind of all files, null for each its own
 * @param files the whole set, in order
 */
public record PublishRequest(
    OrganizationId organization,
    @Nullable ContainerId container,
    @Nullable Kind kind,
    List<ReadFile> files) {

  /** Copies the list. */
  public PublishRequest {
    files = List.copyOf(files);
  }

  /**
   * A file that was read.
   *
   * @param file the file
   * @param facts what is known about it
   */
  public record ReadFile(MediaFile file, MediaFacts facts) {}

  /**
   * The container of the files. If none is given, its UUID of version 8 (RFC 9562) is made of the
   * SHA-256 of the organization, and the names and digests of the files in order: the same files
   * are the same container again.
   *
   * @return the id
   */
  public ContainerId containerId() {
    return container != null ? container : contentId();
  }

  private ContainerId contentId() {
    MessageDigest digest = Sha256.newDigest();
    line(digest, organization.value());
    for (ReadFile file : files) {
      // Neither holds a line feed.
      line(digest, file.file().name());
      line(digest, file.facts().checksum().hex());
    }
    byte[] hash = digest.digest();
    long high = (bits(hash, 0) & ~0xF000L) | 0x8000L;
    long low = (bits(hash, Long.BYTES) & (Long.MAX_VALUE >>> 1)) | Long.MIN_VALUE;
    return new ContainerId(new UUID(high, low));
  }

  private static void line(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static long bits(byte[] hash, int from) {
    long bits = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      bits = (bits << Byte.SIZE) | (hash[i] & 0xFF);
    }
    return bits;
  }
}
