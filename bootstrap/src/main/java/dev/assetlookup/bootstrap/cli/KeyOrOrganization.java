package dev.assetlookup.bootstrap.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which keys {@code kill} and {@code restore} switch. */
final class KeyOrOrganization {
  @Parameters(arity = "0..1", paramLabel = "KEY_ID", description = "One key.")
  private @Nullable String id;

  @Option(names = "--org", paramLabel = "ORG", description = "All keys of an organization.")
  private @Nullable String organization;

  @Nullable String id() {
    return id;
  }

  @Nullable String organization() {
    return organization;
  }
}
