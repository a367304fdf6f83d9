package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import java.util.Optional;

/**
 * The keys of the objects in the metadata bucket. All are ASCII; those of one kind sort as the core
 * orders what they name. The keys of index entries are in {@link IndexKeys}.
 */
final class ObjectKeys {
  static final String ORGANIZATIONS = "organizations/";
  static final String API_KEYS = "keys/";
  static final String PROBES = "probes/";

  private static final String JSON = ".json";
  private static final String CONTAINERS = "/containers/";
  static final String LISTS = "/lists/";

  /** Sorts after every character of an id. */
  static final String LAST = "~";

  private ObjectKeys() {}

  static String manifest(ContainerKey key) {
    return containers(key.organization()) + key.container().uuid() + JSON;
  }

  /** The beginning of the keys of an organization's manifests. */
  static String containers(OrganizationId organization) {
    return ORGANIZATIONS + segment(organization.value()) + CONTAINERS;
  }

  /** The container of a manifest, empty if the key is not that of one. */
  static Optional<ContainerKey> container(OrganizationId organization, String key) {
    return name(key, containers(organization))
        .flatMap(ContainerId::parse)
        .map(container -> new ContainerKey(organization, container))
        .filter(container -> manifest(container).equals(key));
  }

  /** The container of any manifest, empty if the key is not that of one. */
  static Optional<ContainerKey> manifest(String key) {
    int end = key.indexOf('/', ORGANIZATIONS.length());
    return end < 0
        ? Optional.empty()
        : organization(key.substring(0, end + 1)).flatMap(owner -> container(owner, key));
  }

  /** For a key in the lists of an organization, a key that sorts after them all; else itself. */
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

  /** The key's id, empty if the key is not that of one. */
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

  /** A name as a part of a path; "." and ".." are escaped, because programs resolve them. */
  static String segment(String name) {
    return name.equals(".") || name.equals("..") ? name.replace(".", "%2E") : name;
  }
}
