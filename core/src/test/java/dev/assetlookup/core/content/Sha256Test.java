package dev.assetlookup.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Sha256Test {
  private final byte[] digest = Sha256.newDigest().digest(new byte[] {1, 2, 3});
  private final Sha256 value = Sha256.of(new byte[] {1, 2, 3});

  @Test
  void it_is_the_digest_that_it_was_made_of() {
    assertThat(value.is(digest)).isTrue();
  }

  @Test
  void it_is_no_digest_that_differs_in_one_bit() {
    for (int i = 0; i < digest.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] other = digest.clone();
        other[i] ^= (byte) (1 << bit);
        assertThat(value.is(other)).isFalse();
      }
    }
  }

  @Test
  void it_is_no_part_of_a_digest_and_none_with_more_behind() {
    assertThat(value.is(new byte[0])).isFalse();
    assertThat(value.is(Arrays.copyOf(digest, 31))).isFalse();
    assertThat(value.is(Arrays.copyOf(digest, 33))).isFalse();
  }
}
