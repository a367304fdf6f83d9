package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.ApiKeyId;
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
 * How the objects of the metadata bucket are named. All names are ASCII; those of one kind sort as
 * the core orders what they name.
 *
 * <p>An entry of the index tells everything in its name, which is a stem and, so that no two writes
 * ever use one name, an id of the write.
 */
final class ObjectKeys {
  static final String ORGANIZATIONS = "organizations/";
  static final String API_KEYS = "keys/";
  static final String PROBES = "probes/";

  private static final String JSON = ".json";
  private static final String CONTAINERS = "/containers/";
  private static final String LISTS = "/lists/";
  private static final HexFormat HEX = HexFormat.of();
  private static final int TIME = 16;
  private static final int UUID_HEX = 32;
  private static final int ENTRY_ID = 16;
  // After every character of an id.
  private static final String LAST = "~";

  private ObjectKeys() {}

  static String manifest(ContainerKey key) {
    return containers(key.organization()) + key.container().uuid() + JSON;
  }

  /** The beginning of the keys of an organization's manifests. */
  static String containers(OrganizationId organization) {
    return ORGANIZATIONS + segment(organization.value()) + CONTAINERS;
  }

  /** The container of a manifest, empty if the name is not one of ours. */
  static Optional<ContainerKey> container(OrganizationId organization, String key) {
    return name(key, containers(organization))
        .flatMap(ContainerId::parse)
        .map(container -> new ContainerKey(organization, container))
        .filter(container -> manifest(container).equals(key));
  }

  /** The container of a manifest of anybody's, empty if the name is not one of ours. */
  static Optional<ContainerKey> manifest(String key) {
    int end = key.indexOf('/', ORGANIZATIONS.length());
    return end < 0
        ? Optional.empty()
        : organization(key.substring(0, end + 1)).flatMap(owner -> container(owner, key));
  }

  /** The last key before those behind an organization's lists, if a key is in one; else itself. */
  static String endOfLists(String key) {
    int lists = key.startsWith(ORGANIZATIONS) ? key.indexOf(LISTS) : -1;
    return lists < 0 ? key : key.substring(0, lists) + LISTS + LAST;
  }

  /** The organization of a common beginning, {@code organizations/NAME/}. */
  static Optional<OrganizationId> organization(String prefix) {
    String name = prefix.substring(ORGANIZATIONS.length(), prefix.length() - 1);
    return OrganizationId.parse(name.replace("%2E", "."))
        .filter(organization -> segment(organization.value()).equals(name));
  }

  /** The last key before those after a common beginning. */
  static String end(String prefix) {
    // The character after the slash.
    return prefix.substring(0, prefix.length() - 1) + "0";
  }

  static String apiKey(ApiKeyId id) {
    return API_KEYS + id + JSON;
  }

  /** The key's id, empty if the name is not one of ours. */
  static Optional<ApiKeyId> apiKey(String key) {
    try {
      return name(key, API_KEYS).map(ApiKeyId::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> name(String key, String prefix) {
    boolean ours = key.endsWith(JSON) && key.length() > prefix.length() + JSON.length();
    return ours
        ? Optional.of(key.substring(prefix.length(), key.length() - JSON.length()))
        : Optional.empty();
  }

  /** The beginning of the entries of an organization's list, or of that of one of its projects. */
  static String list(OrganizationId organization, @Nullable String projectId) {
    return ORGANIZATIONS
        + segment(organization.value())
        + LISTS
        + (projectId == null ? "all" : "projects/" + segment(projectId))
        + "/";
  }

  /** The beginning of the entries of what is due. */
  static String due(Stage stage) {
    return "due/" + stage.name().toLowerCase(Locale.ROOT) + "/";
  }

  /** The key after which a list goes on; null at its beginning. */
  static @Nullable String listStart(
      String list, @Nullable Instant until, @Nullable ContainerPosition after) {
    String newest = until == null ? null : list + inverted(until);
    String next = after == null ? null : listStem(list, after) + LAST;
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
    return between ? due + time(after.since()) + LAST : dueStem(due, after) + LAST;
  }

  /** Where the container of a list's entry stands; empty if the name is not one of ours. */
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

  /** What an entry of what is due tells; empty if the name is not one of ours. */
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
   * The entries that a container must have: of those it has the ones that still hold, and new ones
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

  /** Whether a key can be an entry of this container, and is thus its writers' to delete. */
  static boolean isEntry(ContainerKey key, String entry) {
    String lists = ORGANIZATIONS + segment(key.organization().value()) + LISTS;
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

  /** A name as a part of a path: nobody on the way may take it for "here" or "up". */
  private static String segment(String name) {
    return name.equals(".") || name.equals("..") ? name.replace(".", "%2E") : name;
  }
}
