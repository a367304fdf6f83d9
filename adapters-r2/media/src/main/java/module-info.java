/** Reads media files, publishes them, and indexes and verifies a bucket of them. */
module dev.assetlookup.media {
  requires transitive dev.assetlookup.core;
  requires transitive dev.assetlookup.r2;
  requires dev.assetlookup.json;
  requires java.xml;
  requires org.apache.tika.core;
  requires static transitive org.jspecify;

  // Tika is an automatic module, which cannot say that it needs these.
  requires org.apache.commons.io;
  requires org.slf4j;

  exports dev.assetlookup.media;
}
