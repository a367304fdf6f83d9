package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.keys.AdministerKeys.Excess;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What whoever manages keys may see of others, and give to others.
 *
 * @param own the key of who manages
 */
record KeyReach(ApiKey own) {
  boolean sees(ApiKey key) {
    return key.organization().equals(own.organization())
        && key.environment() == own.environment()
        && covers(own.projects(), key.projects());
  }

  /** What a key of these terms may do that the own one may not. */
  Set<Excess> excess(KeyTerms terms) {
    Set<Excess> excess = EnumSet.noneOf(Excess.class);
    if (!terms.scopes().stream().allMatch(own.caller()::may)) {
      excess.add(Excess.SCOPES);
    }
    if (!covers(own.projects(), terms.projects())) {
      excess.add(Excess.PROJECTS);
    }
    if (terms.environment() != own.environment()) {
      excess.add(Excess.ENVIRONMENT);
    }
    if (terms.rateLimitTier().compareTo(own.rateLimitTier()) > 0) {
      excess.add(Excess.TIER);
    }
    if (isLater(terms.expiresAt(), own.expiresAt())) {
      excess.add(Excess.END);
    }
    return excess;
  }

  private static boolean covers(Projects all, Projects some) {
    return all.equals(Projects.ALL)
        || (all instanceof Projects.Only bound
            && some instanceof Projects.Only inner
            && bound.ids().containsAll(inner.ids()));
  }

  private static boolean isLater(@Nullable Instant end, @Nullable Instant than) {
    return than != null && (end == null || end.isAfter(than));
  }
}
