module example.content {
  requires transitive dev.assetlookup.core;

  exports example.content;
}
