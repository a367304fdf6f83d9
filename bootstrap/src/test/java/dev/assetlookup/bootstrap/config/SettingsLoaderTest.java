package dev.assetlookup.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.http.ServerLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
  @TempDir private Path directory;

  @Test
  void what_clients_may_hold_is_set_by_the_environment() {
    Settings settings =
        new SettingsLoader(
                Map.of(
                    "ASSET_LOOKUP_HTTP_MAX_CONNECTIONS", "200",
                    "ASSET_LOOKUP_HTTP_IDLE_TIMEOUT", "PT5S",
                    "ASSET_LOOKUP_HTTP_HEADERS_TIMEOUT", "PT6S",
                    "ASSET_LOOKUP_HTTP_STALLED_TIMEOUT", "PT7S",
                    "ASSET_LOOKUP_HTTP_SHUTDOWN_GRACE", "PT0S"))
            .load(null);
    assertThat(settings.http().maxConnections()).isEqualTo(200);
    assertThat(settings.http().limits(100))
        .isEqualTo(
            new ServerLimits(
                100,
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                Duration.ZERO));
    assertThatThrownBy(
            () -> new SettingsLoader(Map.of("ASSET_LOOKUP_HTTP_IDLE_TIMEOUT", "PT0S")).load(null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("1 second to 1 day");
  }

  @Test
  void without_anything_the_defaults_hold() {
    Settings settings = load(Map.of(), null);
    assertThat(settings.storage())
        .isEqualTo(
            new JdbcSettings(
                "jdbc:h2:file:./asset-lookup-data/store",
                "sa",
                "",
                JdbcSettings.SchemaMode.CREATE));
    assertThat(settings.media()).isEmpty();
    assertThat(settings.http()).isEqualTo(new HttpSettings("127.0.0.1", 8080));
    assertThat(settings.assets())
        .isEqualTo(
            new AssetSettings(
                new Supersession(Duration.ofMinutes(10), Duration.ofDays(7)), UrlRules.DEFAULT));
    assertThat(settings.sweepInterval()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1024KB, 1048576", "5MB, 5242880", "2GB, 2147483648"})
  void a_cache_has_a_size_in_bytes(String text, long bytes) throws IOException {
    assertThat(load(Map.of("ASSET_LOOKUP_CACHE_SIZE", text), null).cache().bytes())
        .isEqualTo(bytes);
  }

  @Test
  void a_cache_takes_a_share_of_the_heap() throws IOException {
    long heap = Runtime.getRuntime().maxMemory();
    assertThat(load(Map.of(), null).cache().bytes()).isEqualTo(heap / 100 * 25);
    assertThat(load(Map.of("ASSET_LOOKUP_CACHE_SIZE", "75%"), null).cache().bytes())
        .isEqualTo(heap / 100 * 75);
  }

  @Test
  void manifests_may_be_out_of_date_if_that_is_said() {
    assertThat(load(R2, null).cache().isStale()).isFalse();
    CacheSettings cache = load(with(R2, "ASSET_LOOKUP_CACHE_MAX_STALENESS", "PT10S"), null).cache();
    assertThat(cache.maxStaleness()).isEqualTo(Duration.ofSeconds(10));
    assertThat(cache.isStale()).isTrue();
    assertThat(new CacheSettings(0, Duration.ofSeconds(10)).isStale()).isFalse();
  }

  @Test
  void what_is_never_stale_or_not_remembered_refuses_a_staleness() {
    Map<String, String> stale = Map.of("ASSET_LOOKUP_CACHE_MAX_STALENESS", "PT10S");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(stale, null))
        .withMessage(
            "ASSET_LOOKUP_CACHE_MAX_STALENESS must be PT0S: what is remembered of a database is"
                + " never stale; it is for the manifests of storage.type r2");
    Map<String, String> objects =
        with(r2("LAYOUT", "objects"), "ASSET_LOOKUP_CACHE_MAX_STALENESS", "PT10S");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(objects, null))
        .withMessageContaining("with the layout objects each answer reads its object");
    assertThat(load(Map.of("ASSET_LOOKUP_CACHE_MAX_STALENESS", "PT0S"), null).cache().isStale())
        .isFalse();
  }

  private static Map<String, String> with(
      Map<String, String> variables, String name, String value) {
    Map<String, String> more = new HashMap<>(variables);
    more.put(name, value);
    return more;
  }

  @Test
  void the_environment_comes_before_the_file_and_the_file_before_the_default() throws IOException {
    Path file = file("http:\n  port: 9001\n  host: localhost\nassets.superseded-grace: PT0S\n");
    Settings settings = load(Map.of("ASSET_LOOKUP_HTTP_PORT", "9002"), file);
    assertThat(settings.http()).isEqualTo(new HttpSettings("localhost", 9002));
    assertThat(settings.assets().supersession().grace()).isZero();
    assertThat(settings.assets().urls()).isEqualTo(UrlRules.DEFAULT);
  }

  @Test
  void every_key_can_stand_in_the_file() throws IOException {
    Settings settings =
        load(
            Map.of(),
            file(
                """
                storage:
                  type: jdbc
                  jdbc: {url: "jdbc:postgresql://db/x", username: u, password: "0123",
                         schema-mode: "off"}
                  r2: {endpoint: "https://s3.example.com", region: eu-1, access-key-id: id,
                       secret-access-key: "00", layout: objects, metadata-bucket: private,
                       media-bucket: public, prefix: a/b/, public-base-url: "https://m.example/",
                       connections: 7, patience: PT2.5S}
                http: {host: "::1", port: 0}
                assets: {superseded-grace: P1D, superseded-retention: P2D, allow-http-urls: true,
                         allow-signed-urls: true}
                sweep: {interval: PT0S}
                """));
    assertThat(settings.storage())
        .isEqualTo(
            new JdbcSettings("jdbc:postgresql://db/x", "u", "0123", JdbcSettings.SchemaMode.OFF));
    assertThat(settings.media())
        .contains(
            new MediaSettings(
                new R2Connection(
                    URI.create("https://s3.example.com"),
                    "eu-1",
                    "id",
                    "00",
                    7,
                    Duration.ofMillis(2_500)),
                "public",
                "a/b/",
                new MediaUrl("https://m.example")));
    assertThat(settings.http()).isEqualTo(new HttpSettings("::1", 0));
    assertThat(settings.assets())
        .isEqualTo(
            new AssetSettings(
                new Supersession(Duration.ofDays(1), Duration.ofDays(2)),
                new UrlRules(true, true)));
    assertThat(settings.sweepInterval()).isZero();
  }

  @Test
  void an_empty_file_says_nothing() throws IOException {
    assertThat(load(Map.of(), file(""))).isEqualTo(load(Map.of(), null));
    assertThat(load(Map.of(), file("# only a comment\n"))).isEqualTo(load(Map.of(), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ASSET_LOOKUP_HTTP_PORT | 65536 | port from 0 to 65535",
        "ASSET_LOOKUP_HTTP_PORT | eighty | port from 0 to 65535",
        "ASSET_LOOKUP_HTTP_PORT | -1 | port from 0 to 65535",
        "ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE | 10m | ISO 8601 duration",
        "ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE | -PT1S | ISO 8601 duration",
        "ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE | P366D | 0 to 365 days",
        "ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION | 30 | ISO 8601 duration",
        "ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION | -P1D | 0 to 3650 days",
        "ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION | P3651D | 0 to 3650 days",
        "ASSET_LOOKUP_ASSETS_ALLOW_HTTP_URLS | yes | true or false",
        "ASSET_LOOKUP_SWEEP_INTERVAL | never | ISO 8601 duration",
        "ASSET_LOOKUP_SWEEP_INTERVAL | PT0.9S | 1 second to 1 day such as PT1M, or PT0S",
        "ASSET_LOOKUP_SWEEP_INTERVAL | -PT1M | 1 second to 1 day",
        "ASSET_LOOKUP_SWEEP_INTERVAL | PT24H1S | 1 second to 1 day",
        "ASSET_LOOKUP_CACHE_SIZE | 512 | 1 MB or more such as 512MB",
        "ASSET_LOOKUP_CACHE_SIZE | 1023KB | 1 MB or more",
        "ASSET_LOOKUP_CACHE_SIZE | 76% | 1% to 75% of the heap",
        "ASSET_LOOKUP_CACHE_SIZE | 0% | or 0 for none",
        "ASSET_LOOKUP_CACHE_SIZE | -1MB | 1 MB or more",
        "ASSET_LOOKUP_CACHE_MAX_STALENESS | 10s | up to 1 day such as PT10S, or PT0S for none",
        "ASSET_LOOKUP_CACHE_MAX_STALENESS | -PT1S | up to 1 day",
        "ASSET_LOOKUP_CACHE_MAX_STALENESS | PT24H0.1S | up to 1 day",
        "ASSET_LOOKUP_STORAGE_TYPE | mongodb | must be jdbc or r2",
        "ASSET_LOOKUP_STORAGE_JDBC_URL | jdbc:oracle:x | jdbc:h2: or jdbc:postgresql:",
        "ASSET_LOOKUP_STORAGE_JDBC_SCHEMA_MODE | drop | create or validate or off",
        "ASSET_LOOKUP_HTTP_PROT | 1 | unknown environment variable",
      })
  void a_bad_value_is_named_and_so_is_what_would_be_right(
      String variable, String value, String reason) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(Map.of(variable, value), null))
        .withMessageContaining(variable)
        .withMessageContaining(reason);
  }

  private static final Map<String, String> R2 =
      Map.of(
          "ASSET_LOOKUP_STORAGE_TYPE", "r2",
          "ASSET_LOOKUP_STORAGE_R2_ENDPOINT", "https://account.r2.cloudflarestorage.com",
          "ASSET_LOOKUP_STORAGE_R2_ACCESS_KEY_ID", "id",
          "ASSET_LOOKUP_STORAGE_R2_SECRET_ACCESS_KEY", "hunter2",
          "ASSET_LOOKUP_STORAGE_R2_METADATA_BUCKET", "private",
          "ASSET_LOOKUP_STORAGE_R2_MEDIA_BUCKET", "public",
          "ASSET_LOOKUP_STORAGE_R2_PUBLIC_BASE_URL", "https://media.example.com");

  @Test
  void of_r2_the_manifests_are_the_default_and_need_no_media() {
    R2Connection connection =
        new R2Connection(
            URI.create("https://account.r2.cloudflarestorage.com"),
            "auto",
            "id",
            "hunter2",
            512,
            Duration.ofSeconds(10));
    Settings settings = load(R2, null);
    assertThat(settings.storage()).isEqualTo(new R2ManifestSettings(connection, "private"));
    assertThat(settings.media())
        .contains(
            new MediaSettings(
                connection, "public", "public-media/", new MediaUrl("https://media.example.com")));
    Settings alone = load(r2("MEDIA_BUCKET", "", "PUBLIC_BASE_URL", ""), null);
    assertThat(alone.media()).isEmpty();
    assertThat(alone.storage()).isEqualTo(settings.storage());
  }

  @Test
  void an_endpoint_may_have_a_path() {
    assertThat(load(r2("ENDPOINT", "https://gateway.example.com/s3/"), null).media())
        .map(media -> media.connection().endpoint())
        .contains(URI.create("https://gateway.example.com/s3/"));
  }

  @Test
  void the_layout_of_objects_needs_no_metadata() {
    Settings settings = load(r2("LAYOUT", "objects", "METADATA_BUCKET", ""), null);
    assertThat(settings.storage())
        .isEqualTo(new R2ObjectsSettings(settings.media().orElseThrow(), Optional.empty()));
    assertThat(load(r2("LAYOUT", "objects"), null).storage())
        .isEqualTo(new R2ObjectsSettings(settings.media().orElseThrow(), Optional.of("private")));
  }

  @Test
  void a_database_can_have_media_in_a_bucket() {
    Map<String, String> both = new HashMap<>(r2());
    both.put("ASSET_LOOKUP_STORAGE_TYPE", "jdbc");
    Settings settings = load(both, null);
    assertThat(settings.storage()).isInstanceOf(JdbcSettings.class);
    assertThat(settings.media()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ENDPOINT | '' | is needed, since storage.type is r2",
        "ENDPOINT | account.r2.cloudflarestorage.com | must be a URL such as https://ACCOUNT",
        "ENDPOINT | https://account.r2.cloudflarestorage.com/bucket | without a bucket",
        "ENDPOINT | https://s3.example.com/private | without a bucket",
        "ENDPOINT | https://s3.example.com/s3/public/ | without a bucket",
        "CONNECTIONS | 0 | a number from 1 to 10000, not \"0\"",
        "CONNECTIONS | many | a number from 1 to 10000",
        "CONNECTIONS | 10001 | a number from 1 to 10000",
        "PATIENCE | 10 | ISO 8601 duration of 100 milliseconds to 5 minutes such as PT10S",
        "PATIENCE | PT0S | 100 milliseconds to 5 minutes",
        "PATIENCE | PT5M1S | 100 milliseconds to 5 minutes",
        "ENDPOINT | ftp://s3.example.com | must be a URL",
        "ENDPOINT | https://id:key@s3.example.com | must be a URL",
        "ENDPOINT | 'https://s3.example.com /' | must be a URL",
        "REGION | EU Central | a region such as auto",
        "ACCESS_KEY_ID | '' | is needed",
        "SECRET_ACCESS_KEY | '' | is needed",
        "LAYOUT | files | must be manifest or objects",
        "METADATA_BUCKET | '' | is needed",
        "METADATA_BUCKET | a/b | the name of a bucket",
        "METADATA_BUCKET | public | must not be the media bucket",
        "MEDIA_BUCKET | '' | is needed",
        "MEDIA_BUCKET | ab | the name of a bucket",
        "PREFIX | media | must be empty, or end with a slash",
        "PREFIX | /media/ | must be empty, or end with a slash",
        "PUBLIC_BASE_URL | '' | is needed",
        "PUBLIC_BASE_URL | media.example.com | must be an absolute https:// URL",
        "PUBLIC_BASE_URL | http://media.example.com | unless assets.allow-http-urls is true",
        "PUBLIC_BASE_URL | https://media.example.com/?a=b | neither a query nor a fragment",
      })
  void what_is_wrong_with_a_bucket_is_named(String name, String value, String reason) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(r2(name, value), null))
        .withMessageContaining(value.isEmpty() ? "" : "ASSET_LOOKUP_STORAGE_R2_" + name)
        .withMessageContaining(reason)
        .withMessageNotContaining("hunter2");
  }

  @Test
  void plain_http_media_can_be_allowed() {
    Map<String, String> plain = new HashMap<>(r2("PUBLIC_BASE_URL", "http://127.0.0.1:9000/m"));
    plain.put("ASSET_LOOKUP_ASSETS_ALLOW_HTTP_URLS", "true");
    assertThat(load(plain, null).toString()).contains("http://127.0.0.1:9000/m");
  }

  @Test
  void credentials_of_buckets_are_not_shown() {
    assertThat(load(R2, null).toString()).doesNotContain("hunter2").doesNotContain("\"id\"");
  }

  /** The variables of R2 with some of them changed. */
  private static Map<String, String> r2(String... changes) {
    Map<String, String> changed = new HashMap<>(R2);
    for (int i = 0; i < changes.length; i += 2) {
      changed.put("ASSET_LOOKUP_STORAGE_R2_" + changes[i], changes[i + 1]);
    }
    return changed;
  }

  @Test
  void a_retention_shorter_than_the_grace_names_both() throws IOException {
    Path file = file("assets.superseded-grace: P60D\n");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(Map.of(), file))
        .withMessageContaining("assets.superseded-retention must not be shorter than")
        .withMessageContaining("assets.superseded-grace in " + file)
        .withMessageContaining("P7D is shorter than P60D");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(Map.of("ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION", "PT9M59S"), null))
        .withMessageContaining("ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION must not be shorter than")
        .withMessageContaining("assets.superseded-grace");
    AssetSettings equal =
        load(Map.of("ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION", "P60D"), file).assets();
    assertThat(equal.supersession().retention()).isEqualTo(equal.supersession().grace());
  }

  @Test
  void the_shortest_and_the_longest_durations_are_taken() {
    Settings settings =
        load(
            Map.of(
                "ASSET_LOOKUP_ASSETS_SUPERSEDED_GRACE", "P365D",
                "ASSET_LOOKUP_ASSETS_SUPERSEDED_RETENTION", "P3650D",
                "ASSET_LOOKUP_SWEEP_INTERVAL", "P1D"),
            null);
    assertThat(settings.assets().supersession().retention()).isEqualTo(Duration.ofDays(3650));
    assertThat(settings.sweepInterval()).isEqualTo(Duration.ofDays(1));
    assertThat(load(Map.of("ASSET_LOOKUP_SWEEP_INTERVAL", "PT1S"), null).sweepInterval())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.prot: 1 | unknown key http.prot",
        "storage: 7 | storage in",
        "sotrage: | unknown key sotrage",
        "sotrage: {} | unknown key sotrage",
        "http.port: *there | not valid YAML at line 1",
        "{http.port: 1, http: {port: 1}} | http.port",
        "? [a] : 1 | not valid YAML at line 1",
        "[1, 2] | the top level",
        "http.port: [1] | http.port",
        "http.port: {a: 1} | http.port",
        "http.port: 99999 | http.port",
        "'a: b: c' | not valid YAML at line 1",
        "http: {port: 1, port: 2} | not valid YAML at line 1",
      })
  void a_bad_file_is_named_with_the_key_or_the_line(String yaml, String reason) throws IOException {
    Path file = file(yaml);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(Map.of(), file))
        .withMessageContaining(file.toString())
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "012345",
        "0777",
        "0x1F",
        "1_000",
        "1e5",
        "1.10",
        "yes",
        "No",
        "off",
        "true",
        ".inf",
        "2026-01-02",
        "12:30:45",
        "=",
        "<<",
        "1:2"
      })
  void a_value_is_the_text_that_stands_there(String text) throws IOException {
    for (String quoted : new String[] {text, "'" + text + "'", '"' + text + '"'}) {
      Path file = file("storage.jdbc.password: " + quoted);
      assertThat(load(Map.of(), file).storage()).extracting("password").isEqualTo(text);
    }
  }

  @Test
  void modes_need_no_quotes() throws IOException {
    assertThat(load(Map.of(), file("storage: {jdbc: {schema-mode: off}}")).storage())
        .extracting("schemaMode")
        .isEqualTo(JdbcSettings.SchemaMode.OFF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http:\n  # port: 1\n",
        "storage:\n  jdbc:\n    # url: x\n",
        "storage: {jdbc: {password: }}",
        "storage.jdbc.password: ~",
        "storage.jdbc.password: null",
        "{}",
      })
  void what_is_left_empty_says_nothing(String yaml) throws IOException {
    assertThat(load(Map.of(), file(yaml))).isEqualTo(load(Map.of(), null));
  }

  @Test
  void a_text_in_quotes_may_be_null() throws IOException {
    assertThat(load(Map.of(), file("storage.jdbc.password: 'null'")).storage())
        .extracting("password")
        .isEqualTo("null");
  }

  @Test
  void a_file_that_is_missing_a_directory_or_huge_is_refused() throws IOException {
    Path huge = file("#".repeat(2 * 1024 * 1024));
    for (Path file : new Path[] {directory.resolve("missing.yaml"), directory, huge}) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> load(Map.of(), file))
          .withMessageContaining(file.toString());
    }
  }

  @Test
  void secrets_are_in_no_message() {
    String secret = "hunter2";
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                load(
                    Map.of(
                        "ASSET_LOOKUP_STORAGE_JDBC_URL",
                        "jdbc:mysql://u:" + secret + "@h/d",
                        "ASSET_LOOKUP_STORAGE_JDBC_PASSWORD",
                        secret),
                    null))
        .withMessageNotContaining(secret);
    assertThat(load(Map.of("ASSET_LOOKUP_STORAGE_JDBC_PASSWORD", secret), null).toString())
        .doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "storage.jdbc.url: jdbc:postgresql://user:hunter2@db.internal/lookup",
        "storage.jdbc.url: jdbc:postgresql://hunter2@db.internal:5432,other/lookup?ssl=true",
        "storage.jdbc.url: 'jdbc:postgresql://user:hunter2@'",
        "storage: {jdbc: {password:hunter2}}",
        "storage: {jdbc: {password: hunter2, password: hunter2}}",
        "storage: {jdbc: {password: [hunter2]}}",
        "storage: {jdbc: {password: \"hunter2}}",
        "storage.jdbc.password: 'hunter2' 'x'",
        "storage.jdbc: hunter2",
        "storage: {type: r2, r2: {endpoint: 'https://user:hunter2@s3.example.com'}}",
        "storage: {r2: {media-bucket: b, public-base-url: 'https://user:hunter2@m.example.com'}}",
      })
  void a_secret_in_the_wrong_place_is_refused_and_not_repeated(String yaml) throws IOException {
    Path file = file(yaml);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> load(Map.of(), file))
        .withMessageNotContaining("hunter2");
  }

  @Test
  void other_variables_are_nobodys_business() {
    assertThat(load(Map.of("ASSET_LOOKUP_JAVA_OPTS", "-Xmx1g", "PATH", "/bin"), null))
        .isEqualTo(load(Map.of(), null));
  }

  private static Settings load(Map<String, String> environment, @Nullable Path file) {
    return new SettingsLoader(environment).load(file);
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("config.yaml"), yaml);
  }
}
