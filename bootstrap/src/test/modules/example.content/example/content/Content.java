package example.content;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ContainerStore;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Publishes an asset and looks it up. */
public final class Content {
  private static final Caller CALLER =
      new Caller(new OrganizationId("org_acme"), Set.of(Scope.CONTENT_READ, Scope.CONTENT_WRITE));
  private static final ContainerId CONTAINER =
      new ContainerId(UUID.fromString("9c855048-b470-42e7-8f1b-032324d48555"));

  private Content() {}

  public static String publishedAndFound(ContainerStore store) {
    AssetDescriptor slide =
        AssetDescriptor.at(new MediaUrl("https://media.example.com/slide-3.png")).build();
    PublishContainer.Result result =
        AssetLookup.over(store)
            .build()
            .publish(
                CALLER,
                new ContainerDraft(
                    CONTAINER,
                    null,
                    ContainerDetails.COMPLETED,
                    List.of(new AssetDraft(null, slide))),
                Precondition.ANY);
    if (!(result instanceof PublishContainer.Result.Published)) {
      throw new IllegalStateException(result.toString());
    }
    return found(AssetLookup.over(store).build());
  }

  private static String found(FindAsset assets) {
    FindAsset.Result result = assets.find(CALLER, CONTAINER.toString(), "slide-3");
    if (result instanceof FindAsset.Result.Found found) {
      return found.asset().descriptor().url().value();
    }
    return result.toString();
  }
}
