package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/** The tables of {@link JdbcStore}: print, create, validate. Thread-safe. */
public final class JdbcSchema {
  private final TableNames names;

  /**
   * The tables under some names.
   *
   * @param names where the tables are
   */
  public JdbcSchema(TableNames names) {
    this.names = Objects.requireNonNull(names);
  }

  /** A database that the tables have a definition for. */
  public enum Database {
    /** H2, in its own mode. */
    H2,
    /** PostgreSQL 15 or later. */
    POSTGRESQL;

    /**
     * The database behind a data source.
     *
     * @param dataSource asked once
     * @return the database
     * @throws StoreNotSetUpException if it refuses this user, or is not there
     * @throws StoreUnavailableException if it gave no answer
     * @throws IllegalArgumentException if it is another one
     */
    public static Database of(DataSource dataSource) {
      try (Connection connection = dataSource.getConnection()) {
        return of(connection);
      } catch (SQLException e) {
        throw SchemaFailures.of("cannot reach the database", e);
      }
    }

    static Database of(Connection connection) throws SQLException {
      String product = connection.getMetaData().getDatabaseProductName();
      return switch (product) {
        case "H2" -> H2;
        case "PostgreSQL" -> POSTGRESQL;
        default ->
            throw new IllegalArgumentException(
                "no table definition for " + product + "; there is one for H2 and PostgreSQL");
      };
    }
  }

  /**
   * The definition of the tables, for whoever wants to run it by other means.
   *
   * @param database for which database
   * @return SQL statements, each ended by a semicolon, safe to run again, also on tables that an
   *     earlier version made under the same names; for {@link TableNames#DEFAULT}, comments say how
   *     to rename tables of versions that knew no prefix
   */
  public String ddl(Database database) {
    Definition definition = Definition.of(database);
    String renaming = names.equals(TableNames.DEFAULT) ? UnprefixedTables.comments(definition) : "";
    String schema = names.schema() == null ? "" : names.createSchema() + ";\n\n";
    return renaming + schema + definition.sql(names);
  }

  /**
   * Creates what is missing, and in tables that an earlier version made fills it from what is
   * there. Under {@link TableNames#DEFAULT} that includes the tables of versions that knew no
   * prefix: they are renamed. Loses nothing, and changes nothing if a table of these names is not
   * asset-lookup's. Safe to run again, also after it was killed, and from several processes at
   * once: one works, the others wait for it.
   *
   * <p>Commits. Needs no right to create anything if all is there, and an administrator's in H2 to
   * upgrade: nobody else gets in meanwhile.
   *
   * @param dataSource the database; not one that hands out a transaction under way
   * @throws StoreNotSetUpException if somebody has to act: a table of these names is not ours, the
   *     user has no right to create tables, the database cannot hold every text
   * @throws StoreUnavailableException if the database gave no answer
   * @throws IllegalArgumentException if it is neither H2 nor PostgreSQL
   * @throws IllegalStateException in a transaction of the caller's, which would be ended
   */
  public void create(DataSource dataSource) {
    Objects.requireNonNull(dataSource);
    Patience patience = new Patience();
    while (true) {
      try (Connection connection = dataSource.getConnection()) {
        refuseTransaction(dataSource, connection);
        SchemaCreation.on(connection, names).run();
        return;
      } catch (SQLException e) {
        if (!patience.waited(e)) {
          throw SchemaFailures.of("cannot create the tables", e);
        }
      }
    }
  }

  private static void refuseTransaction(DataSource dataSource, Connection connection)
      throws SQLException {
    if (new TransactionOwnership(dataSource).isCallers(connection)) {
      throw new UnclearTransactionException(
          "creating the tables commits, which would end the transaction that is under way; create"
              + " them before it begins");
    }
  }

  /**
   * Makes sure that the tables are what this version needs. Reads the catalog only, and waits for
   * no lock.
   *
   * @param dataSource the database
   * @throws StoreNotSetUpException if something is missing or of another type, which the message
   *     lists, or if the database refuses this user, or is not there
   * @throws StoreUnavailableException if the database gave no answer
   * @throws IllegalArgumentException if it is neither H2 nor PostgreSQL
   */
  public void validate(DataSource dataSource) {
    List<String> problems = problems(dataSource);
    if (!problems.isEmpty()) {
      throw new StoreNotSetUpException(
          "the tables are not right (" + String.join("; ", problems) + ")", null);
    }
  }

  /**
   * Compares the tables with what this version needs. Reads the catalog only, and waits for no
   * lock.
   *
   * @param dataSource the database
   * @return what is missing or of another type, empty if all is well; more columns than needed are
   *     well
   * @throws StoreNotSetUpException if the database refuses this user, or is not there
   * @throws StoreUnavailableException if the database gave no answer
   * @throws IllegalArgumentException if it is neither H2 nor PostgreSQL
   */
  public List<String> problems(DataSource dataSource) {
    Objects.requireNonNull(dataSource);
    try (Connection connection = dataSource.getConnection()) {
      List<SchemaProblem> problems = SchemaCheck.of(connection, names).problems();
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      return problems.stream().map(SchemaProblem::text).toList();
    } catch (SQLException e) {
      throw SchemaFailures.of("cannot check the tables", e);
    }
  }

  boolean isComplete(Connection connection) throws SQLException {
    return SchemaCheck.of(connection, names).problems().isEmpty();
  }
}
