package dev.assetlookup.core.feed;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.feed.ReadChanges.Query;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.store.InMemoryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A store with writers of two organizations. */
final class Feed {
  static final OrganizationId ACME = new OrganizationId("org_acme");
  static final Caller READER = Caller.of("org_acme", Scope.CONTENT_READ);
  static final Caller WRITER = Caller.of("org_acme", Scope.CONTENT_WRITE);
  static final Caller STRANGER = Caller.of("org_other", Scope.CONTENT_READ, Scope.CONTENT_WRITE);

  final InMemoryStore store;
  final AssetLookup lookup;

  Feed() {
    this(InstantSource.system());
  }

  Feed(InstantSource clock) {
    this.store = new InMemoryStore(clock);
    this.lookup = AssetLookup.over(store).clock(clock).build();
  }

  static ContainerId container(int number) {
    return new ContainerId(new UUID(1, number));
  }

  void publish(int number, String file) {
    publish(WRITER, number, null, file);
  }

  void publish(Caller writer, int number, @Nullable String project, String... files) {
    ContainerDraft.Builder draft =
        ContainerDraft.builder(container(number))
            .details(ContainerDetails.builder().projectId(project).build());
    for (String file : files) {
      draft.asset(AssetDescriptor.at(new MediaUrl("https://media.test/" + file)).build());
    }
    lookup.publish(writer, draft.build(), Precondition.ANY);
  }

  void delete(int number) {
    lookup.delete(WRITER, container(number), Precondition.ANY);
  }

  static Query after(LogPosition position) {
    return Query.after(position);
  }

  static Query ofProject(LogPosition position, String project) {
    return new Query(position, project, ReadChanges.MAX_LIMIT);
  }

  static LogPosition now(ReadChanges changes) {
    return page(changes.now(READER)).next();
  }

  static Result.Page page(Result result) {
    return (Result.Page) result;
  }

  /** Kind and container of each change. */
  static List<String> described(Result result) {
    return page(result).changes().stream().map(Feed::described).toList();
  }

  private static String described(Change.OfContainer change) {
    return change.change().kind()
        + " "
        + change.change().container().uuid().getLeastSignificantBits();
  }
}
