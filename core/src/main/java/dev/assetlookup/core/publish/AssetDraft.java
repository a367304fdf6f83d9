package dev.assetlookup.core.publish;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import org.jspecify.annotations.Nullable;

/**
 * One asset of a set to publish.
 *
 * @param id the id that the writer insists on, null to keep the URL's id or derive one
 * @param descriptor what is known of it
 */
public record AssetDraft(@Nullable AssetId id, AssetDescriptor descriptor) {}
