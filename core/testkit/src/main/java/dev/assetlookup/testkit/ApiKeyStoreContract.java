package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.ApiKeyStore;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The promises of {@link ApiKeyStore}. Extend it, and hand in a store by {@link #emptyKeyStore} and
 * a second one over the same storage by {@link #another}. {@link #close} closes what a factory
 * method opened.
 *
 * <p>What a corrupt record and an unreachable storage look like differs from technology to
 * technology: {@link #corrupt} and {@link #disconnect} bring them about where the test can.
 *
 * <p>The rules are numbered and stand in nested groups, all with the tag {@code keys}. A store that
 * has to deviate from a rule overrides it as in {@link AssetReaderContract}.
 */
public abstract class ApiKeyStoreContract extends Contract<ApiKeyStore> {
  /** For subclasses. */
  protected ApiKeyStoreContract() {}

  /**
   * Makes a store that holds no key. Called once or more for each rule.
   *
   * @return the store to test
   * @throws Exception if it cannot be made
   */
  protected abstract ApiKeyStore emptyKeyStore() throws Exception;

  /**
   * Makes a second store over the storage of a first one, with a client, a pool and caches of its
   * own, as another process has them.
   *
   * <p>A store that keeps everything in one object has no second one: override this to return the
   * given store, which says so.
   *
   * @param first what {@link #emptyKeyStore} returned last
   * @return the other store
   * @throws Exception if it cannot be made
   */
  protected ApiKeyStore another(ApiKeyStore first) throws Exception {
    throw new UnsupportedOperationException(
        "override another(ApiKeyStore) to return a second store over the storage of the first");
  }

  /**
   * Takes the storage behind a store away, as if its server were down. Override it where that can
   * be done; without it the rule of the unreachable storage is skipped.
   *
   * @param store what {@link #emptyKeyStore} returned last, not used after the rule
   * @throws Exception if it cannot be done
   */
  protected void disconnect(ApiKeyStore store) throws Exception {
    Assumptions.abort("this test cannot take the storage away: disconnect is not overridden");
  }

  /**
   * Damages what is stored of a key, so that it can no longer be read as a valid one, and nothing
   * else. Override it where that can be done; without it the rule of the corrupt record is skipped.
   *
   * @param store what {@link #emptyKeyStore} returned last
   * @param id a key that is stored
   * @throws Exception if it cannot be done
   */
  protected void corrupt(ApiKeyStore store, ApiKeyId id) throws Exception {
    Assumptions.abort("this test cannot damage a record: corrupt is not overridden");
  }

  /** K01, K03, K04 and K06 to K08: a key comes back as it was added. */
  @Nested
  @Tag("keys")
  public class RoundTrips extends KeyRoundTripRules {
    /** For subclasses. */
    protected RoundTrips() {
      super(ApiKeyStoreContract.this);
    }
  }

  /** K02 and K05: names come back, whatever is in them. */
  @Nested
  @Tag("keys")
  public class Names extends KeyNameRules {
    /** For subclasses. */
    protected Names() {
      super(ApiKeyStoreContract.this);
    }
  }

  /** K10 and K11: adding. */
  @Nested
  @Tag("keys")
  public class Additions extends KeyAdditionRules {
    /** For subclasses. */
    protected Additions() {
      super(ApiKeyStoreContract.this);
    }
  }

  /** K20 to K23 and K25 to K27: changing the status. */
  @Nested
  @Tag("keys")
  public class Statuses extends KeyStatusRules {
    /** For subclasses. */
    protected Statuses() {
      super(ApiKeyStoreContract.this);
    }
  }

  /** K12, K13, K24, K28 and K41: racers, on one instance and on two. */
  @Nested
  @Tag("keys")
  public class Races extends KeyRaceRules {
    /** For subclasses. */
    protected Races() {
      super(ApiKeyStoreContract.this);
    }
  }

  /** K30 and K33 to K35: listing, in order. */
  @Nested
  @Tag("keys")
  public class Lists extends KeyListRules {
    /** For subclasses. */
    protected Lists() {
      super(ApiKeyStoreContract.this);
    }
  }

  /** K31, K32, K36 and K42: lists, page by page. */
  @Nested
  @Tag("keys")
  public class Pages extends KeyPageRules {
    /** For subclasses. */
    protected Pages() {
      super(ApiKeyStoreContract.this);
    }
  }

  /** K40: what one instance wrote is seen by another one. */
  @Nested
  @Tag("keys")
  public class Instances extends KeyInstanceRules {
    /** For subclasses. */
    protected Instances() {
      super(ApiKeyStoreContract.this);
    }
  }

  /** K43: a null. */
  @Nested
  @Tag("keys")
  public class Nulls extends KeyNullRules {
    /** For subclasses. */
    protected Nulls() {
      super(ApiKeyStoreContract.this);
    }
  }

  /** K44 and K45: an unreachable storage, a corrupt key. */
  @Nested
  @Tag("keys")
  public class Failures extends KeyFailureRules {
    /** For subclasses. */
    protected Failures() {
      super(ApiKeyStoreContract.this);
    }
  }
}
