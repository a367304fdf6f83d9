package dev.assetlookup.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.FileNames;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of H2, and what they may set. */
final class H2UrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AUTO_SERVER=TRUE",
        "auto_server=true",
        "WRITE_DELAY=500",
        "LOCK_MODE=0",
        "FILE_LOCK=NO",
        "FILE_LOCK=SOCKET",
        "RETENTION_TIME=0",
      })
  void a_setting_that_lets_a_file_be_damaged_or_forget_is_refused(String setting) {
    String name = setting.substring(0, setting.indexOf('=')).toUpperCase(Locale.ROOT);
    assertThatThrownBy(() -> H2Url.parse("jdbc:h2:file:./store;PASSWORD=secret;" + setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("storage.jdbc.url")
        .hasMessageContaining(name)
        .hasMessageContaining("remove it")
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:./store;AUTO_SERVER=FALSE",
        "jdbc:h2:file:./store;WRITE_DELAY=0;LOCK_MODE=3;FILE_LOCK=FS",
        "jdbc:h2:file:./store;RETENTION_TIME=60000",
        "jdbc:h2:tcp://db.internal/store;AUTO_SERVER=TRUE",
      })
  void settings_that_do_no_harm_are_taken(String url) {
    assertThat(H2Url.parse(url).complete()).startsWith(url.substring(0, url.indexOf(';')));
  }

  @Test
  void a_file_is_written_before_a_commit_is_acknowledged() {
    assertThat(H2Url.parse("jdbc:h2:file:./store").complete())
        .contains(";WRITE_DELAY=0")
        .contains(";OPTIMIZE_REUSE_RESULTS=0")
        .contains(";CACHE_SIZE=" + Runtime.getRuntime().maxMemory() / 4096)
        .doesNotContain("AUTO_SERVER");
    assertThat(H2Url.parse("jdbc:h2:./store;CACHE_SIZE=7").complete())
        .contains(";CACHE_SIZE=7")
        .contains(";WRITE_DELAY=0");
  }

  @Test
  void only_who_opens_a_file_sets_the_size_of_its_page_cache() {
    H2Url url = H2Url.parse("jdbc:h2:file:./store;CACHE_SIZE=7");
    assertThat(url.complete()).contains(";CACHE_SIZE=7");
    assertThat(url.existing()).doesNotContain("CACHE_SIZE").contains(";IFEXISTS=TRUE");
    assertThat(H2Url.parse("jdbc:h2:file:./store;IFEXISTS=TRUE").existing())
        .containsOnlyOnce("IFEXISTS=TRUE");
  }

  @Test
  void other_kinds_stay_as_they_are() {
    String remote = "jdbc:h2:tcp://db.internal/~/store";
    assertThat(H2Url.parse(remote).complete()).isEqualTo(remote);
    assertThat(H2Url.parse(remote).file()).isEmpty();
    String memory = "jdbc:h2:mem:demo";
    assertThat(H2Url.parse(memory).complete()).isEqualTo(memory + ";OPTIMIZE_REUSE_RESULTS=0");
    assertThat(H2Url.parse(memory).file()).isEmpty();
  }

  @Test
  void the_file_is_found() {
    assertThat(H2Url.parse("jdbc:h2:./folder/store;USER=sa").file())
        .contains(Path.of("folder/store.mv.db").toAbsolutePath());
    assertThat(H2Url.parse("jdbc:h2:~/store").file())
        .contains(Path.of(System.getProperty("user.home"), "store.mv.db"));
    assertThat(H2Url.parse("jdbc:h2:split:24:./store").file()).isEmpty();
  }

  @Test
  void a_database_in_memory_needs_a_name() {
    assertThatThrownBy(() -> H2Url.parse("jdbc:h2:mem:"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("name");
  }

  @Test
  void a_name_that_could_not_be_read_is_refused() {
    assertThatThrownBy(() -> H2Url.parse("jdbc:h2:file:/srv/m\uFFFD\uFFFDdias/store"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(FileNames.ofProcess().remedy());
  }
}
