package dev.assetlookup.jdbc;

import java.sql.SQLException;

/** Something that is done in a database and gives no result. */
interface SqlTask {
  void run() throws SQLException;
}
