package dev.assetlookup.cache;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import java.util.List;
import java.util.Optional;

/** Looks how far the log of an organization has come. Thread-safe. */
@FunctionalInterface
interface HeadReader {
  /**
   * Looks once.
   *
   * @return the head, as it was at some moment after this call began; empty within a transaction of
   *     the caller's
   */
  Optional<LogHead> head(OrganizationId organization);

  /** Each call looks for itself. */
  static HeadReader alone(ChangeLog log) {
    return organization -> log.heads(List.of(organization)).map(heads -> heads.get(0));
  }
}
