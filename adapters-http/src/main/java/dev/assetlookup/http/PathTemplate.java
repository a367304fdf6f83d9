package dev.assetlookup.http;

import dev.assetlookup.core.content.PercentCoding;
import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.PathMatchers.MatchResult;
import io.helidon.http.PathMatchers.PrefixMatchResult;
import io.helidon.webserver.http.ServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route such as {@code /v1/content/{containerId}}, matched on the raw path. Helidon's own
 * templates match the decoded path, in which an escaped slash has become a separator, by regular
 * expression.
 */
final class PathTemplate implements PathMatcher {
  private static final PathMatcher ANY = PathMatchers.any();

  private final String template;
  private final @Nullable String[] literals;
  private final int variables;

  /**
   * Parses a template.
   *
   * @param template segments after slashes; those in braces stand for any text
   */
  PathTemplate(String template) {
    this.template = template;
    this.literals =
        Arrays.stream(template.substring(1).split("/", -1))
            .map(segment -> segment.startsWith("{") ? null : segment)
            .toArray(String[]::new);
    this.variables = (int) Arrays.stream(literals).filter(Objects::isNull).count();
  }

  /**
   * The decoded values of the variables in a matching raw path. Text that cannot be decoded becomes
   * empty, which is never an id.
   */
  private List<String> values(String raw) {
    String[] values = new String[variables];
    int at = variables;
    int end = raw.length();
    for (int i = literals.length - 1; i >= 0; i--) {
      int slash = raw.lastIndexOf('/', end - 1);
      if (literals[i] == null) {
        values[--at] = Objects.requireNonNullElse(PercentCoding.decode(raw, slash + 1, end), "");
      }
      end = slash;
    }
    return List.of(values);
  }

  /**
   * The same for the path with the query of any request; null if it is none of this route, or has a
   * query, escapes or parameters of segments.
   */
  @Nullable List<String> plainValues(String target) {
    boolean isPlain =
        startOf(target) == 0
            && target.indexOf('?') < 0
            && target.indexOf('%') < 0
            && target.indexOf(';') < 0;
    return isPlain ? values(target) : null;
  }

  /** The same for the path of a request. */
  List<String> values(ServerRequest request) {
    return values(request.prologue().uriPath().rawPath());
  }

  /** The position at which the route begins in a raw path that ends with it, else -1. */
  private int startOf(String raw) {
    int end = raw.length();
    for (int i = literals.length - 1; i >= 0; i--) {
      int slash = raw.lastIndexOf('/', end - 1);
      String literal = literals[i];
      if (slash < 0
          || (literal != null
              && !(end - slash - 1 == literal.length() && raw.startsWith(literal, slash + 1)))) {
        return -1;
      }
      end = slash;
    }
    return end;
  }

  @Override
  public MatchResult match(UriPath path) {
    UriPath absolute = path.absolute();
    String raw = absolute.rawPath();
    int start = startOf(raw);
    boolean ours =
        absolute.equals(path) ? start == 0 : start >= 0 && isMount(raw, start, absolute, path);
    return ours ? ANY.match(path) : MatchResult.notAccepted();
  }

  /** Whether the text before the route is exactly the prefix that the service is mounted under. */
  private static boolean isMount(String raw, int start, UriPath absolute, UriPath path) {
    String whole = absolute.path();
    String rest = path.path();
    @Nullable String before = PercentCoding.decode(raw, 0, start);
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
    return Optional.of(template);
  }

  @Override
  public String toString() {
    return template;
  }
}
