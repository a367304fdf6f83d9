package dev.assetlookup.r2.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalOrderTest {
  private static final NaturalOrder ORDER = new NaturalOrder();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slide-2.png slide-010.mp4 slide-10.png",
        "slide.png slide-1.png slide-1a.png",
        "A.png a.png B.png b.png",
        "a1b2 a1b10 a02b1 a10b1",
        "9 010 99999999999999999998 99999999999999999999",
        "a.png a.webp a1.png",
        "İstanbul.png istanbul2.png",
        "ärger.png über.png 東京1.png 東京2.png 東京10.png",
      })
  void names_come_in_the_order_in_which_people_number_them(String names) {
    List<String> expected = List.of(names.split(" ", -1));
    List<String> shuffled = new ArrayList<>(expected);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(ORDER);
      assertThat(shuffled).isEqualTo(expected);
    }
  }

  /** Over all names of up to three characters of each class that is treated differently. */
  @Test
  void it_is_a_total_order_in_which_only_equal_names_are_equal() {
    List<String> names = names();
    int[][] sign = new int[names.size()][names.size()];
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < names.size(); j++) {
        sign[i][j] = Integer.signum(ORDER.compare(names.get(i), names.get(j)));
      }
    }
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < names.size(); j++) {
        assertThat(sign[i][j] == 0).isEqualTo(i == j);
        assertThat(sign[i][j]).isEqualTo(-sign[j][i]);
        for (int k = 0; sign[i][j] < 0 && k < names.size(); k++) {
          if (sign[j][k] < 0 && sign[i][k] >= 0) {
            throw new AssertionError(
                names.get(i) + " < " + names.get(j) + " < " + names.get(k) + " only in parts");
          }
        }
      }
    }
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(""));
    for (int from = 0; names.size() < 7 * 7 * 7; ) {
      int to = names.size();
      for (; from < to; from++) {
        for (String next : new String[] {"0", "1", "9", "a", "A", ".", "-"}) {
          names.add(names.get(from) + next);
        }
      }
    }
    return names;
  }
}
