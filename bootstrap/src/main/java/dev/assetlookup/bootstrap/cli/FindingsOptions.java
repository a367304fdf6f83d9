package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.core.content.OrganizationId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whose findings a command prints, and how. */
final class FindingsOptions {
  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--org",
      paramLabel = "ORG",
      description = "Only this organization's. Default: all.")
  private @Nullable String organization;

  @Mixin private final JsonLinesOption json = new JsonLinesOption();

  /** The only organization to look at, or null for all. */
  @Nullable OrganizationId only() {
    return organization == null ? null : Commands.organization(spec, organization);
  }

  Findings printing(Progress progress) {
    return new Findings(Commands.out(spec), progress, json.isSet());
  }
}
