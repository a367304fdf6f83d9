package dev.assetlookup.json;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.json.LineResult.Change;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Publishes the container of one document of an import. Thread-safe.
 *
 * @param containers where containers are published
 * @param outages decides whether a publish without an answer ends the import
 * @param lost whether the import has ended, so that nothing is tried again
 */
record DocumentPublishing(PublishContainer containers, OutageCheck outages, BooleanSupplier lost) {
  private static final Logger LOG = System.getLogger(Importer.class.getName());
  // Publishing the same again is safe, and shows whether the attempt before was stored. On a busy
  // machine one may have waited in vain for a connection that the others had.
  private static final int ATTEMPTS = 3;

  /**
   * One container that the store cannot answer for does not end an import.
   *
   * @throws StoreUnavailableException if the store is lost
   */
  LineResult publish(ContainerDocument document) {
    return outages.attempt(
        () -> publishAnswered(document), e -> new LineResult.Bad(String.valueOf(e.getMessage())));
  }

  private LineResult publishAnswered(ContainerDocument document) {
    Caller owner = new Caller(document.organization(), Set.of(Scope.CONTENT_WRITE));
    int assets = document.draft().assets().size();
    PublishContainer.Result result = attempt(owner, document);
    if (result instanceof PublishContainer.Result.Published published) {
      return new LineResult.Stored(published.created() ? Change.CREATED : Change.REPLACED, assets);
    }
    if (result instanceof PublishContainer.Result.Unchanged) {
      return new LineResult.Stored(Change.UNCHANGED, assets);
    }
    if (result instanceof PublishContainer.Result.Invalid invalid) {
      return new LineResult.Bad(JsonProblem.join(invalid.problems().stream().map(JsonProblem::of)));
    }
    if (result instanceof PublishContainer.Result.TooManySuperseded) {
      return new LineResult.Bad(
          "this container was replaced too often: what was superseded lately takes up all its"
              + " room; run the import again when assets.superseded-grace is over and a sweep"
              + " has come by");
    }
    if (result instanceof PublishContainer.Result.Conflict) {
      return new LineResult.Bad("other writers kept changing this container; run the import again");
    }
    throw new IllegalStateException("the scope was granted, and all projects: " + result);
  }

  private PublishContainer.Result attempt(Caller owner, ContainerDocument document) {
    for (int attempt = 1; ; attempt++) {
      try {
        return containers.publish(owner, document.draft(), Precondition.ANY);
      } catch (CorruptRecordException | StoreNotSetUpException e) {
        throw e;
      } catch (StoreUnavailableException e) {
        if (attempt == ATTEMPTS || lost.getAsBoolean()) {
          throw e;
        }
        LOG.log(Level.DEBUG, "publishing once more", e);
      }
    }
  }
}
