package dev.assetlookup.media;

import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.r2.objects.MediaBucket;

/**
 * Where a publish reads and writes.
 *
 * @param bucket where the files go
 * @param containers what a container has now, and which of its media are being deleted
 * @param publishing where the container is published
 */
record PublishPorts(MediaBucket bucket, AssetReader containers, PublishContainer publishing) {}
