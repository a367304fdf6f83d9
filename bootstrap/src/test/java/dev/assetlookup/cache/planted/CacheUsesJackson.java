package dev.assetlookup.cache.planted;

import com.fasterxml.jackson.core.JsonFactory;

/** Breaks a rule on purpose: a cache keeps values, not documents. */
public final class CacheUsesJackson {
  private CacheUsesJackson() {}

  /** The offence. */
  public static String format() {
    return new JsonFactory().getFormatName();
  }
}
