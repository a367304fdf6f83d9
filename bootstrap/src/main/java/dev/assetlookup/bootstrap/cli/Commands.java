package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What picocli has set by the time that a command runs. */
final class Commands {
  private Commands() {}

  static <T> T parent(@Nullable T parent) {
    return Objects.requireNonNull(parent);
  }

  static PrintWriter out(@Nullable CommandSpec spec) {
    return parent(spec).commandLine().getOut();
  }

  static PrintWriter err(@Nullable CommandSpec spec) {
    return parent(spec).commandLine().getErr();
  }

  static ParameterException badUsage(@Nullable CommandSpec spec, String message) {
    return new ParameterException(parent(spec).commandLine(), message);
  }

  /** What the text of an option means; an {@link IllegalArgumentException} is bad usage. */
  static <T> T parsed(
      @Nullable CommandSpec spec, String option, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw badUsage(spec, option + " " + e.getMessage() + ": \"" + text + "\"");
    }
  }

  static OrganizationId organization(@Nullable CommandSpec spec, String text) {
    return OrganizationId.parse(text)
        .orElseThrow(
            () ->
                badUsage(
                    spec,
                    "--org must be 1 to 64 of A-Za-z0-9._-, or for a sandbox 1 to 59 and ~test, not"
                        + " \""
                        + text
                        + "\""));
  }

  static ContainerId container(@Nullable CommandSpec spec, String option, String text) {
    return ContainerId.parse(text)
        .orElseThrow(
            () -> badUsage(spec, option + " must be a UUID or cnt_ and a UUID: \"" + text + "\""));
  }
}
