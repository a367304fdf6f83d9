package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.store.StoreProvider;
import java.util.Map;

/**
 * A store that is not a part of this program.
 *
 * @param provider opens it
 * @param values what is set for it, by names without the prefix {@code storage.<type>.}
 */
public record ProvidedSettings(StoreProvider provider, Map<String, String> values)
    implements StorageSettings {
  /** Copies the map. */
  public ProvidedSettings {
    values = Map.copyOf(values);
  }

  @Override
  public String type() {
    return provider.type();
  }

  /** Keeps secrets among the values out of logs. */
  @Override
  public String toString() {
    return "ProvidedSettings[" + type() + "]";
  }
}
