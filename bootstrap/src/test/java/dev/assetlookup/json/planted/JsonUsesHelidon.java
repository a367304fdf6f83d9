package dev.assetlookup.json.planted;

import io.helidon.http.Status;

/** Breaks a rule on purpose: JSON is written without a server. */
public final class JsonUsesHelidon {
  private JsonUsesHelidon() {}

  /** The offence. */
  public static int status() {
    return Status.OK_200.code();
  }
}
