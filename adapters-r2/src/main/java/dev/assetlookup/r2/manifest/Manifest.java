package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.r2.document.Document;
import java.util.List;
import java.util.Optional;

/**
 * A manifest.
 *
 * @param document as it was read
 * @param container what it holds, empty once the container is removed
 * @param latest the revision of the container, or the last one that it had
 * @param index the entries of the index that lead to it
 */
record Manifest(
    Document document, Optional<Container> container, Revision latest, List<String> index)
    implements StoredManifest {
  @Override
  public Revision revision() {
    return container.map(Container::revision).orElse(Revision.NONE);
  }
}
