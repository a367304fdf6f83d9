package dev.assetlookup.core.change;

/** One entry of the change log of an organization. */
public sealed interface Change {
  /**
   * The place behind this change.
   *
   * @return its number and time
   */
  LogPosition position();

  /**
   * A container was written or removed.
   *
   * @param position the place behind this change
   * @param change what was done
   */
  record OfContainer(LogPosition position, ContainerChange change) implements Change {}

  /**
   * An API key of the organization came into being, or its status or that of the whole organization
   * changed.
   *
   * @param position the place behind this change
   */
  record OfKeys(LogPosition position) implements Change {}
}
