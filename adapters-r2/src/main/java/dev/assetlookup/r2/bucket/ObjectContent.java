package dev.assetlookup.r2.bucket;

import software.amazon.awssdk.core.SdkBytes;

/** An object with its bytes. */
public record ObjectContent(ObjectHead head, SdkBytes bytes) {}
