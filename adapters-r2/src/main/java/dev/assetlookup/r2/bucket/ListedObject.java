package dev.assetlookup.r2.bucket;

import java.time.Duration;
import java.time.Instant;

/**
 * What a LIST says about an object.
 *
 * @param age how long ago it was written, by the server's clock alone
 */
public record ListedObject(
    String key, String etag, long sizeBytes, Instant lastModified, Duration age) {}
