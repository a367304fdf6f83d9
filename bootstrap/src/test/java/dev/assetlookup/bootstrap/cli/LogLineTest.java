package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private final LogLine format = new LogLine();

  @Test
  void an_event_is_one_line() {
    LogRecord event = event("req_1: cannot read container x");
    assertThat(format.format(event))
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.123[+-]\\d{4} WARNING a.b: req_1: cannot"
                + " read container x\\R");
  }

  @Test
  void nobody_can_forge_a_line_or_steer_a_terminal() {
    String forged = "nice\n2026-11-27 INFO admin: \u001b[2J\r\u2028\u202eall is well\u0000";
    LogRecord event = event(forged);
    event.setThrown(new IllegalStateException(forged, new RuntimeException(forged)));
    String line = format.format(event);
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line.strip().chars().filter(Character::isISOControl)).isEmpty();
    assertThat(line)
        .contains("nice\\u000A2026", "\\u001B[2J", "\\u2028", "\\u202E", "\\u0000")
        .contains(" | java.lang.IllegalStateException: nice", " | Caused by: ")
        .contains(" | at " + LogLineTest.class.getName() + ".");
  }

  private static LogRecord event(String message) {
    LogRecord event = new LogRecord(Level.WARNING, message);
    event.setLoggerName("a.b");
    event.setInstant(Instant.parse("2026-11-27T01:02:03.123Z"));
    return event;
  }
}
