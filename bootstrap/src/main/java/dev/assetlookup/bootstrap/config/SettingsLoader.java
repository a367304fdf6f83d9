package dev.assetlookup.bootstrap.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads settings: environment before file before default; flags come on top, from the command. */
public final class SettingsLoader {
  static final String VARIABLE_PREFIX = "ASSET_LOOKUP_";
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("ASSET_LOOKUP_JAVA_OPTS", Providers.CLASS_PATH);

  private final Map<String, String> environment;

  /**
   * Prepares to load settings for one environment.
   *
   * @param environment the environment's variables
   */
  public SettingsLoader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads and checks the settings.
   *
   * @param file a YAML file, null for none
   * @return the settings
   * @throws ConfigurationException if a key is unknown or a value is bad; it names the key
   */
  public Settings load(@Nullable Path file) {
    Given given = given(file);
    return AllSettings.read(new Values(given.values()), given.ofProvider());
  }

  /**
   * Lists the settings that hold, without checking their values.
   *
   * @param file a YAML file, null for none
   * @return every setting, and what is set for another store
   * @throws ConfigurationException if a key is unknown
   */
  public List<EffectiveSetting> effective(@Nullable Path file) {
    Map<String, Values.Value> given = given(file).values();
    Values values = new Values(given);
    List<EffectiveSetting> effective = new ArrayList<>();
    for (Setting<?> setting : AllSettings.list()) {
      boolean set = given.containsKey(setting.key());
      effective.add(
          new EffectiveSetting(
              setting.key(),
              setting.shown().apply(values.text(setting)),
              set ? values.source(setting) : EffectiveSetting.DEFAULT));
    }
    // Nobody but the store knows which of its settings are secret.
    given.forEach(
        (key, value) -> {
          if (!AllSettings.isKey(key)) {
            effective.add(new EffectiveSetting(key, Setting.hidden(value.text()), value.source()));
          }
        });
    return effective;
  }

  /**
   * Describes all settings.
   *
   * @return a table in Markdown, one line for each setting
   */
  public static String reference() {
    return Stream.concat(
            Stream.of("| key | environment | default | values |", "|---|---|---|---|"),
            AllSettings.list().stream().map(Setting::row))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /**
   * The values that are given, not checked: another loader that takes them as its environment gets
   * the same settings without a file.
   *
   * @param file a YAML file, null for none
   * @return values by the names of their variables
   * @throws ConfigurationException if a key is unknown
   */
  public Map<String, String> variables(@Nullable Path file) {
    return given(file).values().entrySet().stream()
        .collect(Collectors.toMap(e -> Setting.variable(e.getKey()), e -> e.getValue().text()));
  }

  /**
   * What is set.
   *
   * @param values values by the keys of their settings, in alphabetical order
   * @param provider the settings of a store that is not a part of this program, if one is chosen
   */
  private record Given(Map<String, Values.Value> values, Optional<ProviderSection> provider) {
    /** The texts that are set for that store, by their names. */
    Map<String, String> ofProvider() {
      return provider
          .map(
              section ->
                  values.entrySet().stream()
                      .filter(entry -> section.isKey(entry.getKey()))
                      .collect(
                          Collectors.toMap(
                              entry -> entry.getKey().substring(section.prefix().length()),
                              entry -> entry.getValue().text())))
          .orElse(Map.of());
    }
  }

  private Given given(@Nullable Path path) {
    YamlFile file = path == null ? null : new YamlFile(path);
    Node root = file == null ? null : file.parse();
    String type =
        Optional.ofNullable(environment.get(AllSettings.TYPE.variable()))
            .or(() -> SettingsFile.find(root, AllSettings.TYPE.key()))
            .orElse(AllSettings.TYPE.fallback());
    Optional<ProviderSection> provider = ProviderSection.of(type);
    Map<String, Values.Value> values = new TreeMap<>();
    if (file != null) {
      values.putAll(SettingsFile.read(file, root, provider));
    }
    readEnvironment(values, provider);
    return new Given(values, provider);
  }

  private void readEnvironment(
      Map<String, Values.Value> values, Optional<ProviderSection> provider) {
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(VARIABLE_PREFIX) && !OF_THE_LAUNCHER.contains(name)) {
        String key =
            AllSettings.keyOf(name)
                .or(() -> provider.flatMap(section -> section.key(name)))
                .orElseThrow(() -> unknown(name));
        values.put(key, new Values.Value(environment.getOrDefault(name, ""), name));
      }
    }
  }

  private static ConfigurationException unknown(String variable) {
    return new ConfigurationException(
        AllSettings.list().stream()
            .map(Setting::variable)
            .collect(
                Collectors.joining(
                    ", ", "unknown environment variable " + variable + "; known are ", "")));
  }
}
