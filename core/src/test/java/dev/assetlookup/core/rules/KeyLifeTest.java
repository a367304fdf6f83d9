package dev.assetlookup.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyState;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.AuthenticateKey.Result;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.ManageKeys.Rotation;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The end of keys, and new secrets for them. */
class KeyLifeTest {
  private static final Result REJECTED = new Result.Rejected();
  private static final Duration DAY = Duration.ofDays(1);

  private final InMemoryStore store = new InMemoryStore();
  private final SettableClock clock = new SettableClock(World.START);
  private final ManageKeys keys = ManageKeys.over(store, clock, new SecureRandom());
  private final AuthenticateKey entrance = AuthenticateKey.over(store, clock);

  @Test
  void a_key_is_refused_from_its_end_on_and_the_clock_alone_decides() {
    Minted minted = mint(World.START.plus(DAY));
    clock.advance(DAY.minusNanos(1_000));
    assertThat(isGood(minted)).isTrue();
    assertThat(KeyState.of(minted.key(), clock)).isEqualTo(KeyState.ACTIVE);
    clock.advance(Duration.ofNanos(1_000));
    assertThat(entrance.authenticate(minted.text())).isEqualTo(REJECTED);
    assertThat(KeyState.of(minted.key(), clock)).isEqualTo(KeyState.EXPIRED);
    clock.advance(DAY.negated());
    assertThat(isGood(minted)).as("after the clock was set back").isTrue();
  }

  @Test
  void an_expired_key_that_is_killed_too_is_rejected_like_any_other() {
    Minted minted = mint(World.START.plus(DAY));
    keys.killKey(minted.key().id());
    clock.advance(DAY);
    assertThat(entrance.authenticate(minted.text())).isEqualTo(REJECTED);
  }

  @Test
  void a_key_that_would_have_expired_already_is_not_minted() {
    for (Instant end : List.of(World.START, World.START.minus(DAY), Instant.EPOCH)) {
      assertThatIllegalArgumentException().isThrownBy(() -> mint(end));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> mint(Instant.MAX));
    assertThat(keys.list(null).keys()).isEmpty();
  }

  @Test
  void the_secret_before_is_good_until_the_grace_is_over() {
    Minted before = mint(null);
    Minted after = rotated(before, DAY);
    assertThat(after.key().id()).isEqualTo(before.key().id());
    assertThat(after.text()).isNotEqualTo(before.text());
    clock.advance(DAY.minusNanos(1_000));
    assertThat(isGood(before)).isTrue();
    assertThat(isGood(after)).isTrue();
    clock.advance(Duration.ofNanos(1_000));
    assertThat(entrance.authenticate(before.text())).isEqualTo(REJECTED);
    assertThat(isGood(after)).isTrue();
  }

  @Test
  void without_grace_the_secret_before_is_refused_at_once_even_if_the_clock_is_set_back() {
    Minted before = mint(null);
    Minted after = rotated(before, Duration.ZERO);
    clock.advance(DAY.negated());
    assertThat(entrance.authenticate(before.text())).isEqualTo(REJECTED);
    assertThat(isGood(after)).isTrue();
  }

  @Test
  void a_second_rotation_ends_the_oldest_secret_at_once() {
    Minted first = mint(null);
    Minted second = rotated(first, DAY);
    Minted third = rotated(second, DAY);
    assertThat(entrance.authenticate(first.text())).isEqualTo(REJECTED);
    assertThat(isGood(second)).isTrue();
    assertThat(isGood(third)).isTrue();
  }

  @Test
  void both_secrets_end_with_the_key() {
    Minted before = mint(World.START.plus(DAY));
    Minted after = rotated(before, DAY.multipliedBy(2));
    clock.advance(DAY);
    assertThat(entrance.authenticate(before.text())).isEqualTo(REJECTED);
    assertThat(entrance.authenticate(after.text())).isEqualTo(REJECTED);
    keys.revoke(after.key().id());
    assertThat(rotate(before, DAY)).isEqualTo(new Rotation.NotUsable());
  }

  @Test
  void a_key_that_opens_nothing_for_good_cannot_be_rotated() {
    Minted revoked = mint(null);
    keys.revoke(revoked.key().id());
    Minted expired = mint(World.START.plus(DAY));
    clock.advance(DAY);
    for (Minted minted : List.of(revoked, expired)) {
      ApiKey before = stored(minted);
      assertThat(rotate(minted, DAY)).isEqualTo(new Rotation.NotUsable());
      assertThat(stored(minted)).isEqualTo(before);
    }
    assertThat(keys.rotate(new ApiKeyId("AAAAAAAAAAAAAAAA"), DAY))
        .isEqualTo(new Rotation.NoSuchKey());
  }

  @Test
  void a_killed_key_can_be_rotated_and_stays_killed() {
    Minted minted = mint(null);
    keys.killKey(minted.key().id());
    Minted after = rotated(minted, Duration.ZERO);
    assertThat(entrance.authenticate(after.text())).isInstanceOf(Result.Killed.class);
    keys.restoreKey(minted.key().id());
    assertThat(isGood(after)).isTrue();
  }

  @Test
  void a_grace_out_of_bounds_changes_nothing() {
    Minted minted = mint(null);
    for (Duration grace :
        List.of(
            Duration.ofNanos(-1),
            ManageKeys.MAX_GRACE.plusNanos(1),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MIN_VALUE))) {
      assertThatIllegalArgumentException().isThrownBy(() -> rotate(minted, grace));
    }
    assertThat(stored(minted)).isEqualTo(minted.key());
    assertThat(isGood(rotated(minted, ManageKeys.MAX_GRACE))).isTrue();
  }

  @Test
  void of_rotations_at_once_one_is_made_and_the_first_secret_keeps_its_grace() {
    for (int round = 0; round < 20; round++) {
      Minted minted = mint(null);
      List<Rotation> rotations = Racing.race(4, i -> rotate(minted, DAY));
      List<Minted> made = new ArrayList<>();
      for (Rotation rotation : rotations) {
        if (rotation instanceof Rotation.Rotated rotated) {
          made.add(rotated.minted());
        }
      }
      // One that began after another had ended is a second rotation, and no racer.
      assertThat(made).isNotEmpty();
      assertThat(made.stream().filter(this::isCurrent)).hasSize(1);
      assertThat(isGood(minted)).isEqualTo(made.size() == 1);
    }
  }

  @Test
  void a_rotation_that_finds_another_one_made_is_told_so() {
    Minted minted = mint(null);
    List<Minted> between = new ArrayList<>();
    ManageKeys late =
        ManageKeys.over(
            new InterruptedKeyStore(
                store,
                () -> {
                  if (between.isEmpty()) {
                    between.add(rotated(minted, DAY));
                  }
                }),
            clock,
            new SecureRandom());
    assertThat(late.rotate(minted.key().id(), DAY)).isEqualTo(new Rotation.Conflict());
    assertThat(isGood(minted)).isTrue();
    assertThat(isGood(between.get(0))).isTrue();
  }

  @Test
  void a_key_that_is_revoked_while_it_is_rotated_stays_revoked() {
    Minted minted = mint(null);
    ManageKeys late =
        ManageKeys.over(
            new InterruptedKeyStore(store, () -> keys.revoke(minted.key().id())),
            clock,
            new SecureRandom());
    assertThat(late.rotate(minted.key().id(), DAY)).isEqualTo(new Rotation.NotUsable());
    assertThat(entrance.authenticate(minted.text())).isEqualTo(REJECTED);
    assertThat(stored(minted).status().revokedAt()).isEqualTo(World.START);
  }

  @Test
  void a_rotation_whose_reply_was_lost_is_known_to_be_made() {
    Minted minted = mint(null);
    // The find is the first call, the change the second.
    FailingKeyStore losing = new FailingKeyStore(store, 1, true);
    Rotation rotation =
        ManageKeys.over(losing, clock, new SecureRandom()).rotate(minted.key().id(), DAY);
    assertThat(rotation).isInstanceOf(Rotation.Rotated.class);
    assertThat(isGood(((Rotation.Rotated) rotation).minted())).isTrue();
    FailingKeyStore failing = new FailingKeyStore(store, 1, false);
    ApiKey before = stored(minted);
    assertThatThrownBy(
            () ->
                ManageKeys.over(failing, clock, new SecureRandom()).rotate(minted.key().id(), DAY))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(stored(minted)).isEqualTo(before);
  }

  @Test
  void a_key_that_was_never_delivered_is_revoked_by_its_id() {
    Minted lost = mint(null);
    ApiKeyId id = keys.list(World.ACME).keys().get(0).id();
    assertThat(keys.revoke(id)).isTrue();
    assertThat(entrance.authenticate(lost.text())).isEqualTo(REJECTED);
  }

  private Minted mint(@Nullable Instant end) {
    return keys.mint(
        new MintRequest(
            KeyTerms.builder(World.ACME).scopes(Scope.CONTENT_READ).expiresAt(end).build()));
  }

  private Rotation rotate(Minted minted, Duration grace) {
    return keys.rotate(minted.key().id(), grace);
  }

  private Minted rotated(Minted minted, Duration grace) {
    return ((Rotation.Rotated) rotate(minted, grace)).minted();
  }

  private boolean isGood(Minted minted) {
    return entrance.authenticate(minted.text()).equals(new Result.Authenticated(stored(minted)));
  }

  private boolean isCurrent(Minted minted) {
    return stored(minted).equals(minted.key());
  }

  private ApiKey stored(Minted minted) {
    return store.findKey(minted.key().id()).orElseThrow();
  }
}
