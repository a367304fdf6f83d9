package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.store.StoreProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the stores on the class path that are not a part of this program. */
final class Providers {
  /** Read by the launcher. */
  static final String CLASS_PATH = "ASSET_LOOKUP_CLASSPATH";

  private Providers() {}

  static List<StoreProvider> all() {
    List<StoreProvider> found = new ArrayList<>();
    try {
      ServiceLoader.load(StoreProvider.class).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException(
          "a store on the class path cannot be used: " + e.getMessage());
    }
    return found;
  }
}
