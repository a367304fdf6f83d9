package dev.assetlookup.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.KeyUseRecorder;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When keys are used is noted beside the requests, and written rarely. */
class KeyUseRecorderTest {
  private final InMemoryStore store = new InMemoryStore();
  private final SettableClock clock = new SettableClock(World.START);
  private final ManageKeys keys = ManageKeys.over(store, clock, new SecureRandom());
  private final List<Map<ApiKeyId, Instant>> written = new ArrayList<>();
  private final KeyUseRecorder recorder = recorder(written::add);
  private final Minted key = mint();

  private interface Writing {
    void record(Map<ApiKeyId, Instant> uses);
  }

  private KeyUseRecorder recorder(Writing writing) {
    return recorder(Duration.ZERO, writing);
  }

  private KeyUseRecorder recorder(Duration between, Writing writing) {
    KeyUses uses =
        new KeyUses() {
          @Override
          public Duration betweenUses() {
            return between;
          }

          @Override
          public void recordUses(Map<ApiKeyId, Instant> uses) {
            writing.record(uses);
            store.recordUses(uses);
          }

          @Override
          public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
            return store.lastUses(ids);
          }
        };
    return new KeyUseRecorder(AuthenticateKey.over(store, clock), uses, clock);
  }

  @Test
  void a_key_is_written_once_for_all_of_its_uses_between_two_flushes() {
    for (int i = 0; i < 5; i++) {
      assertThat(recorder.authenticate(key.text()))
          .isEqualTo(new AuthenticateKey.Result.Authenticated(key.key()));
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(written).isEmpty();
    recorder.flush();
    recorder.flush();
    assertThat(written).containsExactly(Map.of(key.key().id(), World.START));
    recorder.authenticate(key.text());
    recorder.flush();
    assertThat(store.lastUses(List.of(key.key().id())))
        .containsOnly(Map.entry(key.key().id(), World.START.plusSeconds(5)));
  }

  @Test
  void a_store_that_asks_for_it_gets_a_use_of_a_key_an_hour() {
    KeyUseRecorder hourly = recorder(Duration.ofHours(1), written::add);
    for (int minute = 0; minute < 150; minute++) {
      hourly.authenticate(key.text());
      hourly.flush();
      clock.advance(Duration.ofMinutes(1));
    }
    // After the hour is over, the next use is noted.
    assertThat(written.stream().map(uses -> uses.get(key.key().id())))
        .containsExactly(World.START, after(61), after(122));
  }

  private static Instant after(int minutes) {
    return World.START.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void an_hour_ends_when_the_clock_is_set_back() {
    KeyUseRecorder hourly = recorder(Duration.ofHours(1), written::add);
    hourly.authenticate(key.text());
    assertThat(hourly.flush()).isEqualTo(1);
    clock.advance(Duration.ofDays(-1));
    assertThat(hourly.flush()).isZero();
    hourly.authenticate(key.text());
    assertThat(hourly.flush()).isEqualTo(1);
  }

  @Test
  void a_store_that_refuses_is_not_asked_more_often_than_one_that_does_not() {
    KeyUseRecorder hourly =
        recorder(
            Duration.ofHours(1),
            uses -> {
              written.add(uses);
              throw new StoreUnavailableException("down", new IllegalStateException("down"));
            });
    for (int minute = 0; minute < 60; minute++) {
      hourly.authenticate(key.text());
      try {
        hourly.flush();
      } catch (StoreUnavailableException e) {
        assertThat(minute).isZero();
      }
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(written).hasSize(1);
  }

  @Test
  void what_was_refused_is_no_use() {
    keys.revoke(key.key().id());
    recorder.authenticate(key.text());
    recorder.authenticate("nonsense");
    Minted killed = mint();
    keys.killKey(killed.key().id());
    recorder.authenticate(killed.text());
    recorder.flush();
    assertThat(written).isEmpty();
  }

  @Test
  void a_clock_that_is_set_back_moves_no_last_use_back() {
    recorder.authenticate(key.text());
    recorder.flush();
    clock.advance(Duration.ofDays(-1));
    recorder.authenticate(key.text());
    recorder.flush();
    assertThat(store.lastUses(List.of(key.key().id())))
        .containsOnly(Map.entry(key.key().id(), World.START));
  }

  private ApiKey withId(ApiKeyId id) {
    return new ApiKey(id, key.key().terms(), key.key().createdAt(), key.key().status());
  }

  @Test
  void notes_are_bounded() {
    Map<String, ApiKeyId> ids = new java.util.HashMap<>();
    AuthenticateKey all =
        presented ->
            new AuthenticateKey.Result.Authenticated(
                withId(ids.computeIfAbsent(presented, this::newId)));
    KeyUseRecorder many = new KeyUseRecorder(all, new Collecting(written), clock);
    for (int i = 0; i < 10_100; i++) {
      many.authenticate("" + i);
    }
    many.flush();
    assertThat(written.get(0)).hasSize(10_000);
  }

  @Test
  void a_store_that_is_down_loses_the_notes_and_nothing_else() {
    KeyUseRecorder failing =
        recorder(
            uses -> {
              throw new StoreUnavailableException("down", new IllegalStateException("down"));
            });
    failing.authenticate(key.text());
    assertThatThrownBy(failing::flush).isInstanceOf(StoreUnavailableException.class);
    failing.flush();
    assertThat(failing.authenticate(key.text()))
        .isInstanceOf(AuthenticateKey.Result.Authenticated.class);
  }

  private record Collecting(List<Map<ApiKeyId, Instant>> written) implements KeyUses {
    @Override
    public void recordUses(Map<ApiKeyId, Instant> uses) {
      written.add(uses);
    }

    @Override
    public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
      return Map.of();
    }
  }

  private ApiKeyId newId(String number) {
    String digits = "ABCDEFGHIJ";
    StringBuilder id = new StringBuilder();
    number.chars().forEach(digit -> id.append(digits.charAt(digit - '0')));
    return new ApiKeyId(id + "Z".repeat(ApiKeyId.LENGTH - id.length()));
  }

  private Minted mint() {
    return keys.mint(MintRequest.of(World.ACME, Scope.CONTENT_READ));
  }
}
