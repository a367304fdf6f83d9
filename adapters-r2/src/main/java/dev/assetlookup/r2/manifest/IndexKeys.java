package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the entries of the index. An entry is its key: a stem that says everything, and an id
 * of the write that made it, so that no two writes ever use one key.
 */
final class IndexKeys {
  private static final HexFormat HEX = HexFormat.of();
  private static final int TIME = 16;
  private static final int UUID_HEX = 32;
  private static final int ENTRY_ID = 16;

  private IndexKeys() {}

  /** The beginning of the entries of an organization's list, or of that of one of its projects. */
  static String list(OrganizationId organization, @Nullable String projectId) {
    return ObjectKeys.ORGANIZATIONS
        + ObjectKeys.segment(organization.value())
        + ObjectKeys.LISTS
        + (projectId == null ? "all" : "projects/" + ObjectKeys.segment(projectId))
        + "/";
  }

  /** The beginning of the entries that say what is due. */
  static String due(Stage stage) {
    return "due/" + stage.name().toLowerCase(Locale.ROOT) + "/";
  }

  /** The key after which a list goes on; null at its beginning. */
  static @Nullable String listStart(
      String list, @Nullable Instant until, @Nullable ContainerPosition after) {
    String newest = until == null ? null : list + inverted(until);
    String next = after == null ? null : listStem(list, after) + ObjectKeys.LAST;
    if (newest == null || next == null) {
      return newest == null ? next : newest;
    }
    return newest.compareTo(next) > 0 ? newest : next;
  }

  /** The key after which what is due goes on; null at its beginning. */
  static @Nullable String dueStart(String due, @Nullable Due after) {
    if (after == null || after.since().isBefore(Instant.EPOCH)) {
      return null;
    }
    boolean between =
        !after.since().equals(after.since().truncatedTo(ChronoUnit.MICROS))
            || after.since().isAfter(UtcTime.LATEST);
    return between
        ? due + time(after.since()) + ObjectKeys.LAST
        : dueStem(due, after) + ObjectKeys.LAST;
  }

  /**
   * Where the container of an entry stands in its list; empty if the key is not that of an entry.
   */
  static Optional<ContainerPosition> position(String list, String entry) {
    String name = entry.substring(list.length());
    if (name.length() != TIME + 1 + UUID_HEX + 1 + ENTRY_ID) {
      return Optional.empty();
    }
    try {
      long micros = Long.MAX_VALUE - HexFormat.fromHexDigitsToLong(name, 0, TIME);
      int uuid = TIME + 1;
      return Optional.of(
          new ContainerPosition(
              Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
              new ContainerId(
                  new UUID(
                      ~HexFormat.fromHexDigitsToLong(name, uuid, uuid + 16),
                      ~HexFormat.fromHexDigitsToLong(name, uuid + 16, uuid + UUID_HEX)))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What an entry says is due; empty if the key is not that of an entry. */
  static Optional<Due> due(String due, String entry) {
    String[] parts = entry.substring(due.length()).split("!", -1);
    if (parts.length != 4 || parts[0].length() != TIME) {
      return Optional.empty();
    }
    try {
      Instant since =
          Instant.EPOCH.plus(HexFormat.fromHexDigitsToLong(parts[0]), ChronoUnit.MICROS);
      OrganizationId organization = new OrganizationId(parts[1]);
      return ContainerId.parse(parts[2])
          .map(container -> new Due(since, new ContainerKey(organization, container)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The entries that a container must have: its former ones as far as they still hold, and new ones
   * for the rest.
   */
  static List<String> entries(Container container, List<String> former, UUID token) {
    String id = HEX.toHexDigits(token.getMostSignificantBits());
    return stems(container).stream()
        .map(
            stem ->
                former.stream()
                    .filter(entry -> isOf(stem, entry))
                    .findFirst()
                    .orElseGet(() -> stem + id))
        .toList();
  }

  private static boolean isOf(String stem, String entry) {
    return entry.length() == stem.length() + ENTRY_ID && entry.startsWith(stem);
  }

  /** Whether a key can be an entry of this container, so that its writers may delete it. */
  static boolean isEntry(ContainerKey key, String entry) {
    String lists =
        ObjectKeys.ORGANIZATIONS
            + ObjectKeys.segment(key.organization().value())
            + ObjectKeys.LISTS;
    return entry.startsWith(lists)
        ? entry.contains("-" + inverted(key.container()) + "-")
        : entry.startsWith("due/") && entry.contains(dueName(key));
  }

  private static List<String> stems(Container container) {
    OrganizationId organization = container.key().organization();
    ContainerPosition position =
        new ContainerPosition(container.createdAt(), container.key().container());
    List<String> stems = new ArrayList<>();
    if (!container.isDeleted()) {
      stems.add(listStem(list(organization, null), position));
      String projectId = container.details().projectId();
      if (projectId != null) {
        stems.add(listStem(list(organization, projectId), position));
      }
    }
    addDue(stems, Stage.RELEASE, container.heldSince(), container.key());
    addDue(stems, Stage.FORGET, container.staleSince(), container.key());
    return stems;
  }

  private static void addDue(
      List<String> stems, Stage stage, @Nullable Instant since, ContainerKey key) {
    if (since != null) {
      stems.add(dueStem(due(stage), new Due(since, key)));
    }
  }

  private static String listStem(String list, ContainerPosition position) {
    return list + inverted(position.createdAt()) + "-" + inverted(position.container()) + "-";
  }

  private static String dueStem(String due, Due what) {
    return due + time(what.since()) + dueName(what.key());
  }

  private static String dueName(ContainerKey key) {
    return "!" + key.organization() + "!" + key.container().uuid() + "!";
  }

  private static String time(Instant time) {
    return HEX.toHexDigits(micros(time));
  }

  private static String inverted(Instant time) {
    return HEX.toHexDigits(Long.MAX_VALUE - micros(time));
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(
        Instant.EPOCH, time.isAfter(UtcTime.LATEST) ? UtcTime.LATEST : time);
  }

  private static String inverted(ContainerId container) {
    UUID uuid = container.uuid();
    return HEX.toHexDigits(~uuid.getMostSignificantBits())
        + HEX.toHexDigits(~uuid.getLeastSignificantBits());
  }
}
