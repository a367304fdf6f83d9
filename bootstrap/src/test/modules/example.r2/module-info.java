@SuppressWarnings("module")
module example.r2 {
  requires dev.assetlookup.r2;
  requires example.content;
}
