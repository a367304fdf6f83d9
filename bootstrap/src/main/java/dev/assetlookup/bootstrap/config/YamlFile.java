package dev.assetlookup.bootstrap.config;

import dev.assetlookup.bootstrap.messages.IoReason;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Parses a YAML file.
 *
 * @param path the file
 */
record YamlFile(Path path) {
  private static final long MAX_BYTES = 1024 * 1024;

  /** The root, null if the file is empty. */
  @Nullable Node parse() {
    try {
      if (Files.isDirectory(path)) {
        throw new ConfigurationException("configuration file " + path + " is a directory");
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new ConfigurationException("configuration file " + path + " is larger than 1 MiB");
      }
      return new Yaml(new SafeConstructor(new LoaderOptions()))
          .compose(new StringReader(Files.readString(path)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw notYaml(" at line " + line + ": " + e.getProblem());
    } catch (YAMLException e) {
      throw notYaml(": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (CharacterCodingException e) {
      throw notYaml(": it is not UTF-8");
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot read configuration file " + path + ": " + IoReason.of(e));
    }
  }

  ConfigurationException notYaml(String why) {
    return new ConfigurationException("configuration file " + path + " is not valid YAML" + why);
  }
}
