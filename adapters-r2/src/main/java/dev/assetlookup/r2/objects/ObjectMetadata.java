package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.json.internal.DescriptorField;
import dev.assetlookup.json.internal.DescriptorFields;
import dev.assetlookup.r2.bucket.ObjectHead;
import dev.assetlookup.r2.objects.MediaObject.Described;
import dev.assetlookup.r2.objects.MediaObject.Description;
import dev.assetlookup.r2.objects.MediaObject.Undescribed;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor and its owner as user metadata of the object. Size and type are not among them:
 * those are the object's own.
 */
final class ObjectMetadata {
  static final String ORGANIZATION_ID = "organization-id";
  static final String KIND = "kind";

  static final String NO_OWNER = ORGANIZATION_ID + " is missing";

  private final Map<String, String> metadata;

  private ObjectMetadata(Map<String, String> metadata) {
    this.metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.metadata.putAll(metadata);
  }

  /** The metadata that an object gets; all values of the core that go into them are ASCII. */
  static Map<String, String> write(OrganizationId organization, AssetDescriptor descriptor) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(ORGANIZATION_ID, organization.value());
    metadata.put(KIND, Rfc2047.protect(descriptor.kind().value()));
    for (DescriptorField<?> field : DescriptorFields.ofMetadata()) {
      field
          .metadata(descriptor)
          .ifPresent(text -> metadata.put(field.metadataName(), Rfc2047.protect(text)));
    }
    return metadata;
  }

  /** What an object says about itself. */
  static Description read(ObjectHead head, MediaLocation location) {
    ObjectMetadata metadata = new ObjectMetadata(head.metadata());
    OrganizationId organization = null;
    try {
      organization = metadata.field(ORGANIZATION_ID, OrganizationId::new);
      return organization == null
          ? new Undescribed(null, NO_OWNER)
          : new Described(organization, metadata.descriptor(head, location));
    } catch (IllegalArgumentException e) {
      return new Undescribed(organization, String.valueOf(e.getMessage()));
    }
  }

  private AssetDescriptor descriptor(ObjectHead head, MediaLocation location) {
    AssetDescriptor.Builder descriptor =
        AssetDescriptor.at(parsed("URL", head.key(), location::url))
            .kind(field(KIND, Kind::new))
            .mimeType(optional("Content-Type", head.contentType(), MimeType::new))
            .sizeBytes(head.sizeBytes());
    for (DescriptorField<?> field : DescriptorFields.ofMetadata()) {
      var unused = field(field.metadataName(), text -> field.readMetadata(text, descriptor));
    }
    return descriptor.build();
  }

  private <T> @Nullable T field(String name, Function<String, T> parse) {
    return optional(name, metadata.get(name), value -> parse.apply(Rfc2047.decode(value)));
  }

  private static <T> @Nullable T optional(
      String name, @Nullable String value, Function<String, T> parse) {
    return value == null ? null : parsed(name, value, parse);
  }

  private static <T> T parsed(String name, String value, Function<String, T> parse) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }
}
