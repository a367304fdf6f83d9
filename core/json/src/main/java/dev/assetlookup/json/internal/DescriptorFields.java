package dev.assetlookup.json.internal;

import static dev.assetlookup.json.internal.DescriptorField.Trait.OF_BYTES;
import static dev.assetlookup.json.internal.DescriptorField.Trait.OF_OBJECT;
import static dev.assetlookup.json.internal.DescriptorField.Trait.WRITTEN_AS_NULL;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.UtcTime;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The optional fields of a descriptor, in the order in which documents have them: the one table
 * that answers, container documents, stored records, {@code publish} and the metadata of objects
 * are read and written by.
 */
public final class DescriptorFields {
  private static final LongFunction<Integer> INT = Math::toIntExact;
  private static final LongFunction<Long> LONG = Long::valueOf;

  private static final List<DescriptorField<?>> ALL =
      List.of(
          new DescriptorField<>(
              "thumbnailUrl",
              new TextForm<>(MediaUrl::new, MediaUrl::ofUnescaped),
              AssetDescriptor::thumbnailUrl,
              AssetDescriptor.Builder::thumbnailUrl,
              WRITTEN_AS_NULL),
          new DescriptorField<>(
              "mimeType",
              new TextForm<>(MimeType::new),
              AssetDescriptor::mimeType,
              AssetDescriptor.Builder::mimeType,
              OF_OBJECT),
          new DescriptorField<>(
              "sizeBytes",
              new WholeNumberForm<>(0, Long.MAX_VALUE, LONG),
              AssetDescriptor::sizeBytes,
              AssetDescriptor.Builder::sizeBytes,
              OF_OBJECT),
          new DescriptorField<>(
              "durationMs",
              new WholeNumberForm<>(0, Long.MAX_VALUE, LONG),
              AssetDescriptor::durationMs,
              AssetDescriptor.Builder::durationMs,
              OF_BYTES),
          new DescriptorField<>(
              "width",
              new WholeNumberForm<>(1, Integer.MAX_VALUE, INT),
              AssetDescriptor::width,
              AssetDescriptor.Builder::width,
              OF_BYTES),
          new DescriptorField<>(
              "height",
              new WholeNumberForm<>(1, Integer.MAX_VALUE, INT),
              AssetDescriptor::height,
              AssetDescriptor.Builder::height,
              OF_BYTES),
          new DescriptorField<>(
              "checksumSha256",
              new TextForm<>(Sha256::new),
              AssetDescriptor::checksumSha256,
              AssetDescriptor.Builder::checksumSha256,
              OF_BYTES),
          new DescriptorField<>(
              "expiresAt",
              new TextForm<>(UtcTime::parse),
              AssetDescriptor::expiresAt,
              AssetDescriptor.Builder::expiresAt));

  private static final List<DescriptorField<?>> METADATA =
      ALL.stream().filter(field -> !field.is(OF_OBJECT)).toList();

  private DescriptorFields() {}

  /** Their names in JSON, and others that an object with a descriptor has. */
  static Set<String> namesWith(String... others) {
    return Stream.concat(Stream.of(others), ALL.stream().map(DescriptorField::name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Those that an object has in its metadata.
   *
   * @return all but what is a property of every object
   */
  public static List<DescriptorField<?>> ofMetadata() {
    return METADATA;
  }

  /** Reads a document from outside, and notes every problem. */
  static void read(JsonFields fields, AssetDescriptor.Builder into) {
    for (DescriptorField<?> field : ALL) {
      field.read(fields, into);
    }
  }

  /** Reads a record that a store wrote. */
  static void read(RecordFields fields, AssetDescriptor.Builder into) {
    for (DescriptorField<?> field : ALL) {
      field.read(fields, into);
    }
  }

  /**
   * Copies what is known of a file, and what was recorded of it as far as that still holds.
   *
   * @param known what is known now; it wins
   * @param recorded what was recorded before
   * @param sameBytes whether that was of the same bytes
   * @param into gets the values
   */
  public static void refresh(
      AssetDescriptor known,
      AssetDescriptor recorded,
      boolean sameBytes,
      AssetDescriptor.Builder into) {
    for (DescriptorField<?> field : ALL) {
      if (sameBytes || !field.is(OF_BYTES)) {
        field.copy(recorded, into);
      }
      field.copy(known, into);
    }
  }

  /**
   * Writes an answer or a document.
   *
   * @param json where to
   * @param descriptor what to write
   * @throws IOException if that fails
   */
  public static void write(JsonGenerator json, AssetDescriptor descriptor) throws IOException {
    for (DescriptorField<?> field : ALL) {
      field.write(json, descriptor);
    }
  }

  /** Writes a record for a store. */
  static void write(ObjectNode node, AssetDescriptor descriptor) {
    for (DescriptorField<?> field : ALL) {
      field.write(node, descriptor);
    }
  }
}
