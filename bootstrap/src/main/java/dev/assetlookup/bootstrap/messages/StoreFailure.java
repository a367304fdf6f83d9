package dev.assetlookup.bootstrap.messages;

import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Describes why a store could not be used, without the secrets that drivers repeat. */
public final class StoreFailure {
  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^;&\"\\s]*");

  private StoreFailure() {}

  /**
   * Joins the message of a failure with those of the database and of the innermost cause.
   *
   * @param failure what the store threw
   * @return one line
   */
  public static String describe(StoreUnavailableException failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    if (failure instanceof StoreNotSetUpException) {
      // The message says what is wrong and what to do, and ends with that.
      return withoutPassword(text);
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      boolean useful = cause instanceof SQLException || cause.getCause() == null;
      if (useful && text.indexOf(reason) < 0) {
        text.append(": ").append(reason);
      }
    }
    return withoutPassword(text);
  }

  /**
   * Hides passwords: some drivers repeat the URL of the database.
   *
   * @param text any text
   * @return the text with asterisks instead of passwords
   */
  public static String withoutPassword(CharSequence text) {
    return PASSWORD.matcher(text).replaceAll("$1***");
  }
}
