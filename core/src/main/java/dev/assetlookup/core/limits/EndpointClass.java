package dev.assetlookup.core.limits;

/** What is asked, by what it costs. Each class has buckets of its own. */
public enum EndpointClass {
  /** Everything that reads, one or many. */
  READ_LIGHT("read-light"),
  /** Everything that publishes, deletes or changes keys. */
  WRITE_LIGHT("write-light"),
  /** What works for long after it was asked for; nothing yet. */
  LONG_RUNNING("long-running");

  private final String wireName;

  EndpointClass(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The name on the wire.
   *
   * @return such as {@code read-light}
   */
  public String wireName() {
    return wireName;
  }
}
