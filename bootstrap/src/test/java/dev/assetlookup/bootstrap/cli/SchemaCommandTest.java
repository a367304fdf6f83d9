package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.CommandResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables, made by the program or by somebody else. */
final class SchemaCommandTest {
  @TempDir private Path directory;

  @Test
  void tables_are_printed_without_a_database_and_created_and_checked_in_one() {
    InProcess product = new InProcess(directory);
    CommandResult h2 = product.run("schema", "print");
    assertThat(h2.exit()).isZero();
    assertThat(h2.out()).containsIgnoringCase("create table");
    assertThat(directory.resolve("asset-lookup-data")).doesNotExist();

    CommandResult wrong = product.run("schema", "validate");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.lastErrLine()).contains("asset-lookup schema create");
    product.with("ASSET_LOOKUP_STORAGE_JDBC_SCHEMA_MODE", "validate");
    CommandResult refused = product.run("serve", "--port", "0");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.errLines())
        .singleElement()
        .asString()
        .startsWith("asset-lookup: the tables are not right (")
        .endsWith("run: asset-lookup schema create");

    assertThat(product.run("schema", "create").exit()).isZero();
    assertThat(product.run("schema", "create").exit()).isZero();
    assertThat(product.run("schema", "validate").exit()).isZero();
    assertThat(product.run("export").exit()).isZero();

    // Nothing listens on port 1.
    product.with("ASSET_LOOKUP_STORAGE_JDBC_URL", "jdbc:postgresql://localhost:1/none");
    CommandResult postgresql = product.run("schema", "print");
    assertThat(postgresql.exit()).isZero();
    assertThat(postgresql.out()).containsIgnoringCase("create table").isNotEqualTo(h2.out());
  }
}
