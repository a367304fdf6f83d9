package dev.assetlookup.jdbc;

import java.util.List;

/**
 * What a search for damage in an H2 database found.
 *
 * @param damage what is wrong, a line each
 * @param complete whether it came to its end within its time
 */
public record H2Findings(List<String> damage, boolean complete) {
  /** Copies the list. */
  public H2Findings {
    damage = List.copyOf(damage);
  }
}
