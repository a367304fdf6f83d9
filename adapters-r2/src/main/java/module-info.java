/** Stores over Cloudflare R2 and other servers of the S3 protocol. */
@SuppressWarnings("module") // The digit belongs to the name of what it is for.
module dev.assetlookup.r2 {
  requires transitive dev.assetlookup.core;
  requires transitive software.amazon.awssdk.services.s3;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires dev.assetlookup.json;
  requires com.github.benmanes.caffeine;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.apache5;
  requires software.amazon.awssdk.regions;
  requires static transitive org.jspecify;

  // The AWS SDK and its HTTP client are automatic modules, which cannot say that they need these.
  requires java.xml;
  requires jdk.net;
  requires org.slf4j;

  exports dev.assetlookup.r2;
  exports dev.assetlookup.r2.manifest;
  exports dev.assetlookup.r2.objects;
}
