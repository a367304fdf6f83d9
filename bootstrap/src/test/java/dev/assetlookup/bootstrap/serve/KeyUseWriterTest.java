package dev.assetlookup.bootstrap.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.KeyUseRecorder;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Writing which keys were used, beside the requests: when, until when, and what is logged of it.
 */
class KeyUseWriterTest implements KeyUses {
  private static final Instant NOW = Instant.parse("2026-10-25T01:30:00Z");
  private static final Duration NEVER = Duration.ofDays(1);

  private final InMemoryStore store = new InMemoryStore();
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final Minted key =
      ManageKeys.over(store, clock, new SecureRandom())
          .mint(MintRequest.of(new OrganizationId("org_acme"), Scope.CONTENT_READ));
  private final KeyUseRecorder recorder =
      new KeyUseRecorder(AuthenticateKey.over(store, clock), this, clock);
  private final BlockingQueue<Thread> writers = new LinkedBlockingQueue<>();
  private @Nullable RuntimeException failure;

  @Override
  public void recordUses(Map<ApiKeyId, Instant> uses) {
    writers.add(Thread.currentThread());
    if (failure != null) {
      throw failure;
    }
    store.recordUses(uses);
  }

  @Override
  public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
    return store.lastUses(ids);
  }

  private void use() {
    assertThat(recorder.authenticate(key.text()))
        .isInstanceOf(AuthenticateKey.Result.Authenticated.class);
  }

  @Test
  void uses_are_written_again_and_again_in_another_thread_until_it_is_closed() throws Exception {
    Thread thread;
    try (KeyUseWriter writer = new KeyUseWriter(recorder, Duration.ofNanos(1))) {
      writer.start();
      use();
      thread = writers.take();
      use();
      assertThat(writers.take()).isSameAs(thread).isNotSameAs(Thread.currentThread());
    }
    thread.join();
    assertThat(lastUses(List.of(key.key().id()))).containsOnly(Map.entry(key.key().id(), NOW));
  }

  @Test
  void what_is_left_is_written_at_the_end() throws Exception {
    try (KeyUseWriter writer = new KeyUseWriter(recorder, NEVER)) {
      writer.start();
      use();
      assertThat(writers).isEmpty();
    }
    writers.take().join();
    assertThat(lastUses(List.of(key.key().id()))).hasSize(1);
  }

  @Test
  void a_store_that_is_down_is_said_once_until_it_works_again() {
    try (CapturedLog log = new CapturedLog(KeyUseWriter.class);
        KeyUseWriter writer = new KeyUseWriter(recorder, NEVER)) {
      failure = new StoreUnavailableException("planted", new IOException("planted"));
      writeOneUse(writer);
      // Nothing to write says nothing about the store.
      writer.write();
      writeOneUse(writer);
      assertThat(log.lines).singleElement().asString().startsWith("WARNING ").contains("planted");
      failure = null;
      writeOneUse(writer);
      failure = new StoreUnavailableException("again", new IOException("again"));
      writeOneUse(writer);
      assertThat(log.lines).hasSize(2).last().asString().contains("again");
    }
  }

  @Test
  void a_failure_that_nobody_foresaw_does_not_end_the_writing() {
    try (CapturedLog log = new CapturedLog(KeyUseWriter.class);
        KeyUseWriter writer = new KeyUseWriter(recorder, NEVER)) {
      failure = new IllegalStateException("planted");
      writeOneUse(writer);
      failure = null;
      writeOneUse(writer);
      assertThat(log.lines).hasSize(1);
    }
    assertThat(lastUses(List.of(key.key().id()))).hasSize(1);
  }

  private void writeOneUse(KeyUseWriter writer) {
    int before = writers.size();
    use();
    writer.write();
    assertThat(writers).hasSize(before + 1);
  }
}
