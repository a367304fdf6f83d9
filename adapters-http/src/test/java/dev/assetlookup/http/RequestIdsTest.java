package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Test
  void an_id_is_a_ulid_of_now() {
    long before = System.currentTimeMillis();
    String id = RequestIds.next();
    long after = System.currentTimeMillis();
    assertThat(id).matches("req_[0-7][0-9A-HJKMNP-TV-Z]{25}");
    long time = 0;
    for (int i = 4; i < 14; i++) {
      time = time * 32 + DIGITS.indexOf(id.charAt(i));
    }
    assertThat(time).isBetween(before, after);
  }

  @Test
  void ids_differ() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      ids.add(RequestIds.next());
    }
    assertThat(ids).hasSize(100_000);
  }
}
