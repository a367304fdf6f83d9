package dev.assetlookup.r2;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import java.util.List;
import java.util.Optional;

/**
 * What is stored under a container's key.
 *
 * @param document as it was read
 * @param container what it holds, empty once the container is removed
 * @param index the entries of the index that lead to it
 */
record Manifest(Document document, Optional<Container> container, List<String> index) {
  Revision revision() {
    return container.map(Container::revision).orElse(Revision.NONE);
  }
}
