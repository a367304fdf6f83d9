package dev.assetlookup.cache;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.ContainerChange.Kind;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.core.store.ProjectReading;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cache as one would write it first, for one thread, with one thing wrong. It numbers what it
 * keeps instead of voiding it.
 */
final class PlantedCache implements AssetReader, ApiKeyReader {
  private final WatchedStore store;
  private final Defect defect;
  private final Map<OrganizationId, LogHead> reached = new HashMap<>();
  private final Map<AssetKey, Reading> readings = new HashMap<>();
  private final Map<ContainerKey, Optional<Container>> containers = new HashMap<>();
  private final Map<ContainerKey, Optional<String>> projects = new HashMap<>();
  private final Map<ContainerKey, Long> changedAt = new HashMap<>();
  private final Map<ApiKeyId, KeptKey> keys = new HashMap<>();

  PlantedCache(WatchedStore store, Defect defect) {
    this.store = store;
    this.defect = defect;
  }

  /** What is wrong, with the rule that has to notice. */
  enum Defect {
    NONE(""),
    KEEPS_WITHOUT_A_CHECK("a_container_that_changed_while_it_was_read_is_not_kept"),
    NUMBERS_AFTER_THE_READ("a_container_that_changed_while_it_was_read_is_not_kept"),
    KEEPS_WHOLE_CONTAINERS_UNCHECKED(
        "a_whole_container_that_changed_while_it_was_read_is_not_kept"),
    KEEPS_SUCH_A_BATCH_UNCHECKED(
        "of_many_assets_read_at_once_those_that_changed_meanwhile_are_not_kept"),
    MIXES_MOMENTS("many_assets_are_of_one_moment_whatever_of_them_is_remembered"),
    FORGETS_KEYS("a_revoked_key_is_seen"),
    DROPS_ONE_KEY("an_organization_that_is_killed_is_seen_on_each_of_its_keys"),
    NUMBERS_KEYS_AFTER_THE_READ("a_key_that_was_revoked_while_it_was_read_is_not_kept"),
    REMEMBERS_THAT_A_KEY_IS_ABSENT("a_key_that_did_not_exist_is_found_once_it_is_added"),
    DROPS_ADDED_IDS_ALONE("each_asset_of_a_container_that_changed_is_read_again"),
    DROPS_THE_LAST_CHANGE_ALONE("several_changes_are_caught_up_with_at_once"),
    IGNORES_SWEEPS("what_is_deleted_removed_and_published_anew_is_seen_each_time"),
    KEEPS_ABSENCE("an_asset_that_was_absent_is_found_once_it_is_published"),
    IGNORES_THE_ORGANIZATION("another_organizations_container_of_the_same_id_is_another"),
    LOOKS_AT_THE_SEQUENCE_ALONE("a_restored_store_that_has_grown_to_the_same_length_is_read_anew"),
    IGNORES_A_SHORTER_LOG("a_restored_store_with_a_shorter_log_is_read_anew"),
    IGNORES_THAT_CHANGES_ARE_NOT_KEPT(
        "what_changed_in_a_part_of_the_log_that_is_no_longer_kept_is_read_anew"),
    KEEPS_WHAT_A_TRANSACTION_SEES(
        "a_transaction_sees_what_it_has_written_and_nobody_else_keeps_it"),
    KEEPS_WHAT_AN_EARLIER_MOMENT_SHOWS("what_a_transaction_sees_of_an_earlier_moment_nobody_keeps"),
    ANSWERS_FOR_A_LOST_STORE("a_lost_store_is_no_answer_though_the_asset_is_remembered"),
    KEEPS_CORRUPT_RECORDS("a_corrupt_record_is_not_remembered"),
    DECIDES_BY_TIME_ONCE("a_superseded_asset_stops_resolving_though_it_is_remembered"),
    KEEPS_PROJECTS("a_container_that_has_moved_is_in_its_new_project"),
    KEEPS_PROJECTS_APART(
        "an_asset_and_its_project_are_of_one_moment_whatever_of_them_is_remembered"),
    MIXES_MOMENTS_OF_PROJECTS(
        "many_assets_with_projects_are_of_one_moment_whatever_of_them_is_remembered"),
    READS_WITH_PROJECTS_EACH_TIME("what_did_not_change_is_read_once_with_its_project"),
    KEEPS_NOTHING("what_did_not_change_is_read_once");

    final String noticedBy;

    Defect(String noticedBy) {
      this.noticedBy = noticedBy;
    }
  }

  private boolean is(Defect one) {
    return defect == one;
  }

  /** How far the log was followed, null within a transaction. */
  private @Nullable LogHead current(OrganizationId id) {
    Optional<List<LogHead>> look;
    try {
      look = store.heads(List.of(id));
    } catch (StoreUnavailableException e) {
      if (is(Defect.ANSWERS_FOR_A_LOST_STORE) && reached.containsKey(id)) {
        return reached.get(id);
      }
      throw e;
    }
    if (look.isEmpty()) {
      return is(Defect.KEEPS_WHAT_A_TRANSACTION_SEES) ? LogHead.EMPTY : null;
    }
    LogHead head = look.get().get(0);
    LogHead before = reached.putIfAbsent(id, head);
    if (before != null && !isThere(before, head)) {
      follow(id, before.last(), head.last());
      if (reached.getOrDefault(id, head).last().sequence() >= before.last().sequence()) {
        reached.put(id, head);
      }
    }
    return head;
  }

  private boolean isThere(LogHead before, LogHead head) {
    return is(Defect.LOOKS_AT_THE_SEQUENCE_ALONE)
        ? head.last().sequence() == before.last().sequence()
        : head.equals(before);
  }

  private void follow(OrganizationId id, LogPosition from, LogPosition to) {
    if (to.sequence() < from.sequence() && is(Defect.IGNORES_A_SHORTER_LOG)) {
      return;
    }
    if (to.sequence() > from.sequence()
        && store.changes(id, from, 1_000) instanceof Changes.Page page) {
      List<Change> changes = page.changes();
      int first = is(Defect.DROPS_THE_LAST_CHANGE_ALONE) ? changes.size() - 1 : 0;
      changes.subList(first, changes.size()).forEach(change -> drop(id, change));
    } else if (!is(Defect.IGNORES_THAT_CHANGES_ARE_NOT_KEPT)) {
      readings.keySet().removeIf(key -> key.container().organization().equals(id));
      containers.keySet().removeIf(key -> key.organization().equals(id));
      keys.values().removeIf(kept -> kept.isOf(id));
    }
  }

  private void drop(OrganizationId id, Change change) {
    if (change instanceof Change.OfContainer written) {
      ContainerChange what = written.change();
      ContainerKey container = new ContainerKey(id, what.container());
      if (is(Defect.IGNORES_SWEEPS) && what.kind() == Kind.SWEPT) {
        return;
      }
      changedAt.put(container, change.position().sequence());
      containers.remove(container);
      if (!is(Defect.KEEPS_PROJECTS)) {
        projects.remove(container);
      }
      readings
          .keySet()
          .removeIf(
              key ->
                  key.container().equals(container)
                      && (!is(Defect.DROPS_ADDED_IDS_ALONE)
                          || what.added().ids().indexOf(key.asset()) == 0)
                      && !(is(Defect.KEEPS_ABSENCE)
                          && readings.get(key) instanceof Reading.NoSuchAsset));
    } else if (is(Defect.DROPS_ONE_KEY)) {
      if (keys.size() > 1) {
        keys.keySet().stream().findFirst().ifPresent(keys::remove);
      }
    } else if (!is(Defect.FORGETS_KEYS)) {
      keys.values().removeIf(kept -> kept.isOf(id));
    }
  }

  private ContainerKey place(ContainerKey container) {
    return is(Defect.IGNORES_THE_ORGANIZATION)
        ? new ContainerKey(Samples.ACME, container.container())
        : container;
  }

  /** What the number of a read is: how far the log was followed when it began. */
  private long number(LogHead before, OrganizationId id, Defect after) {
    return is(after)
        ? reached.getOrDefault(id, before).last().sequence()
        : before.last().sequence();
  }

  private boolean isCurrent(ContainerKey container, long number, Defect careless) {
    return is(careless) || changedAt.getOrDefault(container, 0L) <= number;
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    LogHead head = current(container.organization());
    if (head == null) {
      return store.find(container, asset);
    }
    AssetKey key = new AssetKey(place(container), asset);
    Reading kept = readings.get(key);
    if (kept instanceof Reading.Corrupt) {
      throw new StoreUnavailableException("kept", null);
    }
    if (kept != null) {
      return kept;
    }
    Reading found;
    try {
      found = store.find(container, asset);
    } catch (StoreUnavailableException e) {
      if (is(Defect.KEEPS_CORRUPT_RECORDS)) {
        readings.put(key, new Reading.Corrupt("kept"));
      }
      throw e;
    }
    if (!store.readsCommitted() && !is(Defect.KEEPS_WHAT_AN_EARLIER_MOMENT_SHOWS)) {
      return found;
    }
    long number = number(head, container.organization(), Defect.NUMBERS_AFTER_THE_READ);
    if (isCurrent(key.container(), number, Defect.KEEPS_WITHOUT_A_CHECK)
        && !is(Defect.KEEPS_NOTHING)) {
      readings.put(key, decided(found));
    }
    return found;
  }

  private Reading decided(Reading found) {
    return is(Defect.DECIDES_BY_TIME_ONCE) && found instanceof Reading.Present present
        ? new Reading.Present(present.asset(), null)
        : found;
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    LogHead head = current(key.organization());
    if (head == null) {
      return store.read(key);
    }
    Optional<Container> kept = containers.getOrDefault(place(key), Optional.empty());
    if (kept.isPresent()) {
      return kept;
    }
    Optional<Container> found = store.read(key);
    if (isCurrent(place(key), head.last().sequence(), Defect.KEEPS_WHOLE_CONTAINERS_UNCHECKED)) {
      containers.put(place(key), found);
    }
    return found;
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    OrganizationId id = assets.get(0).container().organization();
    LogHead head = current(id);
    if (head == null) {
      return store.findAll(assets);
    }
    if (is(Defect.MIXES_MOMENTS)) {
      return assets.stream().map(this::keptOrFound).toList();
    }
    if (readings.keySet().containsAll(assets)) {
      return assets.stream().map(readings::get).map(Reading.class::cast).toList();
    }
    List<Reading> found = store.findAll(assets);
    for (int i = 0; i < assets.size(); i++) {
      if (!(found.get(i) instanceof Reading.Corrupt)
          && isCurrent(
              assets.get(i).container(),
              head.last().sequence(),
              Defect.KEEPS_SUCH_A_BATCH_UNCHECKED)) {
        readings.put(assets.get(i), found.get(i));
      }
    }
    return found;
  }

  /** As whole containers are, which say both; else with what is wrong. */
  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    if (is(Defect.READS_WITH_PROJECTS_EACH_TIME)) {
      return store.findWithProject(container, asset);
    }
    if (!is(Defect.KEEPS_PROJECTS) && !is(Defect.KEEPS_PROJECTS_APART)) {
      return AssetReader.super.findWithProject(container, asset);
    }
    Reading reading = find(container, asset);
    Optional<String> project =
        projects.computeIfAbsent(
            container, key -> Optional.ofNullable(store.findWithProject(key, asset).projectId()));
    return new ProjectReading(reading, project.orElse(null));
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    if (is(Defect.MIXES_MOMENTS_OF_PROJECTS) && assets.size() > 1) {
      ProjectReading kept = findWithProject(assets.get(0).container(), assets.get(0).asset());
      List<AssetKey> rest = assets.subList(1, assets.size());
      return Stream.concat(Stream.of(kept), store.findAllWithProjects(rest).stream()).toList();
    }
    return is(Defect.READS_WITH_PROJECTS_EACH_TIME)
        ? store.findAllWithProjects(assets)
        : AssetReader.super.findAllWithProjects(assets);
  }

  private Reading keptOrFound(AssetKey key) {
    Reading kept = readings.get(key);
    return kept == null ? store.find(key.container(), key.asset()) : kept;
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    KeptKey kept = keys.get(id);
    if (kept != null && kept.found.isEmpty()) {
      return kept.found;
    }
    Optional<ApiKey> first = kept == null ? store.findKey(id) : kept.found;
    if (first.isEmpty()) {
      if (is(Defect.REMEMBERS_THAT_A_KEY_IS_ABSENT)) {
        keys.put(id, new KeptKey(first, 0));
      }
      return first;
    }
    LogHead head = current(first.get().organization());
    if (head == null) {
      return store.findKey(id);
    }
    kept = keys.get(id);
    boolean isKept = is(Defect.FORGETS_KEYS) || is(Defect.DROPS_ONE_KEY);
    if (kept != null && (isKept || kept.revision == head.keyRevision())) {
      return kept.found;
    }
    Optional<ApiKey> found = store.findKey(id);
    LogHead now = reached.getOrDefault(first.get().organization(), head);
    long revision = is(Defect.NUMBERS_KEYS_AFTER_THE_READ) ? now.keyRevision() : head.keyRevision();
    keys.put(id, new KeptKey(found, revision));
    return found;
  }

  private record KeptKey(Optional<ApiKey> found, long revision) {
    boolean isOf(OrganizationId id) {
      return found.isPresent() && found.get().organization().equals(id);
    }
  }
}
