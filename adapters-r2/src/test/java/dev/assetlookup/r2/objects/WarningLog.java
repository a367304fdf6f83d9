package dev.assetlookup.r2.objects;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the reader of objects logs, at level WARNING and above. */
final class WarningLog extends Handler {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private WarningLog() {}

  static List<String> during(Runnable action) {
    Logger logger = Logger.getLogger(R2ObjectsReader.class.getName());
    WarningLog log = new WarningLog();
    logger.addHandler(log);
    try {
      action.run();
      return List.copyOf(log.lines);
    } finally {
      logger.removeHandler(log);
    }
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
