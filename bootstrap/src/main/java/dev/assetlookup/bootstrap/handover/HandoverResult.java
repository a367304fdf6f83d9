package dev.assetlookup.bootstrap.handover;

/** The result of handing a command over. */
public sealed interface HandoverResult {
  /**
   * The command has run.
   *
   * @param code its exit code
   */
  record Exited(int code) implements HandoverResult {}

  /**
   * Its command line is wrong.
   *
   * @param command the command whose usage is to be shown, with the names of its parents
   * @param message what is wrong
   */
  record BadUsage(String command, String message) implements HandoverResult {}

  /** No server takes commands for this file. */
  record Nobody() implements HandoverResult {}

  /** The server runs as many commands as it can. */
  record Busy() implements HandoverResult {}

  /**
   * There is a server, or a socket, for somebody else.
   *
   * @param message whose, and what to do
   */
  record Refused(String message) implements HandoverResult {}

  /** There may be a server, but this user must not ask. */
  record Forbidden() implements HandoverResult {}

  /** The server has ended before the command had. What it had done is done. */
  record Lost() implements HandoverResult {}
}
