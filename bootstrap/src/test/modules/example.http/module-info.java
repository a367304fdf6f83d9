module example.http {
  requires dev.assetlookup.http;
  requires java.net.http;
}
