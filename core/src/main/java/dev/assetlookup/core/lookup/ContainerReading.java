package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.visibility.VisibleAssets;
import java.util.Optional;

/** Reads whole containers over any store. */
record ContainerReading(VisibleAssets containers) implements ReadContainer {
  @Override
  public Result read(Caller caller, ContainerId container) {
    if (!caller.may(Scope.CONTENT_READ)) {
      return new Result.ScopeMissing(Scope.CONTENT_READ);
    }
    Optional<Container> stored;
    try {
      stored = containers.read(caller, container);
    } catch (CorruptRecordException e) {
      return new Result.Unreadable(String.valueOf(e.getMessage()));
    }
    if (stored.isEmpty()) {
      return new Result.NotFound();
    }
    return stored.get().isDeleted() ? new Result.Deleted() : new Result.Found(stored.get());
  }
}
