package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.limits.Buckets;
import dev.assetlookup.core.limits.EndpointClass;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.limits.Rate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guessing keys is slow, and its neighbours go on. */
class FailedKeysTest extends WireTest {
  private static final String GUESS = "lp_live_GUESSAAAAAAAAAAA_" + "a".repeat(43);
  private static final int CHECKED = 6;
  private static final LimitRules RULES =
      new LimitRules(LimitRules.DEFAULT.tiers(), null, new Rate(CHECKED), 1);

  // Without a meaning, but no plain request has one: Helidon answers.
  private static final String HOT = "";
  private static final String HELIDON = "?a=b";

  @Override
  StandaloneServer server() {
    return new StandaloneServer(
        "127.0.0.1", 0, fixture.api(RULES, TrustedProxies.parse("127.0.0.0/8")));
  }

  private HttpResponse<String> ask(String client, String key) {
    return ask(HOT, client, key);
  }

  private HttpResponse<String> ask(String query, String client, String key) {
    return get(Fixture.SLIDE_PATH + query, "X-Api-Key", key, "X-Forwarded-For", client);
  }

  private void guess(String client) {
    for (int i = 0; i < CHECKED; i++) {
      assertThat(ask(client, GUESS).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HOT, HELIDON})
  void guesses_beyond_the_rate_are_not_checked(String query) {
    guess("198.51.100.7");
    int reads = fixture.keyReads.get();
    for (int i = 0; i < 100; i++) {
      HttpResponse<String> refused = ask(query, "198.51.100.7", GUESS);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(header(refused, "Retry-After")).isEqualTo("10");
      assertThat(json(refused.body()).at("/error/details/scope").asText()).isEqualTo("address");
    }
    assertThat(ask(query, "198.51.100.7", "nonsense").statusCode()).isEqualTo(429);
    assertThat(fixture.keyReads).hasValue(reads);
    fixture.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(ask(query, "198.51.100.7", GUESS).statusCode()).isEqualTo(401);
    assertThat(ask(query, "198.51.100.7", GUESS).statusCode()).isEqualTo(429);
  }

  @Test
  void a_key_that_was_good_is_never_refused() {
    assertThat(ask("198.51.100.7", fixture.key).statusCode()).isEqualTo(200);
    guess("198.51.100.7");
    for (int i = 0; i < 10; i++) {
      assertThat(ask("198.51.100.7", GUESS).statusCode()).isEqualTo(429);
      assertThat(ask("198.51.100.7", fixture.key).statusCode()).isEqualTo(200);
    }
    // A wrong secret of the same key is a guess like others.
    String wrong = fixture.key.substring(0, fixture.key.length() - 1) + "x";
    assertThat(ask("198.51.100.7", wrong).statusCode()).isEqualTo(429);
  }

  @Test
  void a_good_key_that_is_new_here_waits_for_one_check_at_most() {
    guess("198.51.100.7");
    assertThat(ask("198.51.100.7", fixture.key).statusCode()).isEqualTo(429);
    fixture.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(ask("198.51.100.7", fixture.key).statusCode()).isEqualTo(200);
    // It took nothing: the next guess is checked, and then the key is known.
    assertThat(ask("198.51.100.7", GUESS).statusCode()).isEqualTo(401);
    assertThat(ask("198.51.100.7", GUESS).statusCode()).isEqualTo(429);
    assertThat(ask("198.51.100.7", fixture.key).statusCode()).isEqualTo(200);
  }

  @Test
  void a_revoked_key_is_a_guess_from_then_on() {
    assertThat(ask("198.51.100.7", fixture.key).statusCode()).isEqualTo(200);
    fixture.management.revoke(fixture.keyId);
    for (int i = 0; i < CHECKED; i++) {
      assertThat(ask("198.51.100.7", fixture.key).statusCode()).isEqualTo(401);
    }
    assertThat(ask("198.51.100.7", GUESS).statusCode()).isEqualTo(429);
    assertThat(ask("198.51.100.7", fixture.key).statusCode()).isEqualTo(429);
  }

  @Test
  void other_addresses_are_not_meant() {
    guess("198.51.100.7");
    assertThat(ask("198.51.100.8", GUESS).statusCode()).isEqualTo(401);
    assertThat(ask("198.51.100.7", GUESS).statusCode()).isEqualTo(429);
  }

  @Test
  void a_network_of_ipv6_is_one_address() {
    guess("2001:db8:1:2::1");
    assertThat(ask("2001:db8:1:2:ffff::1", GUESS).statusCode()).isEqualTo(429);
    assertThat(ask("2001:db8:1:3::1", GUESS).statusCode()).isEqualTo(401);
  }

  @Test
  void what_a_client_puts_before_its_address_changes_nothing() {
    for (int i = 0; i < CHECKED; i++) {
      assertThat(ask(i + ".1.1.1, 198.51.100.7", GUESS).statusCode()).isEqualTo(401);
    }
    assertThat(ask("9.1.1.1, 198.51.100.7", GUESS).statusCode()).isEqualTo(429);
  }

  @Test
  void no_key_is_no_guess() {
    for (int i = 0; i < 3 * CHECKED; i++) {
      assertThat(get(Fixture.SLIDE_PATH, "X-Forwarded-For", "198.51.100.7").statusCode())
          .isEqualTo(401);
    }
    assertThat(ask("198.51.100.7", GUESS).statusCode()).isEqualTo(401);
  }

  @Test
  void headers_from_elsewhere_are_ignored() {
    StandaloneServer direct =
        new StandaloneServer("127.0.0.1", 0, fixture.api(RULES, TrustedProxies.NONE));
    direct.start();
    try (RawClient client = new RawClient(direct.port())) {
      for (int i = 0; i <= CHECKED; i++) {
        client.send(
            "GET /v1/whoami HTTP/1.1\r\nHost: a\r\nX-Api-Key: %s\r\nX-Forwarded-For: 1.1.1.%d\r\nForwarded: for=1.1.1.%d\r\n\r\n"
                .formatted(GUESS, i, i));
        assertThat(Objects.requireNonNull(client.read("GET")).status())
            .isEqualTo(i < CHECKED ? 401 : 429);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      direct.stop();
    }
  }

  @Test
  void more_addresses_than_there_is_room_for_take_no_more() throws UnknownHostException {
    FailedKeys failed =
        new FailedKeys(
            new Rate(CHECKED),
            AuthenticateKey.over(id -> Optional.empty()),
            fixture.nanos::get,
            100);
    for (int i = 0; i < 10_000; i++) {
      failed.count(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}));
    }
    assertThat(failed.size()).isEqualTo(100);
    fixture.nanos.addAndGet(Duration.ofMinutes(3).toNanos());
    assertThat(failed.size()).isZero();
  }

  @Test
  void more_keys_than_there_is_room_for_take_no_more() {
    KeyLimits keys =
        new KeyLimits(
            LimitRules.DEFAULT, Buckets.LOCAL, fixture.nanos::get, InstantSource.system(), 100);
    Sha256 digest = Sha256.of(new byte[0]);
    KeyTerms terms = KeyTerms.builder(Fixture.ACME).build();
    for (int i = 0; i < 10_000; i++) {
      ApiKeyId id = new ApiKeyId("AAAAAAAAAAAA" + base32(i));
      ApiKey key = ApiKey.active(id, terms, digest, Instant.EPOCH);
      keys.take(key, EndpointClass.READ_LIGHT);
    }
    assertThat(keys.size()).isEqualTo(100);
    fixture.nanos.addAndGet(Duration.ofHours(2).toNanos());
    assertThat(keys.size()).isZero();
  }

  private static String base32(int number) {
    StringBuilder digits = new StringBuilder();
    for (int shift = 15; shift >= 0; shift -= 5) {
      digits.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt((number >> shift) & 31));
    }
    return digits.toString();
  }

  @Test
  void a_part_of_the_heap_is_for_what_is_remembered() {
    assertThat(HeapShare.of(Integer.MAX_VALUE)).isEqualTo(10_000);
    assertThat(HeapShare.of(1)).isEqualTo(1_000_000);
    assertThat(HeapShare.of(100)).isBetween(10_000L, 1_000_000L);
  }
}
