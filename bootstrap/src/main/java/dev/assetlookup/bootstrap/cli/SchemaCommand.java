package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.wiring.H2Repair;
import dev.assetlookup.jdbc.JdbcSchema;
import dev.assetlookup.jdbc.TableNames;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

@Command(name = "schema", description = "Prints, creates or checks the tables of the database.")
final class SchemaCommand extends Subcommand implements Runnable {
  private final JdbcSchema schema = new JdbcSchema(TableNames.DEFAULT);

  @Override
  public void run() {
    throw Commands.badUsage(spec(), "print, create, validate, check or repair?");
  }

  @Command(
      name = "print",
      description = "Prints the SQL for the configured database; does not connect to it.")
  int print() {
    JdbcSchema.Database database =
        settings().isH2() ? JdbcSchema.Database.H2 : JdbcSchema.Database.POSTGRESQL;
    Commands.out(spec()).print(schema.ddl(database));
    Commands.out(spec()).flush();
    return ExitCode.OK;
  }

  @Command(name = "create", description = "Creates the tables that are missing; safe to repeat.")
  int create() {
    withDatabase(
        database -> {
          schema.create(database);
          return true;
        });
    Commands.err(spec()).println("the tables are there");
    return ExitCode.OK;
  }

  @Command(
      name = "validate",
      description =
          "Compares the tables with what this version needs; changes nothing. Rows are checked by"
              + " schema check.")
  int validate() {
    List<String> problems = withDatabase(schema::problems);
    return report(
        problems,
        "the tables are right",
        "not right; to create what is missing: asset-lookup schema create");
  }

  private <T> T withDatabase(Function<DataSource, T> work) {
    return console().withDatabase(settings(), work);
  }

  @Command(
      name = "check",
      description = "Looks for damage in an H2 file. No server may have it open.")
  int check() {
    return report(
        H2Repair.check(settings()),
        "no damage was found",
        "damaged; to write what can be read into a new file: asset-lookup schema repair");
  }

  private int report(List<String> problems, String ifNone, String ifAny) {
    PrintWriter err = Commands.err(spec());
    problems.forEach(err::println);
    err.println(problems.isEmpty() ? ifNone : ifAny);
    return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  @Command(
      name = "repair",
      description =
          "Writes what can be read of an H2 file into a new one, and keeps the old one under"
              + " another name. No server may have it open.")
  int repair() {
    H2Repair repair = H2Repair.run(settings());
    PrintWriter err = Commands.err(spec());
    repair.rows().forEach((table, rows) -> err.println(table + ": " + rows + " rows"));
    repair.damage().forEach(err::println);
    err.println(repair.file() + " is whole; the old file is " + repair.kept());
    return ExitCode.OK;
  }

  private JdbcSettings settings() {
    Settings settings = root().settings();
    if (settings.storage() instanceof JdbcSettings jdbc) {
      return jdbc;
    }
    throw new ConfigurationException(
        "storage.type is " + settings.storage().type() + ", which has no tables");
  }
}
