package dev.assetlookup.testkit;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.KeyUses;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The promises of {@link KeyUses}, for a store of API keys that has this ability. Extend it, and
 * hand in a store by {@link #emptyStore} and a second one over the same storage by {@link
 * #another}. {@link #close} closes what a factory method opened.
 *
 * <p>The rules are numbered and stand in a nested group with the tag {@code uses}. A store that has
 * to deviate from a rule overrides it as in {@link AssetReaderContract}.
 */
public abstract class KeyUsesContract extends Contract<KeyUsesContract.Ports> {
  /** For subclasses. */
  protected KeyUsesContract() {}

  /**
   * Makes a store that holds no key. Called once for each rule.
   *
   * @return the store to test
   * @throws Exception if it cannot be made
   */
  protected abstract Ports emptyStore() throws Exception;

  /**
   * Makes a second store over the storage of a first one, as another process has it.
   *
   * <p>A store that keeps everything in one object has no second one: return the given store.
   *
   * @param first what {@link #emptyStore} returned last
   * @return the other store
   * @throws Exception if it cannot be made
   */
  protected abstract Ports another(Ports first) throws Exception;

  /**
   * A store by its two abilities, which may be one object.
   *
   * @param keys keeps the keys
   * @param uses remembers when they were used
   */
  public record Ports(ApiKeyStore keys, KeyUses uses) {}

  /** U01 to U05: what is remembered of uses. */
  @Nested
  @Tag("uses")
  public class Uses extends KeyUseRules {
    /** For subclasses. */
    protected Uses() {
      super(KeyUsesContract.this);
    }
  }
}
