package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.content.MediaUrl;

/**
 * The public bucket with the media.
 *
 * @param connection how to reach it
 * @param bucket its name
 * @param prefix what its keys begin with, empty or ending in a slash
 * @param publicBaseUrl the URL under which its keys are served, without a slash at its end
 */
public record MediaSettings(
    R2Connection connection, String bucket, String prefix, MediaUrl publicBaseUrl) {}
