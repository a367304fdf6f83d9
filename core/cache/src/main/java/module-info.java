/** An exact cache over any store that keeps a change log. */
module dev.assetlookup.cache {
  requires com.github.benmanes.caffeine;
  requires transitive dev.assetlookup.core;
  requires static transitive org.jspecify;

  exports dev.assetlookup.cache;
}
