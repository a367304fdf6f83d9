package dev.assetlookup.core.rules;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that never answers: whoever asks it fails. */
final class UnreachableStore implements ContainerStore {
  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    throw noAnswer();
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    throw noAnswer();
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    throw noAnswer();
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    throw noAnswer();
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    throw noAnswer();
  }

  @Override
  public Revision latestRevision(ContainerKey key) {
    throw noAnswer();
  }

  @Override
  public Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    throw noAnswer();
  }

  @Override
  public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    throw noAnswer();
  }

  private static StoreUnavailableException noAnswer() {
    return new StoreUnavailableException("no answer", new IllegalStateException("no line"));
  }
}
