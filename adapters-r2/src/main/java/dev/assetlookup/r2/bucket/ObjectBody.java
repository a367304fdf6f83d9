package dev.assetlookup.r2.bucket;

import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/** An object to store. */
public record ObjectBody(SdkBytes bytes, String contentType, Map<String, String> metadata) {
  /** An object of no bytes, whose key says everything. */
  public static final ObjectBody EMPTY =
      new ObjectBody(
          SdkBytes.fromByteArrayUnsafe(new byte[0]), "application/octet-stream", Map.of());
}
