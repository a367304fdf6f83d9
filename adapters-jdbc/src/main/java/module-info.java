/** Stores over a {@code DataSource}: H2 and PostgreSQL. */
module dev.assetlookup.jdbc {
  requires transitive dev.assetlookup.core;
  requires transitive java.sql;
  requires org.jdbi.v3.core;
  requires static transitive org.jspecify;

  // Jdbi is an automatic module, which cannot say that it needs these.
  requires io.leangen.geantyref;
  requires org.slf4j;

  exports dev.assetlookup.jdbc;
}
