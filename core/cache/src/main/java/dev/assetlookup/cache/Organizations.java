package dev.assetlookup.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings what is remembered of an organization up to now, once for each request. Thread-safe. */
final class Organizations {
  // Overtaken more often than this, a request reads the store instead.
  private static final int ATTEMPTS = 5;

  private final ChangeLog log;
  private final HeadReader heads;
  private final Memory memory;
  private final OneLook oneLook;
  private final Cache<OrganizationId, Organization> organizations;

  Organizations(ChangeLog log, HeadReader heads, Memory memory, OneLook oneLook, long most) {
    this.log = log;
    this.heads = heads;
    this.memory = memory;
    this.oneLook = oneLook;
    this.organizations = Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }

  /**
   * Looks at the log, and drops what has changed.
   *
   * @return the organization with nothing in it that is older than this call; null if the store has
   *     to be read itself and nothing remembered
   */
  @Nullable Organization current(OrganizationId id) {
    Organization looked = oneLook.organization(id);
    if (looked != null) {
      return looked;
    }
    for (int i = 0; i < ATTEMPTS; i++) {
      Organization known = organizations.getIfPresent(id);
      LogHead before = known == null ? LogHead.EMPTY : known.reached();
      Optional<LogHead> look = heads.head(id);
      if (look.isEmpty()) {
        return null;
      }
      LogHead head = look.get();
      Organization organization = known == null ? begin(id, head) : known;
      switch (organization.follow(before, head, log, memory)) {
        case REACHED -> {
          oneLook.remember(id, organization);
          return organization;
        }
        case LOST -> organizations.asMap().remove(id, organization);
        case OVERTAKEN -> {}
      }
    }
    return null;
  }

  /** To be called before the store is read for a place, and {@link Place#ended} after. */
  Fill began(Place place) {
    // Asked first: without an answer nothing has begun that would have to end.
    boolean mayRemember = mayRemember();
    Fill fill = place.began();
    if (!mayRemember) {
      fill.makeVoid();
    }
    return fill;
  }

  /** Whether what this thread reads of the store next is the same for all. */
  boolean mayRemember() {
    return log.readsCommitted();
  }

  /** Whether the log stands where it did, by a look of its own. */
  boolean isAt(Organization organization, LogHead head) {
    return heads.head(organization.id()).filter(head::equals).isPresent();
  }

  private Organization begin(OrganizationId id, LogHead head) {
    return organizations.get(id, same -> new Organization(same, head));
  }
}
