package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upper",
        "1st",
        "_a",
        "a b",
        "a-b",
        "a.b",
        "a;drop table container",
        "a\"",
        "a'",
        "a\n",
        "a--",
        "a/*",
        "a$b",
        "${prefix}",
        "\u00e4",
        "\u0131",
        "abcdefghijklmnopqrstuvwxyz01234"
      })
  void what_is_no_plain_lower_case_name_is_refused(String hostile) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TableNames(hostile, ""))
        .withMessage("not a lower-case SQL name for a schema");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TableNames(null, hostile))
        .withMessage("not a lower-case SQL name for a table prefix");
  }

  @Test
  void an_empty_schema_is_no_schema() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TableNames("", ""));
  }

  @Test
  void schema_and_prefix_stand_before_each_table() {
    TableNames names = new TableNames("media", "al_");
    assertThat(names.container()).isEqualTo("media.al_container");
    assertThat(names.asset()).isEqualTo("media.al_asset");
    assertThat(names.apiKey()).isEqualTo("media.al_api_key");
    assertThat(names.organization()).isEqualTo("media.al_organization");
    assertThat(new TableNames(null, "").container()).isEqualTo("container");
    assertThat(TableNames.DEFAULT.container()).isEqualTo("asset_lookup_container");
  }

  @Test
  void the_longest_names_work_in_the_printed_definition() {
    TableNames names = new TableNames("s".repeat(30), "p".repeat(30));
    for (JdbcSchema.Database database : JdbcSchema.Database.values()) {
      assertThat(new JdbcSchema(names).ddl(database)).contains(names.asset()).doesNotContain("${");
    }
  }
}
