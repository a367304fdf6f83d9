package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that fails on demand: no real one can be made to from outside. */
class FaultsTest extends WireTest {
  private static final String INNARDS = "jdbc:h2:/secret/path of org_acme/9c855048";

  private final CapturedLog log = new CapturedLog(ContentApi.class);
  private volatile @Nullable RuntimeException keyFault;
  private volatile @Nullable RuntimeException assetFault;

  @Override
  StandaloneServer server() {
    ContainerStore guarded = new GuardedStore(fixture.store, () -> fail(assetFault));
    AuthenticateKey keys =
        AuthenticateKey.over(
            id -> {
              fail(keyFault);
              return fixture.store.findKey(id);
            });
    return new StandaloneServer("127.0.0.1", 0, fixture.api(guarded, keys));
  }

  private static void fail(@Nullable RuntimeException fault) {
    if (fault != null) {
      throw fault;
    }
  }

  @AfterEach
  void release() {
    log.close();
  }

  @Test
  void while_the_store_is_down_nothing_is_said_about_the_asset() {
    assetFault = new StoreUnavailableException(INNARDS, new IllegalStateException("refused"));
    HttpResponse<String> response = fetch(Fixture.VIDEO_PATH);
    assertUnavailable(response);

    LogRecord entry = log.records().getFirst();
    assertThat(log.levels()).containsExactly(Level.WARNING);
    assertThat(entry.getMessage())
        .contains(header(response, "X-Request-Id"), INNARDS, "refused")
        .doesNotContain(fixture.key);
    assertThat(entry.getThrown()).as("stack trace, once a request").isNull();
  }

  @Test
  void while_the_keys_are_down_nobody_is_turned_away_as_unknown() {
    keyFault = new StoreUnavailableException(INNARDS, new IllegalStateException("refused"));
    assertUnavailable(fetch(Fixture.VIDEO_PATH));
    assertUnavailable(fetch("/v1/whoami"));
    assertThat(get(Fixture.VIDEO_PATH).statusCode()).as("no key to look up").isEqualTo(401);
  }

  @Test
  void when_the_store_is_back_so_is_the_api() {
    assetFault = new StoreUnavailableException(INNARDS, new IllegalStateException("refused"));
    assertUnavailable(fetch(Fixture.VIDEO_PATH));
    assetFault = null;
    assertThat(fetch(Fixture.VIDEO_PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void a_corrupt_record_is_reported_by_its_key() {
    assetFault =
        new CorruptRecordException("org_acme/9c855048", new IllegalArgumentException("kind"));
    assertUnavailable(fetch(Fixture.VIDEO_PATH));
    assertThat(log.levels()).containsExactly(Level.WARNING);
    assertThat(log.records().getFirst().getMessage()).contains("org_acme/9c855048", "kind");
  }

  @Test
  void what_nobody_foresaw_is_logged_with_its_stack_and_not_shown() {
    for (boolean atKey : List.of(true, false)) {
      RuntimeException fault =
          atKey ? new IllegalStateException(INNARDS) : new IllegalArgumentException(INNARDS);
      keyFault = atKey ? fault : null;
      assetFault = fault;
      HttpResponse<String> response = fetch(Fixture.VIDEO_PATH);
      assertError(response, 500, "INTERNAL", "Something went wrong on our side.");

      LogRecord entry = log.records().getLast();
      assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
      assertThat(entry.getThrown()).isSameAs(fault);
      assertThat(entry.getMessage()).contains(header(response, "X-Request-Id"));
    }
  }

  @Test
  void an_outage_is_logged_when_it_begins_once_a_minute_and_when_it_is_over() {
    assetFault = new StoreUnavailableException(INNARDS, new IllegalStateException("refused"));
    for (int second = 0; second <= 90; second++) {
      assertUnavailable(fetch(Fixture.VIDEO_PATH));
      assertUnavailable(fetch(Fixture.SLIDE_PATH));
      fixture.now.updateAndGet(now -> now.plusSeconds(1));
    }
    assertThat(log.levels()).containsExactly(Level.WARNING, Level.WARNING);
    assertThat(log.records().getLast().getMessage()).contains(INNARDS, "121 requests");
    assetFault = null;
    assertThat(fetch(Fixture.VIDEO_PATH).statusCode()).isEqualTo(200);
    assertThat(log.records()).as("others may still fail").hasSize(2);
    fixture.now.updateAndGet(now -> now.plusSeconds(5));
    assertThat(fetch(Fixture.VIDEO_PATH).statusCode()).isEqualTo(200);
    assertThat(fetch(Fixture.VIDEO_PATH).statusCode()).isEqualTo(200);
    assertThat(log.records()).hasSize(3);
    assertThat(log.records().getLast().getMessage()).contains("answers again", "182 requests");
    assetFault = new StoreUnavailableException(INNARDS, new IllegalStateException("refused"));
    assertUnavailable(fetch(Fixture.VIDEO_PATH));
    assertThat(log.records()).as("the next outage").hasSize(4);
  }

  @Test
  void two_kinds_of_failure_are_logged_apart() {
    assetFault = new StoreUnavailableException(INNARDS, new IllegalStateException("refused"));
    fetch(Fixture.VIDEO_PATH);
    assetFault = new StoreNotSetUpException(INNARDS, new IllegalStateException("no tables"));
    fetch(Fixture.VIDEO_PATH);
    fetch(Fixture.VIDEO_PATH);
    assertThat(log.records()).hasSize(2);
    assertThat(log.records().getLast().getMessage()).contains("no tables");
  }

  @Test
  void a_corrupt_record_is_logged_once_and_another_one_as_well() {
    for (String key : List.of("org_acme/1", "org_acme/2", "org_acme/1")) {
      assetFault = new CorruptRecordException(key, new IllegalArgumentException("kind"));
      assertUnavailable(fetch(Fixture.VIDEO_PATH));
    }
    assertThat(log.records()).hasSize(2);
  }

  @Test
  void a_defect_that_every_request_meets_is_logged_with_its_stack_once() {
    assetFault = new IllegalStateException(INNARDS);
    fetch(Fixture.VIDEO_PATH);
    fetch(Fixture.VIDEO_PATH);
    assertThat(log.records()).singleElement().extracting(LogRecord::getThrown).isSameAs(assetFault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "%FF", ""})
  void an_id_that_cannot_be_does_not_ask_the_store(String container) {
    assetFault = new StoreUnavailableException(INNARDS, new IllegalStateException("refused"));
    assertThat(fetch(Fixture.path(container, "clip")).statusCode()).isEqualTo(404);
  }

  @Test
  void head_fails_without_a_body() {
    assetFault = new StoreUnavailableException(INNARDS, new IllegalStateException("refused"));
    HttpResponse<String> response = send("HEAD", Fixture.VIDEO_PATH, "X-Api-Key", fixture.key);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, "Retry-After")).isEqualTo("1");
    assertThat(response.body()).isEmpty();
  }

  private HttpResponse<String> fetch(String path) {
    return get(path, "X-Api-Key", fixture.key);
  }

  private static void assertUnavailable(HttpResponse<String> response) {
    assertError(
        response, 503, "STORAGE_UNAVAILABLE", "The metadata store gave no answer. Try again.");
    assertThat(header(response, "Retry-After")).isEqualTo("1");
  }
}
