package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.KeyUses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Manages the keys of a store for the owner of one. Thread-safe. */
final class KeyAdministration implements AdministerKeys {
  private static final ScopeMissing SCOPE_MISSING = new ScopeMissing(Scope.KEYS_MANAGE);
  private static final NotFound NOT_FOUND = new NotFound();

  // Where a page has to go on, it may be past many keys that are hidden.
  private static final int LEAST = 100;

  private final ApiKeyStore keys;
  private final @Nullable KeyUses uses;
  private final ManageKeys manage;
  private final @Nullable String requestId;

  KeyAdministration(
      ApiKeyStore keys, @Nullable KeyUses uses, ManageKeys manage, @Nullable String requestId) {
    this.keys = Objects.requireNonNull(keys);
    this.uses = uses;
    this.manage = manage;
    this.requestId = requestId;
  }

  @Override
  public AdministerKeys during(String id) {
    return new KeyAdministration(keys, uses, manage, id);
  }

  /** One more than the page has is read, to know whether there is another one. */
  @Override
  public Listed list(ApiKey by, @Nullable ApiKeyId after, int limit) {
    if (!mayManage(by)) {
      return SCOPE_MISSING;
    }
    KeyReach reach = new KeyReach(by);
    List<ApiKey> seen = new ArrayList<>();
    ApiKeyId last = after;
    int wanted = limit + 1;
    while (seen.size() <= limit) {
      List<ListedKey> page = keys.listKeys(by.organization(), last, wanted);
      if (page.isEmpty()) {
        return page(seen, null);
      }
      for (ListedKey entry : page) {
        if (entry instanceof ListedKey.Whole whole && reach.sees(whole.key())) {
          seen.add(whole.key());
        }
      }
      last = page.get(page.size() - 1).id();
      wanted = Math.max(wanted, LEAST);
    }
    return page(seen.subList(0, limit), seen.get(limit - 1).id());
  }

  private Listed page(List<ApiKey> seen, @Nullable ApiKeyId next) {
    List<ApiKeyId> ids = seen.stream().map(ApiKey::id).toList();
    return new Listed.Page(seen, uses == null ? Map.of() : uses.lastUses(ids), next);
  }

  @Override
  public Created create(ApiKey by, MintRequest request) {
    if (!mayManage(by)) {
      return SCOPE_MISSING;
    }
    if (!request.terms().organization().equals(by.organization())) {
      throw new IllegalArgumentException("a key of another organization cannot be minted");
    }
    Set<Excess> excess = new KeyReach(by).excess(request.terms());
    return excess.isEmpty() ? new Created.Done(manage(by).mint(request)) : new Exceeds(excess);
  }

  @Override
  public Rotated rotate(ApiKey by, ApiKeyId id, Duration grace) {
    if (!mayManage(by)) {
      return SCOPE_MISSING;
    }
    Optional<ApiKey> found = find(by, id);
    if (found.isEmpty()) {
      return NOT_FOUND;
    }
    Set<Excess> excess = new KeyReach(by).excess(found.get().terms());
    if (!excess.isEmpty()) {
      return new Exceeds(excess);
    }
    ManageKeys.Rotation rotation = manage(by).rotate(id, grace);
    if (rotation instanceof ManageKeys.Rotation.Rotated rotated) {
      return new Rotated.Done(rotated.minted());
    }
    if (rotation instanceof ManageKeys.Rotation.NotUsable) {
      return new Rotated.NotUsable();
    }
    return rotation instanceof ManageKeys.Rotation.Conflict ? new Rotated.Conflict() : NOT_FOUND;
  }

  @Override
  public Changed revoke(ApiKey by, ApiKeyId id) {
    return change(by, id, key -> Set.of(), manage(by)::revoke);
  }

  @Override
  public Changed kill(ApiKey by, ApiKeyId id) {
    return change(by, id, key -> Set.of(), manage(by)::killKey);
  }

  @Override
  public Changed restore(ApiKey by, ApiKeyId id) {
    return change(by, id, key -> new KeyReach(by).excess(key.terms()), manage(by)::restoreKey);
  }

  /** Changes a key that may do nothing which, for this change, is too much. */
  private Changed change(
      ApiKey by, ApiKeyId id, Function<ApiKey, Set<Excess>> tooMuch, Predicate<ApiKeyId> change) {
    if (!mayManage(by)) {
      return SCOPE_MISSING;
    }
    Optional<ApiKey> found = find(by, id);
    if (found.isEmpty()) {
      return NOT_FOUND;
    }
    Set<Excess> excess = tooMuch.apply(found.get());
    if (!excess.isEmpty()) {
      return new Exceeds(excess);
    }
    return change.test(id)
        ? find(by, id).<Changed>map(Changed.Done::new).orElse(NOT_FOUND)
        : NOT_FOUND;
  }

  private ManageKeys manage(ApiKey by) {
    Actor actor = by.caller().actor();
    return manage.as(requestId == null ? actor : actor.during(requestId));
  }

  private static boolean mayManage(ApiKey by) {
    return by.caller().may(Scope.KEYS_MANAGE);
  }

  /** A corrupt key shows nobody whose it is. */
  private Optional<ApiKey> find(ApiKey by, ApiKeyId id) {
    try {
      return keys.findKey(id).filter(new KeyReach(by)::sees);
    } catch (CorruptRecordException e) {
      return Optional.empty();
    }
  }
}
