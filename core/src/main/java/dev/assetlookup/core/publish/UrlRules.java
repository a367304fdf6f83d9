package dev.assetlookup.core.publish;

import dev.assetlookup.core.content.MediaUrl;
import java.util.Optional;

/**
 * Which URLs may be published. A URL that is published has to work for as long as somebody holds
 * it, and for everybody.
 *
 * @param allowHttp whether plain {@code http} may be published; meant for demos and tests
 * @param allowSigned whether URLs that carry a signature, which stop working, may be published
 */
public record UrlRules(boolean allowHttp, boolean allowSigned) {
  /** Neither plain {@code http} nor signatures. */
  public static final UrlRules DEFAULT = new UrlRules(false, false);

  /**
   * The same rules, with plain {@code http} allowed. For demos and tests.
   *
   * @return a copy
   */
  public UrlRules allowingHttp() {
    return new UrlRules(true, allowSigned);
  }

  /**
   * The same rules, with signed URLs allowed.
   *
   * @return a copy
   */
  public UrlRules allowingSigned() {
    return new UrlRules(allowHttp, true);
  }

  /**
   * What is wrong with a URL.
   *
   * @param url the URL
   * @return the reason in words, empty if it may be published; it repeats no signature
   */
  public Optional<String> problem(MediaUrl url) {
    if (!allowHttp && !url.isHttps()) {
      return Optional.of("must be https");
    }
    return allowSigned ? Optional.empty() : url.signature().map(UrlRules::signed);
  }

  private static String signed(String parameter) {
    return "is signed ("
        + parameter
        + "), so it stops working; publish the URL without a signature";
  }
}
