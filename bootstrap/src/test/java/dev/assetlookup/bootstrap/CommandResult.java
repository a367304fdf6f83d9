package dev.assetlookup.bootstrap;

import java.util.List;

/** How a command ended. */
public record CommandResult(int exit, String out, String err) {
  public List<String> errLines() {
    return err.lines().toList();
  }

  public String lastErrLine() {
    return errLines().getLast();
  }

  /** All that it said. */
  public String all() {
    return out + err;
  }
}
