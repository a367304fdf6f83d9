package dev.assetlookup.bootstrap.cli;

/** A command cannot do what was asked. The message is for the operator and says what to do. */
final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message);
  }
}
