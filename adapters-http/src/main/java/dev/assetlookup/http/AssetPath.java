package dev.assetlookup.http;

import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.PathMatchers.MatchResult;
import io.helidon.http.PathMatchers.PrefixMatchResult;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two ids in {@code /v1/content/{containerId}/assets/{assetId}}, decoded. Taken from the raw
 * path: Helidon's own templates match the decoded one, where an escaped slash has become a
 * separator, and by regular expression.
 *
 * @param containerId any text; empty if no id can be meant
 * @param assetId any text; empty if no id can be meant
 */
record AssetPath(String containerId, String assetId) {
  static final PathMatcher MATCHER = new Matcher();

  private static final String CONTENT = "/v1/content";
  private static final String ASSETS = "/assets";

  /** Takes apart a raw path that {@link #MATCHER} accepted. */
  static AssetPath of(String raw) {
    int assetSlash = raw.lastIndexOf('/');
    int containerEnd = assetSlash - ASSETS.length();
    return new AssetPath(
        id(raw, startOf(raw) + CONTENT.length() + 1, containerEnd),
        id(raw, assetSlash + 1, raw.length()));
  }

  /** Where the route begins in a raw path that ends with it, else -1. */
  private static int startOf(String raw) {
    int assetsStart = raw.lastIndexOf('/') - ASSETS.length();
    if (assetsStart < 0 || !raw.startsWith(ASSETS, assetsStart)) {
      return -1;
    }
    int start = raw.lastIndexOf('/', assetsStart - 1) - CONTENT.length();
    return start >= 0 && raw.startsWith(CONTENT, start) ? start : -1;
  }

  private static String id(String raw, int start, int end) {
    return Objects.requireNonNullElse(PercentDecoding.decode(raw, start, end), "");
  }

  private static final class Matcher implements PathMatcher {
    private static final PathMatcher ANY = PathMatchers.any();
    private static final Optional<String> TEMPLATE =
        Optional.of(CONTENT + "/{containerId}" + ASSETS + "/{assetId}");

    @Override
    public MatchResult match(UriPath path) {
      UriPath absolute = path.absolute();
      String raw = absolute.rawPath();
      int start = startOf(raw);
      boolean ours =
          absolute.equals(path) ? start == 0 : start >= 0 && isMount(raw, start, absolute, path);
      return ours ? ANY.match(path) : MatchResult.notAccepted();
    }

    /** Tells whether what precedes the route is what the service was mounted under, no more. */
    private static boolean isMount(String raw, int start, UriPath absolute, UriPath path) {
      String whole = absolute.path();
      String rest = path.path();
      @Nullable String before = PercentDecoding.decode(raw, 0, start);
      return before != null
          && before.length() == whole.length() - rest.length()
          && whole.startsWith(before)
          && whole.endsWith(rest);
    }

    @Override
    public PrefixMatchResult prefixMatch(UriPath path) {
      return PrefixMatchResult.notAccepted();
    }

    @Override
    public Optional<String> matchingElement() {
      return TEMPLATE;
    }

    @Override
    public String toString() {
      return TEMPLATE.get();
    }
  }
}
