package dev.assetlookup.bootstrap.cli;

import picocli.CommandLine.Option;

/** Whether a command that goes through many records prints for a program. */
final class JsonLinesOption {
  @Option(
      names = "--json",
      description = "Prints JSON Lines on standard output: what is wrong, and the counts last.")
  private boolean json;

  boolean isSet() {
    return json;
  }
}
