package dev.assetlookup.core.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedKeyTest {
  private static final String SECRET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_";
  private static final String KEY = "lp_live_ABCDEFGHIJKLMN27_" + SECRET;

  @Test
  void a_secret_may_hold_underscores_and_hyphens() {
    Optional<PresentedKey> key = PresentedKey.parse(KEY);
    assertThat(key).map(PresentedKey::secret).contains(SECRET);
    assertThat(key).map(PresentedKey::text).contains(KEY);
    assertThat(key.orElseThrow().toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lp_",
        "lp_live_ABCDEFGHIJKLMN27",
        "lp_live_ABCDEFGHIJKLMN27_",
        "lp_prod_ABCDEFGHIJKLMN27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_",
        "LP_live_ABCDEFGHIJKLMN27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_",
        "lp_live_abcdefghijklmn27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_",
        "lp_live_ABCDEFGHIJKLMN18_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_",
        "lp_live_ABCDEFGHIJKLMN27-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_",
        "lp_live_ABCDEFGHIJKLMN27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-=",
        "lp_live_ABCDEFGHIJKLMN27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-__",
        "lp_live_ABCDEFGHIJKLMN27_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_- ",
      })
  void anything_else_is_no_key(String text) {
    assertThat(PresentedKey.parse(text)).isEmpty();
  }

  @Property
  void no_text_whatever_breaks_the_parser(@ForAll String text) {
    assertThat(PresentedKey.parse(text).map(PresentedKey::text))
        .isIn(Optional.empty(), Optional.of(text));
  }
}
