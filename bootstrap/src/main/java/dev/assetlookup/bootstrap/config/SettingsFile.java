package dev.assetlookup.bootstrap.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The values of a YAML file by their keys. A value is the text that stands there: {@code 012345} is
 * a password of six characters and {@code off} is no boolean. Nothing, {@code ~} and {@code null}
 * without quotes give no value.
 */
final class SettingsFile {
  private final YamlFile file;
  private final Optional<ProviderSection> provider;
  private final Map<String, Values.Value> values = new TreeMap<>();

  private SettingsFile(YamlFile file, Optional<ProviderSection> provider) {
    this.file = file;
    this.provider = provider;
  }

  /** The values of a file whose other keys are those of a provider. */
  static Map<String, Values.Value> read(
      YamlFile file, @Nullable Node root, Optional<ProviderSection> provider) {
    SettingsFile settings = new SettingsFile(file, provider);
    if (root != null) {
      settings.read(root, "");
    }
    return settings.values;
  }

  /** Finds a value before it is known which keys are right; empty if there is none. */
  static Optional<String> find(@Nullable Node node, String key) {
    if (node instanceof ScalarNode scalar) {
      return key.isEmpty() ? Optional.of(scalar.getValue()) : Optional.empty();
    }
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String name = entry.getKeyNode() instanceof ScalarNode text ? text.getValue() : "";
        boolean whole = name.equals(key);
        if (!name.isEmpty() && (whole || key.startsWith(name + "."))) {
          String rest = whole ? "" : key.substring(name.length() + 1);
          Optional<String> found = find(entry.getValueNode(), rest);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private void read(Node node, String path) {
    boolean nothing = Tag.NULL.equals(node.getTag());
    if (!isKey(path)) {
      if (!isSection(path) || !(nothing || node instanceof MappingNode)) {
        throw unknown(path);
      }
      if (node instanceof MappingNode mapping) {
        readEach(mapping, path);
      }
      return;
    }
    String source = path + " in " + file.path();
    if (!(node instanceof ScalarNode scalar)) {
      throw new ConfigurationException(source + " is not a plain value");
    }
    if (!nothing && values.put(path, new Values.Value(scalar.getValue(), source)) != null) {
      throw new ConfigurationException(source + " is there twice" + at(node));
    }
  }

  private void readEach(MappingNode mapping, String path) {
    Set<String> names = new TreeSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      Node key = entry.getKeyNode();
      if (!(key instanceof ScalarNode name)) {
        throw file.notYaml(at(key) + ": a key is not a plain text");
      }
      if (!names.add(name.getValue())) {
        throw file.notYaml(at(key) + ": the key " + name.getValue() + " is there twice");
      }
      String inner = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
      read(entry.getValueNode(), inner);
    }
  }

  private static String at(Node node) {
    return " at line " + (node.getStartMark().getLine() + 1);
  }

  private boolean isKey(String path) {
    return AllSettings.isKey(path) || provider.filter(section -> section.isKey(path)).isPresent();
  }

  private boolean isSection(String path) {
    return AllSettings.isSection(path)
        || provider.filter(section -> section.isSection(path)).isPresent();
  }

  private ConfigurationException unknown(String path) {
    // Behind a colon without a blank there is a value, perhaps a secret.
    String name = path.split(":", 2)[0];
    String known = AllSettings.list().stream().map(Setting::key).collect(Collectors.joining(", "));
    return new ConfigurationException(
        (path.isEmpty() ? "the top level" : isSection(path) ? path : "unknown key " + name)
            + " in "
            + file.path()
            + (isSection(path) ? " is not a map of keys" : "")
            + "; known are "
            + known);
  }
}
