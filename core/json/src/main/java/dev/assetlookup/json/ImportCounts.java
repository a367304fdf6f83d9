package dev.assetlookup.json;

/** What an import did so far. Counts up as it goes. */
public final class ImportCounts {
  private long lines;
  private long created;
  private long replaced;
  private long unchanged;
  private long assets;
  private long bad;

  ImportCounts() {}

  /**
   * Whether any line was bad.
   *
   * @return true if one was
   */
  public boolean anyBad() {
    return bad > 0;
  }

  /**
   * Whether there was nothing to import.
   *
   * @return true if there was no line with a container, good or bad
   */
  public boolean isEmpty() {
    return containers() == 0 && bad == 0;
  }

  /**
   * How many lines were read, blank ones included.
   *
   * @return a number from 0
   */
  public long lines() {
    return lines;
  }

  /** Counts one more line. */
  void count(LineResult line) {
    lines++;
    if (line instanceof LineResult.Stored stored) {
      add(stored);
    } else if (line instanceof LineResult.Bad) {
      bad++;
    }
  }

  private void add(LineResult.Stored stored) {
    assets += stored.assets();
    switch (stored.change()) {
      case CREATED -> created++;
      case REPLACED -> replaced++;
      case UNCHANGED -> unchanged++;
    }
  }

  private long containers() {
    return created + replaced + unchanged;
  }

  /** For people. */
  @Override
  public String toString() {
    return "%,d containers, %,d assets: %,d new, %,d replaced, %,d unchanged; %,d bad lines"
        .formatted(containers(), assets, created, replaced, unchanged, bad);
  }
}
