package dev.assetlookup.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedBucketsTest {
  private static final long SECOND = 1_000_000_000;

  private final Map<String, Long> stored = new HashMap<>();
  private @Nullable Servers servers;
  private boolean down;
  private int asked;

  private List<Claim.Settlement> settle(List<Claim> claims) {
    asked++;
    if (down) {
      throw new StoreUnavailableException("planted", new IOException("planted"));
    }
    List<Claim.Settlement> settlements = new ArrayList<>();
    for (Claim claim : claims) {
      long now = servers == null ? 0 : servers.now() + 1_000 * SECOND;
      Claim.Settlement settlement =
          claim.settle(stored.getOrDefault(claim.bucket(), Long.MIN_VALUE / 2), now);
      stored.put(claim.bucket(), settlement.fullAt());
      settlements.add(settlement);
    }
    return settlements;
  }

  private Servers servers(int permits, int number) {
    Servers made = new Servers(this::settle, new Rate(permits), number);
    servers = made;
    return made;
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 600, 6_000})
  void four_servers_that_are_all_asked_too_much_let_pass_what_one_would(int permits) {
    Servers four = servers(permits, 4);
    double each = permits / 30.0;
    assertThat((double) four.run(60, each, each, each, each))
        .isCloseTo(four.budget(60), withinPercentage(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 600, 6_000})
  void one_of_four_that_is_asked_alone_lets_pass_what_one_would(int permits) {
    Servers four = servers(permits, 4);
    assertThat((double) four.run(60, permits / 20.0, 0, 0, 0))
        .isCloseTo(four.budget(60), withinPercentage(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {600, 6_000})
  void servers_that_are_asked_unequally_let_pass_what_one_would(int permits) {
    Servers four = servers(permits, 4);
    assertThat(
            (double) four.run(60, permits / 10.0, permits / 100.0, permits / 60.0, permits / 300.0))
        .isCloseTo(four.budget(60), withinPercentage(10));
  }

  @Test
  void who_asks_less_than_the_budget_is_not_refused() {
    Servers four = servers(6_000, 4);
    assertThat(four.run(60, 20, 20, 20, 20)).isEqualTo(4 * 20 * 60);
  }

  @Test
  void pauses_and_changes_of_servers_win_nothing() {
    Servers four = servers(600, 4);
    int taken = 0;
    for (int i = 0; i < 20; i++) {
      double[] demand = new double[4];
      demand[i % 4] = 100;
      taken += four.run(3, demand);
      four.pause(3);
    }
    assertThat((double) taken).isLessThan(four.budget(120) * 1.1);
  }

  @Test
  void more_servers_than_it_is_made_for_go_too_far_once_and_wait_for_it() {
    Servers forty = servers(600, 40);
    double[] demand = new double[40];
    Arrays.fill(demand, 20);
    assertThat(forty.run(1, demand)).isLessThanOrEqualTo(40 * 60);
    assertThat((double) forty.run(300, demand)).isLessThan(forty.budget(300) * 1.1);
  }

  @Test
  void a_request_asks_nobody() {
    Servers four = servers(6_000, 4);
    asked = 0;
    four.run(10, 20, 20, 20, 20);
    assertThat(asked).isLessThan(4 * 10 * 4);
  }

  @Test
  void without_an_answer_each_server_is_by_itself_and_then_they_share_again() {
    Servers four = servers(600, 4);
    four.run(60, 40, 40, 40, 40);
    down = true;
    assertThat((double) four.run(60, 40, 40, 40, 40))
        .isCloseTo(4 * four.budget(60), withinPercentage(10));
    down = false;
    four.run(10, 0, 0, 0, 0);
    assertThat((double) four.run(60, 40, 40, 40, 40))
        .isCloseTo(four.budget(60), withinPercentage(15));
  }

  @Test
  void what_is_unused_is_given_back() {
    Servers four = servers(600, 4);
    four.run(1, 10, 10, 10, 10);
    four.pause(3);
    assertThat(stored.get("key A")).isLessThan(four.now() + 1_000 * SECOND + 4 * SECOND);
  }

  @Test
  void who_hears_nothing_for_long_is_by_itself() {
    SharedBuckets buckets = new SharedBuckets(this::settle, () -> {});
    Bucket bucket = buckets.bucket("a", new Rate(60), 0);
    buckets.settle(0);
    assertThat(take(bucket, 0)).isEqualTo(6);
    assertThat(take(bucket, 5 * SECOND)).isEqualTo(60);
  }

  private static int take(Bucket bucket, long now) {
    int taken = 0;
    while (bucket.take(now) > 0) {
      taken++;
    }
    return taken;
  }

  @Test
  void a_failure_is_told_to_whoever_settles() {
    down = true;
    SharedBuckets buckets = new SharedBuckets(this::settle, () -> {});
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> buckets.settle(0));
  }

  @Test
  void what_is_told_of_a_lease_is_told_of_the_whole() {
    Rate rate = new Rate(60);
    SharedBuckets buckets = new SharedBuckets(this::settle, () -> {});
    Bucket bucket = buckets.bucket("a", rate, 0);
    buckets.settle(0);
    assertThat(bucket.peek(0)).isZero();
    assertThat(rate.left(bucket.take(0))).isEqualTo(59);
    bucket.giveBack();
    assertThat(rate.left(bucket.take(0))).isEqualTo(59);
    take(bucket, 0);
    assertThat(bucket.peek(0)).isNegative();
    buckets.settle(0);
    assertThat(rate.left(bucket.take(0))).isEqualTo(53);
  }

  @Test
  void a_clock_of_the_budget_that_is_set_back_costs_a_minute_at_most() {
    Claim claim = new Claim("a", new Rate(60), 0, 10);
    Claim.Settlement late = claim.settle(1_000_000 * SECOND, 0);
    assertThat(late.granted()).isZero();
    assertThat(claim.settle(late.fullAt(), 61 * SECOND).granted()).isPositive();
  }

  @Test
  void one_server_leaves_something_to_the_others() {
    Claim greedy = new Claim("a", new Rate(60), 0, 60);
    Claim.Settlement first = greedy.settle(0, 0);
    assertThat(first.granted()).isEqualTo(30);
    assertThat(greedy.settle(first.fullAt(), 0).granted()).isEqualTo(15);
    assertThat(new Claim("a", new Rate(60), 59, 5).settle(0, 0).granted()).isEqualTo(1);
  }
}
