package dev.assetlookup.core.store;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Passes every call on to another log. To be extended by what does something before, after or in
 * place of some of the calls. As thread-safe as that log.
 */
public abstract class ForwardingChangeLog extends Forwarding<ChangeLog> implements ChangeLog {
  /**
   * Forwards to a log.
   *
   * @param log the other log
   */
  protected ForwardingChangeLog(ChangeLog log) {
    super(log);
  }

  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    return store().heads(organizations);
  }

  @Override
  public boolean readsCommitted() {
    return store().readsCommitted();
  }

  @Override
  public Changes changes(OrganizationId organization, LogPosition after, int limit) {
    return store().changes(organization, after, limit);
  }

  @Override
  public int trim(Instant before, int limit) {
    return store().trim(before, limit);
  }

  @Override
  public Listening listen(Consumer<OrganizationId> listener) {
    return store().listen(listener);
  }
}
