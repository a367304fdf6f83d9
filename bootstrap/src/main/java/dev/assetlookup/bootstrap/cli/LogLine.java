package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line for each event, with its stack trace if there is one. Whatever somebody else wrote that
 * would end the line or steer a terminal stands there as an escape, so nobody can forge a line.
 *
 * <p>Public for {@link java.util.logging.LogManager}, which makes it by its name.
 */
public final class LogLine extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");

  /** A formatter, which has no settings. */
  public LogLine() {}

  @Override
  public String format(LogRecord event) {
    String time = TIME.format(event.getInstant().atZone(ZoneId.systemDefault()));
    return time
        + " "
        + event.getLevel().getName()
        + " "
        + event.getLoggerName()
        + ": "
        + Printable.of(formatMessage(event))
        + trace(event.getThrown())
        + System.lineSeparator();
  }

  private static String trace(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace
        .toString()
        .lines()
        .map(line -> " | " + Printable.of(line.strip()))
        .collect(Collectors.joining());
  }
}
