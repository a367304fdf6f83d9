package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKeyId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitsOfKeysTest {
  private static final ApiKeyId KEY = new ApiKeyId("ABCDEFGHIJKLMN27");

  private final WaitsOfKeys waits = new WaitsOfKeys(2);

  @Test
  void as_many_of_a_key_wait_as_may_and_more_when_one_has_ended() {
    assertThat(List.of(waits.begin(KEY), waits.begin(KEY), waits.begin(KEY)))
        .containsExactly(true, true, false);
    waits.end(KEY);
    assertThat(List.of(waits.begin(KEY), waits.begin(KEY))).containsExactly(true, false);
    assertThat(waits.begin(new ApiKeyId("BBCDEFGHIJKLMN27"))).isTrue();
    assertThat(waits.keys()).isEqualTo(2);
  }

  @Test
  void who_is_refused_at_once_with_others_makes_no_room() throws InterruptedException {
    waits.begin(KEY);
    waits.begin(KEY);
    AtomicInteger letIn = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(Thread.ofPlatform().start(() -> begin(50_000, letIn)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(letIn).hasValue(0);
  }

  private void begin(int times, AtomicInteger letIn) {
    for (int i = 0; i < times; i++) {
      if (waits.begin(KEY)) {
        letIn.incrementAndGet();
      }
    }
  }
}
