package dev.assetlookup.json;

import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.json.internal.PositionText;
import java.util.Optional;

/**
 * A position in the change log of one organization as opaque text, which clients send back to go on
 * from there. The same for every filter. One that was altered, or is another organization's, is not
 * read.
 */
public final class ChangeToken {
  private static final String LOG = "changes";

  private ChangeToken() {}

  /**
   * Writes a position.
   *
   * @param organization whose log
   * @param position the place
   * @return 34 characters of {@code A-Za-z0-9_-}
   */
  public static String write(OrganizationId organization, LogPosition position) {
    return PositionText.write(LOG, organization, position);
  }

  /**
   * Reads a token.
   *
   * @param organization whose log
   * @param text any text
   * @return the position; empty if the token was not made for this organization
   */
  public static Optional<LogPosition> read(OrganizationId organization, String text) {
    return PositionText.read(LOG, organization, text);
  }
}
