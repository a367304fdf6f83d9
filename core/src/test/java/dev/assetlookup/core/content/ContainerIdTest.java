package dev.assetlookup.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerIdTest {
  private static final UUID UUID_1 = UUID.fromString("9c855048-b470-42e7-8f1b-032324d48555");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9c855048-b470-42e7-8f1b-032324d48555",
        "9C855048-B470-42E7-8F1B-032324D48555",
        "cnt_9c855048-b470-42e7-8f1b-032324d48555",
        "cnt_9C855048-b470-42e7-8f1b-032324D48555",
      })
  void every_spelling_of_a_uuid_names_one_container(String text) {
    assertThat(ContainerId.parse(text)).contains(new ContainerId(UUID_1));
    assertThat(new ContainerId(UUID_1)).hasToString("cnt_9c855048-b470-42e7-8f1b-032324d48555");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cnt_",
        "cnt_cnt_9c855048-b470-42e7-8f1b-032324d48555",
        "CNT_9c855048-b470-42e7-8f1b-032324d48555",
        "ast_9c855048-b470-42e7-8f1b-032324d48555",
        "9c855048b47042e78f1b032324d48555",
        "1-1-1-1-1",
        "9c855048-b470-42e7-8f1b-032324d4855",
        "9c855048-b470-42e7-8f1b-032324d485555",
        "9c855048-b470-42e7-8f1b-032324d4855g",
        "9c855048_b470_42e7_8f1b_032324d48555",
        "9c85504８-b470-42e7-8f1b-032324d48555",
        "80000000000000000000000000",
        "01HXZ9G7KMV2QX8Y1S5RJW3B7I",
        "01HXZ9G7KMV2QX8Y1S5RJW3B7L",
        "01HXZ9G7KMV2QX8Y1S5RJW3B7O",
        "01HXZ9G7KMV2QX8Y1S5RJW3B7U",
        "01HXZ9G7KMV2QX8Y1S5RJW3B7",
        "../../../../../../../../etc/pass",
      })
  void anything_else_names_none(String text) {
    assertThat(ContainerId.parse(text)).isEmpty();
  }

  @Property
  void a_ulid_names_the_uuid_of_the_same_bits(@ForAll long high, @ForAll long low) {
    UUID uuid = new UUID(high, low);
    String ulid = crockford(uuid);
    ContainerId id = new ContainerId(uuid);
    assertThat(ContainerId.parse(ulid)).contains(id);
    assertThat(ContainerId.parse("cnt_" + ulid)).contains(id);
    assertThat(ContainerId.parse(ulid.toLowerCase(Locale.ROOT))).contains(id);
    assertThat(ContainerId.parse(id.toString())).contains(id);
  }

  @Property
  void order_is_that_of_the_text(@ForAll long high, @ForAll long low, @ForAll long other) {
    ContainerId a = new ContainerId(new UUID(high, low));
    ContainerId b = new ContainerId(new UUID(other, high));
    assertThat(Integer.signum(a.compareTo(b)))
        .isEqualTo(Integer.signum(a.toString().compareTo(b.toString())));
  }

  /** By another way than the code: one big number in base 32, with Crockford's alphabet. */
  private static String crockford(UUID uuid) {
    BigInteger number = new BigInteger(uuid.toString().replace("-", ""), 16);
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      int digit = number.mod(BigInteger.valueOf(32)).intValue();
      digits.append("0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(digit));
      number = number.divide(BigInteger.valueOf(32));
    }
    return digits.reverse().toString();
  }
}
