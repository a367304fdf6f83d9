package dev.assetlookup.r2.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.json.internal.RecordFields;
import dev.assetlookup.r2.bucket.ObjectContent;
import dev.assetlookup.r2.bucket.ObjectHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An object that should be a document, as it was read. In the form of version 1, which is read and
 * no longer written, the checksum is in the object's metadata.
 *
 * @param maxBytes the length up to which it was read whole
 */
record StoredObject(ObjectContent content, int maxBytes) {
  /**
   * The metadata that hold the checksum of version 1. They are still written, because programs of
   * that version look there first, and then refuse what is newer by its version.
   */
  static final String METADATA_CHECKSUM = "checksum-sha256";

  /**
   * Recognizes the document.
   *
   * @param kept which elements of its arrays to keep, empty to keep all
   */
  StoredDocument document(Optional<BiPredicate<String, JsonNode>> kept) {
    byte[] bytes = content.bytes().asByteArrayUnsafe();
    ObjectHead head = content.head();
    try {
      if (head.sizeBytes() > bytes.length) {
        throw new IllegalArgumentException("longer than " + maxBytes + " bytes");
      }
      boolean sealed = DocumentForm.isSealed(bytes);
      if (sealed && !DocumentForm.isWhole(bytes)) {
        throw new IllegalArgumentException("its bytes do not have the checksum that it states");
      }
      RecordFields fields =
          new RecordFields(
              kept.isPresent()
                  ? DocumentParser.object(bytes, kept.get())
                  : DocumentParser.object(bytes));
      if (!sealed) {
        requireFirst(fields.number("version"));
      }
      List<String> writers = new ArrayList<>();
      writers.add(fields.text("token"));
      writers.addAll(fields.texts("formerTokens"));
      Document document =
          new Document(
              head.etag(),
              head.lastModified(),
              head.sizeBytes(),
              sealed,
              List.copyOf(writers),
              fields);
      return sealed ? document : checked(document, bytes);
    } catch (IllegalArgumentException e) {
      return broken(e, null);
    }
  }

  private StoredDocument checked(Document document, byte[] bytes) {
    String checksum = content.head().metadata().get(METADATA_CHECKSUM);
    if (checksum == null) {
      IllegalArgumentException reason =
          new IllegalArgumentException(
              "it is of version 1 and has lost its metadata "
                  + METADATA_CHECKSUM
                  + "; if it comes from a backup, `asset-lookup repair --unchecked` takes it");
      return broken(reason, document);
    }
    if (!checksum.equals(Sha256.of(bytes).hex())) {
      throw new IllegalArgumentException("its bytes do not have the checksum of its metadata");
    }
    return document;
  }

  private BrokenDocument broken(IllegalArgumentException reason, @Nullable Document unchecked) {
    ObjectHead head = content.head();
    Map<String, String> statements = DocumentParser.statements(content.bytes().asByteArrayUnsafe());
    boolean newer = isNewer(statements.get("version"));
    return new BrokenDocument(
        head.etag(), head.lastModified(), newer, statements, reason, unchecked);
  }

  private static void requireFirst(long version) {
    if (version > DocumentForm.VERSION) {
      throw new IllegalArgumentException(
          "it is of version " + version + ", which a newer asset-lookup wrote");
    }
    if (version == DocumentForm.VERSION) {
      throw new IllegalArgumentException("it was changed after it was written");
    }
    if (version != 1) {
      throw new IllegalArgumentException("it is of no version that there ever was: " + version);
    }
  }

  private static boolean isNewer(@Nullable String version) {
    try {
      return version != null && Long.parseLong(version) > DocumentForm.VERSION;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
