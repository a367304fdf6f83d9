package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.r2.bucket.FileTransfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Checks files and their descriptors before they are sent. */
record MediaUploads(MediaLocation location, FileTransfer transfer) {
  /** The key that the URL of a descriptor stands for. */
  String key(AssetDescriptor descriptor) {
    String key = location.key(descriptor.url()).orElse("");
    location.requireFile(key);
    return key;
  }

  FileTransfer.Upload of(Path file, OrganizationId organization, AssetDescriptor descriptor)
      throws IOException {
    FileTransfer.Upload upload =
        new FileTransfer.Upload(
            file,
            given(descriptor.sizeBytes(), "size"),
            given(descriptor.mimeType(), "type").value(),
            given(descriptor.checksumSha256(), "checksum"),
            ObjectMetadata.write(organization, descriptor));
    if (upload.sizeBytes() > MediaBucket.MAX_FILE_BYTES) {
      throw new IllegalArgumentException(
          file
              + " has more than "
              + MediaBucket.MAX_FILE_BYTES
              + " bytes, which R2 takes only in parts");
    }
    long found = Files.size(file);
    if (found != upload.sizeBytes()) {
      throw transfer.changed(
          upload, new IOException(found + " instead of " + upload.sizeBytes() + " bytes"));
    }
    return upload;
  }

  private static <T> T given(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("the descriptor of a file to send has no " + name);
    }
    return value;
  }
}
