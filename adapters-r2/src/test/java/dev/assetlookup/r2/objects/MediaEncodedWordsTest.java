package dev.assetlookup.r2.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoded words of RFC 2047, sections 2 to 6. */
class MediaEncodedWordsTest {
  @ParameterizedTest
  @CsvSource({
    "plain text, plain text",
    "=?utf-8?Q?caf=C3=A9_au_lait?=, café au lait",
    "=?UTF-8?B?Y2Fmw6k=?=, café",
    "=?utf-8?b?Y2Fmw6k?=, café",
    "=?ISO-8859-1?q?caf=E9?=, café",
    "=?iso-8859-15?Q?=A4?=, €",
    "=?shift_jis?B?k/qWew==?=, 日本",
    "=?utf-8*en?Q?a?=, a",
    "a =?utf-8?Q?b?= c, a b c",
    "=?utf-8?Q?a?= =?utf-8?Q?b?=, ab",
    "=?utf-8?Q?a?==?utf-8?Q?b?=, ab",
    "=?utf-8?Q?a?= x =?utf-8?Q?b?=, a x b",
    "=?utf-8?Q?a_?= =?iso-8859-1?Q?=E9?=, a é",
    "=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=, café",
    "=?utf-8?Q??=, ''"
  })
  void words_are_decoded(String encoded, String text) {
    assertThat(Rfc2047.decode(encoded)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=?",
        "=?utf-8?Q?a",
        "=?utf-8?Q?a?",
        "=?utf-8?X?a?=",
        "=?utf-8?Q?a b?=",
        "=?utf-8?Q?=C3?=",
        "=?utf-8?Q?=GG?=",
        "=?utf-8?Q?=4?=",
        "=?utf-8?B?Y!?=",
        "=?utf-8?B?Y?=",
        "=?klingon?Q?a?=",
        "=? ?Q?a?=",
        "=?;?Q?a?=",
        "=?*en?Q?a?=",
        "=??Q?a?=",
        "=?utf-8?Q?é?=",
        "x=?utf-8?Q?a?=",
        "=?utf-8?Q?a?=x",
        "=?utf-8?Q?a?= =?klingon?Q?b?="
      })
  void malformed_words_stay_as_they_are(String text) {
    assertThat(Rfc2047.decode(text)).isEqualTo(text);
  }

  @Test
  void a_decoded_word_may_have_the_characters_of_a_replacement() {
    assertThat(Rfc2047.decode("=?utf-8?Q?$1\\?=")).isEqualTo("$1\\");
  }

  @Test
  void many_words_are_decoded() {
    assertThat(Rfc2047.decode("=?utf-8?Q?a?= ".repeat(10_000))).startsWith("aaaa").hasSize(10_001);
  }
}
