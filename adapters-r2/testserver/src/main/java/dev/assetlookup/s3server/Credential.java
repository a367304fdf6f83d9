package dev.assetlookup.s3server;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An access key, and what it may do. */
final class Credential {
  static final String EVERY_BUCKET = "*";

  private final String secret;
  private final Map<String, Access> access;
  private final Map<String, byte[]> signingKeys = new ConcurrentHashMap<>();

  Credential(String secret, Map<String, Access> access) {
    this.secret = secret;
    this.access = Map.copyOf(access);
  }

  boolean allows(String bucket, boolean write) {
    Access granted = access.getOrDefault(bucket, access.get(EVERY_BUCKET));
    return granted != null && (granted == Access.READ_WRITE || !write);
  }

  /** The key for one day and region, derived once. */
  byte[] signingKey(String date, String region) {
    return signingKeys.computeIfAbsent(date + '/' + region, scope -> derive(date, region));
  }

  private byte[] derive(String date, String region) {
    byte[] key = Digests.hmacSha256(utf8("AWS4" + secret), utf8(date));
    key = Digests.hmacSha256(key, utf8(region));
    key = Digests.hmacSha256(key, utf8("s3"));
    return Digests.hmacSha256(key, utf8("aws4_request"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
