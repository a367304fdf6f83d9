package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assetlookup.bootstrap.CommandResult;
import dev.assetlookup.bootstrap.Web;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys on the command line: a secret is shown once, and kept nowhere. */
final class KeysCommandTest {
  @TempDir private Path directory;
  private InProcess product;

  @BeforeEach
  void prepare() {
    product = new InProcess(directory);
  }

  @Test
  void a_name_that_somebody_chose_over_http_does_not_steer_the_terminal() {
    String name = "site\u202egnp.exe\u2028second line";
    CommandResult minted =
        product.run(
            "keys", "create", "--org", "org_acme", "--scope", "content:read", "--name", name);
    assertThat(minted.exit()).as(minted.err()).isZero();
    assertThat(product.run("keys", "list").out())
        .contains("site\\u202Egnp.exe\\u2028second line")
        .doesNotContain("\u202e", "\u2028");
  }

  @Test
  void a_key_is_alone_on_standard_output_and_its_secret_is_never_seen_again() throws IOException {
    CommandResult minted =
        product.run(
            "keys",
            "create",
            "--org",
            "org_acme",
            "--scope",
            "content:read",
            "--scope",
            "content:write",
            "--env",
            "test",
            "--name",
            "the site");
    assertThat(minted.exit()).as(minted.err()).isZero();
    assertThat(minted.out()).matches("lp_test_[A-Z2-7]{16}_[A-Za-z0-9_-]{43}\\n");
    String key = minted.out().strip();
    String id = key.split("_", 4)[2];
    String secret = key.split("_", 4)[3];
    assertThat(minted.err()).contains(id).doesNotContain(secret);

    CommandResult table = product.run("keys", "list");
    assertThat(table.out()).contains(id, "org_acme", "active", "the site", "content:read");
    assertThat(table.all()).doesNotContain(secret);

    CommandResult pasted = product.run("keys", "revoke", key);
    assertThat(pasted.exit()).isEqualTo(2);
    assertThat(pasted.all()).contains("KEY_ID is the 16 characters").doesNotContain(secret);

    assertThat(product.run("keys", "revoke", id).exit()).isZero();
    CommandResult json = product.run("keys", "list", "--json", "--org", "org_acme");
    JsonNode listed = Web.json(json.out()).path(0);
    assertThat(listed.path("apiKeyId").textValue()).isEqualTo(id);
    assertThat(listed.path("state").textValue()).isEqualTo("revoked");
    assertThat(json.all()).doesNotContain(secret);
    assertThat(Web.json(product.run("keys", "list", "--json", "--org", "org_none").out()))
        .isEmpty();

    String file =
        Files.readString(
            directory.resolve("asset-lookup-data/store.mv.db"), StandardCharsets.ISO_8859_1);
    assertThat(file.contains(id)).as("the id can be found in the file").isTrue();
    assertThat(file.contains(secret)).as("the secret can be found in the file").isFalse();
  }

  @Test
  void a_key_that_cannot_be_read_is_named_and_does_not_hide_the_others() throws SQLException {
    String broken = mint("org_acme");
    String whole = mint("org_acme");
    damage(broken);
    CommandResult table = product.run("keys", "list");
    assertThat(table.exit()).isEqualTo(1);
    assertThat(table.out()).contains(whole).doesNotContain(broken);
    assertThat(table.errLines()).singleElement().asString().contains(broken, "cannot be read");
    JsonNode json = Web.json(product.run("keys", "list", "--json").out());
    assertThat(json).hasSize(2);
    assertThat(json.findValuesAsText("state")).containsExactlyInAnyOrder("active", "unreadable");

    CommandResult killed = product.run("keys", "kill", "--org", "org_acme");
    assertThat(killed.exit()).isEqualTo(1);
    assertThat(killed.err()).contains(broken, "killed all keys of org_acme: 1");
    assertThat(product.run("keys", "list").out()).contains("org killed");
    assertThat(mint("org_other")).isNotEmpty();
  }

  /** The id of a new key. */
  private String mint(String organization) {
    CommandResult minted =
        product.run("keys", "create", "--org", organization, "--scope", "content:read");
    assertThat(minted.exit()).as(minted.err()).isZero();
    return minted.out().split("_", 4)[2];
  }

  /** As nobody should: in the table, whatever its prefix is. */
  private void damage(String id) throws SQLException {
    String url = "jdbc:h2:file:" + directory.resolve("asset-lookup-data/store");
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      String name;
      try (ResultSet tables =
          statement.executeQuery(
              "select table_name from information_schema.tables"
                  + " where table_name like '%API_KEY'")) {
        assertThat(tables.next()).isTrue();
        name = tables.getString(1);
      }
      assertThat(
              statement.executeUpdate(
                  "update " + name + " set environment = 'none' where key_id = '" + id + "'"))
          .isEqualTo(1);
    }
  }

  @Test
  void a_list_shows_what_a_key_is_bound_to() {
    CommandResult minted =
        product.run(
            ("keys create --org org_acme --scope content:read --scope keys:manage --project spring"
                    + " --project 0192F3A1-5b6c-7d8e-9f00-112233445566 --tier pilot"
                    + " --expires-at 2999-01-31T00:00:00+01:00")
                .split(" ", -1));
    assertThat(minted.exit()).as(minted.err()).isZero();
    assertThat(minted.errLines()).singleElement().asString().startsWith("key ");
    assertThat(product.run("keys", "list").out())
        .contains("2999-01-30T23:00:00Z", "content:read keys:manage")
        .contains("prj_0192f3a1-5b6c-7d8e-9f00-112233445566 spring");
    JsonNode listed = Web.json(product.run("keys", "list", "--json").out()).path(0);
    assertThat(listed.path("expiresAt").textValue()).isEqualTo("2999-01-30T23:00:00Z");
    assertThat(listed.path("projects")).hasSize(2);
    assertThat(listed.path("rateLimitTier").textValue()).isEqualTo("pilot");
    assertThat(listed.path("lastUsedAt").isNull()).isTrue();
    assertThat(listed.path("previousSecretExpiresAt").isNull()).isTrue();
  }

  @Test
  void a_rotated_key_is_alone_on_standard_output() {
    String id = mint("org_acme");
    CommandResult rotated = product.run("keys", "rotate", id, "--grace", "P1D");
    assertThat(rotated.exit()).as(rotated.err()).isZero();
    assertThat(rotated.out()).matches("lp_live_" + id + "_[A-Za-z0-9_-]{43}\\n");
    assertThat(rotated.err()).contains(id).doesNotContain(rotated.out().strip());
    JsonNode listed = Web.json(product.run("keys", "list", "--json").out()).path(0);
    assertThat(listed.path("previousSecretExpiresAt").isTextual()).isTrue();
    assertThat(product.run("keys", "rotate", id, "--grace", "PT0S").out())
        .isNotEqualTo(rotated.out());
    assertThat(product.run("keys", "revoke", id).exit()).isZero();
    CommandResult refused = product.run("keys", "rotate", id);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.errLines()).singleElement().asString().contains(id, "revoked");
    assertThat(product.run("keys", "rotate", "AAAAAAAAAAAAAAAA").exit()).isEqualTo(1);
  }

  @Test
  void what_ends_no_key_and_rotates_none_is_a_usage_error_that_says_why() {
    String create = "keys create --org org_acme --scope content:read ";
    for (String wrong :
        List.of(
            "--expires-at 2020-01-01T00:00:00Z",
            "--expires-at tomorrow",
            "--expires-in PT0S",
            "--expires-in -P1D",
            "--expires-in P1Y",
            "--expires-in PT9223372036854775807S",
            "--expires-in P4000000D",
            "--project " + "p".repeat(128),
            "--project a/b",
            "--tier gold")) {
      assertUsage(wrong.split(" ", -1)[0], (create + wrong).split(" ", -1));
    }
    assertUsage(
        "either", (create + "--expires-in P1D --expires-at 2999-01-01T00:00:00Z").split(" ", -1));
    assertUsage("projects", (create + many()).split(" ", -1));
    for (String grace : List.of("-PT1S", "P91D", "P1Y", "PT9223372036854775807S", "soon")) {
      assertUsage("--grace", "keys", "rotate", "AAAAAAAAAAAAAAAA", "--grace=" + grace);
    }
    String longest = "o".repeat(60);
    assertUsage(
        "59", "keys", "create", "--org", longest, "--scope", "content:read", "--env", "test");
    assertThat(directory.resolve("asset-lookup-data")).doesNotExist();
  }

  /** More projects than a key can have. */
  private static String many() {
    StringBuilder projects = new StringBuilder();
    for (int i = 0; i < 21; i++) {
      projects.append(i == 0 ? "" : " ").append("--project p").append(i);
    }
    return projects.toString();
  }

  @Test
  void a_key_that_there_is_not_is_one_clear_line_and_exit_1() {
    CommandResult unknown = product.run("keys", "revoke", "AAAAAAAAAAAAAAAA");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.errLines()).singleElement().asString().contains("AAAAAAAAAAAAAAAA");
  }

  @Test
  void what_makes_no_key_is_a_usage_error_that_says_why() {
    assertUsage("--scope", "keys", "create", "--org", "org_acme");
    assertUsage("--org", "keys", "create", "--scope", "content:read");
    assertUsage("scope", "keys", "create", "--org", "org_acme", "--scope", "a b");
    assertUsage("--org", "keys", "create", "--org", "a b", "--scope", "content:read");
    assertUsage("prod", "keys", "create", "--org", "o", "--scope", "content:read", "--env", "prod");
    assertThat(directory.resolve("asset-lookup-data")).doesNotExist();
  }

  private void assertUsage(String named, String... arguments) {
    CommandResult refused = product.run(arguments);
    assertThat(refused.exit()).as(refused.all()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.errLines().getFirst()).contains(named);
  }
}
