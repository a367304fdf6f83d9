package example.jdbc;

import dev.assetlookup.jdbc.JdbcSchema;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import example.content.Content;
import org.h2.jdbcx.JdbcConnectionPool;

/** The store over H2. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    JdbcConnectionPool dataSource =
        JdbcConnectionPool.create("jdbc:h2:mem:example;DB_CLOSE_DELAY=-1", "", "");
    new JdbcSchema(TableNames.DEFAULT).create(dataSource);
    System.out.println(Content.publishedAndFound(new JdbcStore(dataSource, TableNames.DEFAULT)));
  }
}
