package dev.assetlookup.bootstrap.config;

import dev.assetlookup.bootstrap.messages.IoReason;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
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
  private static final long MAX_BYTES = 1024 * 1024;

  private final Path file;
  private final Map<Key, Values.Value> values = new EnumMap<>(Key.class);

  private SettingsFile(Path file) {
    this.file = file;
  }

  static Map<Key, Values.Value> read(Path file) {
    SettingsFile settings = new SettingsFile(file);
    Node root = settings.parse();
    if (root != null) {
      settings.read(root, "");
    }
    return settings.values;
  }

  private @Nullable Node parse() {
    try {
      if (Files.isDirectory(file)) {
        throw new ConfigurationException("configuration file " + file + " is a directory");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigurationException("configuration file " + file + " is larger than 1 MiB");
      }
      return new Yaml(new SafeConstructor(new LoaderOptions()))
          .compose(new StringReader(Files.readString(file)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw notYaml(" at line " + line + ": " + e.getProblem());
    } catch (YAMLException e) {
      throw notYaml(": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (CharacterCodingException e) {
      throw notYaml(": it is not UTF-8");
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot read configuration file " + file + ": " + IoReason.of(e));
    }
  }

  private ConfigurationException notYaml(String why) {
    return new ConfigurationException("configuration file " + file + " is not valid YAML" + why);
  }

  private void read(Node node, String path) {
    boolean nothing = Tag.NULL.equals(node.getTag());
    Key known = key(path);
    if (known == null) {
      if (!isSection(path) || !(nothing || node instanceof MappingNode)) {
        throw unknown(path);
      }
      if (node instanceof MappingNode mapping) {
        readEach(mapping, path);
      }
    } else if (!(node instanceof ScalarNode scalar)) {
      throw new ConfigurationException(known.path + " in " + file + " is not a plain value");
    } else if (!nothing
        && values.put(known, new Values.Value(scalar.getValue(), known.path + " in " + file))
            != null) {
      throw new ConfigurationException(known.path + " in " + file + " is there twice" + at(node));
    }
  }

  private void readEach(MappingNode mapping, String path) {
    Set<String> names = new TreeSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      Node key = entry.getKeyNode();
      if (!(key instanceof ScalarNode name)) {
        throw notYaml(at(key) + ": a key is not a plain text");
      }
      if (!names.add(name.getValue())) {
        throw notYaml(at(key) + ": the key " + name.getValue() + " is there twice");
      }
      String inner = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
      read(entry.getValueNode(), inner);
    }
  }

  private static String at(Node node) {
    return " at line " + (node.getStartMark().getLine() + 1);
  }

  private static @Nullable Key key(String path) {
    return Arrays.stream(Key.values()).filter(k -> k.path.equals(path)).findFirst().orElse(null);
  }

  /** Whether keys begin with the path; the top is a section, too. */
  private static boolean isSection(String path) {
    String start = path.isEmpty() ? "" : path + ".";
    return Arrays.stream(Key.values()).anyMatch(key -> key.path.startsWith(start));
  }

  private ConfigurationException unknown(String path) {
    // Behind a colon without a blank there is a value, perhaps a secret.
    String name = path.split(":", 2)[0];
    String known =
        Arrays.stream(Key.values()).map(key -> key.path).collect(Collectors.joining(", "));
    return new ConfigurationException(
        (path.isEmpty() ? "the top level" : isSection(path) ? path : "unknown key " + name)
            + " in "
            + file
            + (isSection(path) ? " is not a map of keys" : "")
            + "; known are "
            + known);
  }
}
