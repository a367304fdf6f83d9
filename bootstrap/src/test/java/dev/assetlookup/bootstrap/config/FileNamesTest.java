package dev.assetlookup.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of names of files that a locale cannot express. */
final class FileNamesTest {
  private static final Map<String, String> ALL =
      Map.of("LC_ALL", "C", "LC_CTYPE", "de_DE.ISO-8859-1", "LANG", "en_US.UTF-8");

  @ParameterizedTest
  @CsvSource({
    "'',LC_ALL=C",
    "LC_ALL,LC_CTYPE=de_DE.ISO-8859-1",
    "LC_ALL LC_CTYPE,LANG=en_US.UTF-8"
  })
  void the_hint_names_the_variable_that_is_really_set_with_its_value(String unset, String named) {
    Map<String, String> environment = new HashMap<>(ALL);
    for (String name : unset.split(" ", -1)) {
      // As the C library has it, an empty one is none.
      environment.computeIfPresent(name, (key, value) -> "");
    }
    assertThat(FileNames.of("ANSI_X3.4-1968", environment).remedy())
        .contains("US-ASCII", "(" + named + ")", "set LC_ALL=C.UTF-8");
  }

  @Test
  void without_any_variable_it_says_so() {
    assertThat(FileNames.of("US-ASCII", Map.of()).remedy())
        .contains("none is set", "set LC_ALL=C.UTF-8");
  }

  @Test
  void where_all_names_can_be_expressed_the_name_is_to_blame() {
    FileNames names = FileNames.of("UTF-8", ALL);
    assertThat(names.canExpress("gr\u00f6\u00dfe.png")).isTrue();
    assertThat(names.canExpress("caf\uFFFD.png")).isFalse();
    assertThat(names.remedy()).contains("not UTF-8", "rename");
  }

  @Test
  void an_encoding_expresses_what_is_in_it() {
    assertThat(FileNames.of("US-ASCII", ALL).canExpress("plain.png")).isTrue();
    assertThat(FileNames.of("US-ASCII", ALL).canExpress("gr\u00f6\u00dfe.png")).isFalse();
    assertThat(FileNames.of("no such encoding", ALL).canExpress("gr\u00f6\u00dfe.png")).isFalse();
  }
}
