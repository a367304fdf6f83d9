package dev.assetlookup.core.store;

import java.util.Map;

/**
 * Opens a store by settings, for programs that do not know it. The standalone server finds
 * providers by {@link java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/dev.assetlookup.core.store.StoreProvider} of the jar, or in its {@code
 * module-info}. A provider has a public constructor without parameters.
 */
public interface StoreProvider {
  /**
   * The name by which the store is chosen.
   *
   * @return 1 to 40 of {@code a-z0-9-}, beginning with a letter, always the same
   */
  String type();

  /**
   * Connects to the store, and creates or checks what has to be there.
   *
   * @param settings texts by their names, which are of {@code a-z0-9-}
   * @return the open store; whoever opens it closes it
   * @throws IllegalArgumentException if a setting is unknown, missing or bad; the message names it
   *     and says what would be right, and repeats no secret
   * @throws StoreNotSetUpException if an operator has to put something right first
   * @throws StoreUnavailableException if the store gives no answer
   */
  ProvidedStore open(Map<String, String> settings);
}
