package dev.assetlookup.core.store;

import java.util.Optional;

/** An open store with its ports. Thread-safe. */
public interface ProvidedStore extends AutoCloseable {
  /**
   * The lookup.
   *
   * @return the port, always the same
   */
  AssetReader assets();

  /**
   * Lists, publishing and sweeping.
   *
   * @return the port, always the same; empty if the store is read-only
   */
  Optional<ContainerStore> containers();

  /**
   * The API keys.
   *
   * @return the port, always the same
   */
  ApiKeyStore keys();

  /**
   * The changes of each organization.
   *
   * @return the port, always the same; empty if the store keeps no log, so that nobody can follow
   *     its changes and nothing that it holds is cached
   */
  default Optional<ChangeLog> changeLog() {
    return Optional.empty();
  }

  /**
   * Who changed what in each organization.
   *
   * @return the port, always the same; empty if the store keeps no audit trail
   */
  default Optional<AuditTrail> auditTrail() {
    return Optional.empty();
  }

  /**
   * How many writers at once the store does most with: one for a store in this process, more for
   * one that is some milliseconds away. An import uses so many.
   *
   * @return 1 or more
   */
  default int writers() {
    return 1;
  }

  /** Gives back what the store holds. No port is used any more. */
  @Override
  void close();
}
