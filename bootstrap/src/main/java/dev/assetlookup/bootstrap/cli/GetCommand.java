package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.json.DescriptorJson;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    description = "Prints the descriptor of one asset as JSON, as the HTTP API answers it.")
final class GetCommand extends Subcommand implements Callable<Integer> {
  @Mixin private final OwnerOption owner = new OwnerOption();

  @Parameters(index = "0", paramLabel = "CONTAINER_ID", description = "UUID or cnt_ and a UUID.")
  private String container = "";

  @Parameters(index = "1", paramLabel = "ASSET_ID", description = "Id of the asset.")
  private String asset = "";

  @Override
  public Integer call() {
    OrganizationId organization = owner.id();
    Caller caller = new Caller(organization, Set.of(Scope.CONTENT_READ));
    try (Session session = root().session()) {
      return switch (session.application().findAsset().find(caller, container, asset)) {
        case FindAsset.Result.Found found -> {
          byte[] json = DescriptorJson.write(found);
          Commands.out(spec()).println(new String(json, StandardCharsets.UTF_8));
          yield ExitCode.OK;
        }
        case FindAsset.Result.AssetNotFound none -> absent("Asset not on this container.");
        case FindAsset.Result.Superseded gone ->
            absent(
                "Asset not on this container: superseded at "
                    + gone.supersededAt()
                    + (gone.successor() == null
                        ? "."
                        : "; in its place is " + gone.successor().id() + "."));
        case FindAsset.Result.ContainerDeleted gone ->
            absent("Container not found: organization " + organization + " deleted it.");
        case FindAsset.Result.ContainerNotFound none ->
            absent("Container not found in organization " + organization + ".");
        case FindAsset.Result.Unreadable corrupt ->
            throw new StoreUnavailableException(corrupt.reason(), null);
        case FindAsset.Result.ScopeMissing missing ->
            throw new IllegalStateException("the scope was granted");
      };
    }
  }

  private int absent(String message) {
    Commands.err(spec()).println("asset-lookup: " + message);
    return ExitCode.SOFTWARE;
  }
}
