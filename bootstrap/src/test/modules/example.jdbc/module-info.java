module example.jdbc {
  requires com.h2database;
  requires dev.assetlookup.jdbc;
  requires example.content;
  requires java.naming; // for H2, an automatic module
}
