package dev.assetlookup.r2.bucket;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a HEAD says about an object. */
public record ObjectHead(
    String key,
    String etag,
    long sizeBytes,
    @Nullable String contentType,
    Instant lastModified,
    Map<String, String> metadata) {}
