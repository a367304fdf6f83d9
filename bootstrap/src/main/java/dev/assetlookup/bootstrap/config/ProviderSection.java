package dev.assetlookup.bootstrap.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings of a store that is not a part of this program: {@code storage.<type>.<name>}. Its
 * names are known to that store alone.
 *
 * @param type the value of {@code storage.type}
 */
record ProviderSection(String type) {
  private static final Set<String> OWN = Set.of("jdbc", "r2");
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,79}");

  /** Empty for a storage of this program, and for what cannot be a type. */
  static Optional<ProviderSection> of(String type) {
    return OWN.contains(type) || !TYPE.matcher(type).matches()
        ? Optional.empty()
        : Optional.of(new ProviderSection(type));
  }

  /** What its keys begin with. */
  String prefix() {
    return "storage." + type + ".";
  }

  boolean isSection(String path) {
    return prefix().equals(path + ".");
  }

  boolean isKey(String path) {
    return path.startsWith(prefix()) && NAME.matcher(path.substring(prefix().length())).matches();
  }

  /** The key that a variable sets: letters are small, and hyphens stand for underscores. */
  Optional<String> key(String variable) {
    String start = Setting.variable(prefix());
    return Optional.of(variable)
        .filter(name -> name.startsWith(start))
        .map(name -> prefix() + name.substring(start.length()))
        .map(key -> key.toLowerCase(Locale.ROOT).replace('_', '-'))
        .filter(this::isKey);
  }
}
