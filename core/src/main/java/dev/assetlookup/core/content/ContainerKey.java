package dev.assetlookup.core.content;

import java.util.Comparator;

/**
 * What identifies a container in a store: two organizations may use one container id and never
 * notice. Ordered by organization, then container.
 *
 * @param organization the owner
 * @param container the id within the organization
 */
public record ContainerKey(OrganizationId organization, ContainerId container)
    implements Comparable<ContainerKey> {
  private static final Comparator<ContainerKey> ORDER =
      Comparator.comparing(ContainerKey::organization).thenComparing(ContainerKey::container);

  @Override
  public int compareTo(ContainerKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return organization + "/" + container;
  }
}
