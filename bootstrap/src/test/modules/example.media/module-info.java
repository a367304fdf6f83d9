module example.media {
  requires dev.assetlookup.media;
}
