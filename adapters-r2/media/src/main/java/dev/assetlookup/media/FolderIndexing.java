package dev.assetlookup.media;

import static java.util.stream.Collectors.toSet;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.json.JsonProblem;
import dev.assetlookup.r2.objects.MediaLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Publishes the objects of one folder as a container. Thread-safe. */
record FolderIndexing(
    MediaLocation location,
    AssetReader containers,
    PublishContainer publishing,
    OrganizationId organization,
    OutageCheck outages) {
  private static final int ATTEMPTS = 3;

  /** An object or a container that cannot be described or published, and why. */
  record Finding(String subject, String reason) {}

  /** The result for one container. */
  record Result(ContainerId container, Ending ending, List<Finding> findings) {}

  enum Ending {
    NOTHING,
    CREATED,
    REPLACED,
    UNCHANGED,
    DELETED
  }

  Result index(Folder folder) {
    return outages.attempt(() -> answered(folder), e -> failed(folder, e));
  }

  private Result failed(Folder folder, StoreUnavailableException e) {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(folder.container().toString(), String.valueOf(e.getMessage())));
    findings.addAll(unowned(folder, null));
    return new Result(folder.container(), Ending.NOTHING, findings);
  }

  private Result answered(Folder folder) {
    List<Finding> findings = new ArrayList<>();
    Ending ending = Ending.NOTHING;
    if (folder.hasTooMany()) {
      String reason = "has more than %,d objects".formatted(Container.MAX_ASSETS);
      findings.add(new Finding(folder.container().toString(), reason));
    } else if (!folder.own().isEmpty()) {
      ending = publish(folder, findings);
    }
    findings.addAll(unowned(folder, folder.unowned().isEmpty() ? null : read(folder.container())));
    return new Result(folder.container(), ending, findings);
  }

  private List<Finding> unowned(Folder folder, @Nullable Container stored) {
    Set<String> thumbnails =
        stored == null
            ? Set.of()
            : stored.assets().stream()
                .flatMap(asset -> Stream.ofNullable(asset.descriptor().thumbnailUrl()))
                .flatMap(url -> location.key(url).stream())
                .collect(toSet());
    return folder.unowned().entrySet().stream()
        .filter(object -> !thumbnails.contains(object.getKey()))
        .map(object -> new Finding(object.getKey(), object.getValue()))
        .toList();
  }

  private @Nullable Container read(ContainerId container) {
    return containers.read(new ContainerKey(organization, container)).orElse(null);
  }

  private Ending publish(Folder folder, List<Finding> findings) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Container stored = read(folder.container());
      if (stored != null && stored.isDeleted()) {
        return Ending.DELETED;
      }
      findings.clear();
      ContainerDraft draft =
          new Merge(location, folder.container(), stored, folder.own())
              .draft((subject, reason) -> findings.add(new Finding(subject, reason)));
      Precondition precondition =
          stored == null ? Precondition.ABSENT : new Precondition.At(stored.revision());
      Ending ending = publish(draft, precondition, findings);
      if (ending != null) {
        return ending;
      }
    }
    findings.add(
        new Finding(
            folder.container().toString(), "other writers kept changing it; run the index again"));
    return Ending.NOTHING;
  }

  /** Null if another writer came between. */
  private @Nullable Ending publish(
      ContainerDraft draft, Precondition precondition, List<Finding> findings) {
    Caller owner = new Caller(organization, Set.of(Scope.CONTENT_WRITE));
    return switch (publishing.publish(owner, draft, precondition)) {
      case PublishContainer.Result.Published published ->
          published.created() ? Ending.CREATED : Ending.REPLACED;
      case PublishContainer.Result.Unchanged unchanged -> Ending.UNCHANGED;
      case PublishContainer.Result.Conflict conflict -> null;
      case PublishContainer.Result.Invalid invalid -> {
        invalid.problems().stream()
            .map(JsonProblem::of)
            .map(p -> new Finding(draft.container() + p.pointer(), p.reason()))
            .forEach(findings::add);
        yield Ending.NOTHING;
      }
      case PublishContainer.Result.TooManySuperseded full -> {
        findings.add(new Finding(draft.container().toString(), MediaPublisher.REPLACED_TOO_OFTEN));
        yield Ending.NOTHING;
      }
      case PublishContainer.Result.ScopeMissing missing -> throw MediaPublisher.granted();
      case PublishContainer.Result.ProjectForbidden forbidden -> throw MediaPublisher.granted();
      case PublishContainer.Result.NotFound hidden -> throw MediaPublisher.granted();
    };
  }
}
