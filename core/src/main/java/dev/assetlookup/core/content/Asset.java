package dev.assetlookup.core.content;

/**
 * One media file of a container.
 *
 * @param id its name within the container, fixed when it was published
 * @param descriptor what is recorded of it
 */
public record Asset(AssetId id, AssetDescriptor descriptor) {}
