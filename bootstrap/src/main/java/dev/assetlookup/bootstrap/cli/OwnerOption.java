package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.core.content.OrganizationId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The organization that a command works for. */
final class OwnerOption {
  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--org",
      required = true,
      paramLabel = "ORG",
      description = "Organization that owns the content.")
  private String organization = "";

  OrganizationId id() {
    return Commands.organization(spec, organization);
  }
}
