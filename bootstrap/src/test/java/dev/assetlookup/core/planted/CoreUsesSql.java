package dev.assetlookup.core.planted;

import java.sql.SQLException;

/** Breaks a rule on purpose: the core knows the JDK's base module alone. */
public final class CoreUsesSql extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The offence. */
  public CoreUsesSql(SQLException cause) {
    super(cause);
  }
}
