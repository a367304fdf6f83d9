/** Containers and descriptors as JSON. */
@SuppressWarnings("module") // The modules that the internal package is for are compiled later.
module dev.assetlookup.json {
  requires transitive com.fasterxml.jackson.core;
  requires transitive dev.assetlookup.core;
  requires com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;

  exports dev.assetlookup.json;
  exports dev.assetlookup.json.internal to
      dev.assetlookup.http,
      dev.assetlookup.media,
      dev.assetlookup.r2;
}
