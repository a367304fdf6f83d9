package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.MintRequest;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "create",
    description = "Mints a key. Prints it on standard output, alone on one line, this one time.")
final class KeysCreateCommand implements Callable<Integer> {
  private static final Set<Scope> USED =
      Set.of(
          Scope.CONTENT_READ,
          Scope.CONTENT_WRITE,
          Scope.ALL_DATA,
          Scope.KEYS_MANAGE,
          Scope.AUDIT_READ);

  @ParentCommand private @Nullable KeysCommand parent;
  @Spec private @Nullable CommandSpec spec;

  @Mixin private final OwnerOption owner = new OwnerOption();

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "S",
      description =
          "content:read, content:write or * for both; keys:manage; audit:read; may be repeated.")
  private List<String> scopes = List.of();

  @Option(
      names = "--project",
      paramLabel = "P",
      description = "Binds the key to this project, others are absent to it; may be repeated.")
  private List<String> projects = List.of();

  @Mixin private final ExpiryOptions expiry = new ExpiryOptions();

  @Option(
      names = "--env",
      defaultValue = "live",
      description = "live or test. Default: ${DEFAULT-VALUE}.")
  private ApiKey.Environment environment = ApiKey.Environment.LIVE;

  @Option(names = "--name", paramLabel = "TEXT", description = "A note for operators.")
  private @Nullable String name;

  @Option(
      names = "--org-name",
      paramLabel = "TEXT",
      description = "The organization's name, as whoami shows it.")
  private @Nullable String organizationName;

  @Option(
      names = "--tier",
      defaultValue = "standard",
      description =
          "standard, pilot, partner or unlimited, as whoami shows it. Default: ${DEFAULT-VALUE}.")
  private ApiKey.RateLimitTier tier = ApiKey.RateLimitTier.STANDARD;

  @Override
  public Integer call() {
    MintRequest request = request();
    PrintWriter err = Commands.err(spec);
    for (Scope scope : request.terms().scopes()) {
      if (!USED.contains(scope)) {
        err.println("note: no route asks for the scope " + scope + " yet");
      }
    }
    return Commands.parent(parent).writing(keys -> mint(keys, request));
  }

  private int mint(ManageKeys keys, MintRequest request) {
    ManageKeys.Minted minted = keys.mint(request);
    if (!KeyPrinting.printOnce(minted, spec)) {
      keys.revoke(minted.key().id());
      throw new CommandFailedException(
          "cannot write the key to standard output; it was revoked again");
    }
    return ExitCode.OK;
  }

  private MintRequest request() {
    try {
      Set<Scope> granted = new LinkedHashSet<>();
      scopes.forEach(scope -> granted.add(new Scope(scope)));
      KeyTerms.Builder terms =
          KeyTerms.builder(owner.id())
              .organizationName(organizationName)
              .scopes(granted)
              .environment(environment)
              .projects(projects())
              .expiresAt(expiry.expiresAt())
              .rateLimitTier(tier)
              .name(name);
      return new MintRequest(terms.build());
    } catch (IllegalArgumentException e) {
      throw Commands.badUsage(spec, String.valueOf(e.getMessage()));
    }
  }

  private Projects projects() {
    try {
      return projects.isEmpty() ? Projects.ALL : Projects.only(projects);
    } catch (IllegalArgumentException e) {
      throw Commands.badUsage(spec, "--project: " + e.getMessage());
    }
  }
}
