package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.content.MediaUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is set of {@code storage.r2}. */
final class R2Settings {
  private static final List<Key> KEYS =
      Arrays.stream(Key.values()).filter(key -> key.path.startsWith("storage.r2.")).toList();
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
  private static final int MAX_CONNECTIONS = 10_000;
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(5);
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

  private final Values values;
  private final Settings.StorageType storage;
  private final boolean allowHttp;

  private R2Settings(Values values, Settings.StorageType storage, boolean allowHttp) {
    this.values = values;
    this.storage = storage;
    this.allowHttp = allowHttp;
  }

  /** The buckets; null if none are set and none are needed. */
  static Settings.@Nullable R2 read(
      Values values, Settings.StorageType storage, boolean allowHttp) {
    boolean set = KEYS.stream().anyMatch(key -> !values.text(key).equals(key.fallback));
    return set || storage != Settings.StorageType.JDBC
        ? new R2Settings(values, storage, allowHttp).read()
        : null;
  }

  private Settings.R2 read() {
    Settings.R2 r2 =
        new Settings.R2(
            endpoint(),
            matching(Key.R2_REGION, REGION, "a region such as auto or eu-central-1"),
            needed(Key.R2_ACCESS_KEY_ID),
            needed(Key.R2_SECRET_ACCESS_KEY),
            storage == Settings.StorageType.R2_MANIFEST || isSet(Key.R2_METADATA_BUCKET)
                ? bucket(Key.R2_METADATA_BUCKET)
                : null,
            storage == Settings.StorageType.R2_OBJECTS
                    || isSet(Key.R2_MEDIA_BUCKET)
                    || isSet(Key.R2_PUBLIC_BASE_URL)
                ? media()
                : null,
            values.number(Key.R2_CONNECTIONS, "a number", 1, MAX_CONNECTIONS),
            patience());
    if (r2.media() != null && r2.media().bucket().equals(r2.metadataBucket())) {
      throw values.bad(
          Key.R2_METADATA_BUCKET,
          "must not be the media bucket, which everybody can read: manifests and API keys need"
              + " one of their own");
    }
    return r2;
  }

  private Duration patience() {
    String rule = "100 milliseconds to 5 minutes such as PT10S";
    Duration patience = values.duration(Key.R2_PATIENCE, 1, rule);
    if (patience.compareTo(LEAST_PATIENCE) < 0 || patience.compareTo(MOST_PATIENCE) > 0) {
      throw values.notADuration(Key.R2_PATIENCE, rule);
    }
    return patience;
  }

  private boolean isSet(Key key) {
    return !values.text(key).isEmpty();
  }

  private String needed(Key key) {
    String text = values.text(key);
    if (text.isEmpty()) {
      throw values.bad(
          key,
          storage == Settings.StorageType.JDBC
              ? "is needed beside the other settings of storage.r2"
              : "is needed, since storage.type is r2");
    }
    return text;
  }

  private String matching(Key key, Pattern form, String rule) {
    String text = needed(key);
    if (!form.matcher(text).matches()) {
      throw values.bad(key, "must be " + rule + ", not \"" + text + "\"");
    }
    return text;
  }

  private String bucket(Key key) {
    return matching(key, BUCKET, "the name of a bucket (3 to 63 of A-Za-z0-9._-)");
  }

  private URI endpoint() {
    String text = needed(Key.R2_ENDPOINT);
    try {
      URI uri = new URI(text);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && !namesBucket(uri)
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below, like a URL of another form.
    }
    // Not repeated: it may carry credentials.
    throw values.bad(
        Key.R2_ENDPOINT,
        "must be a URL such as https://ACCOUNT.r2.cloudflarestorage.com, without a bucket, a query"
            + " or credentials");
  }

  /** Dashboards show such URLs; with it manifests and keys would land in that bucket. */
  private boolean namesBucket(URI uri) {
    String path = uri.getPath().replaceAll("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return !last.isEmpty()
        && (uri.getHost().endsWith(".r2.cloudflarestorage.com")
            || last.equals(values.text(Key.R2_METADATA_BUCKET))
            || last.equals(values.text(Key.R2_MEDIA_BUCKET)));
  }

  private Settings.Media media() {
    String prefix = values.text(Key.R2_PREFIX);
    if (!prefix.isEmpty() && (!prefix.endsWith("/") || prefix.startsWith("/"))) {
      throw values.bad(
          Key.R2_PREFIX,
          "must be empty, or end with a slash and not begin with one, not \"" + prefix + "\"");
    }
    return new Settings.Media(bucket(Key.R2_MEDIA_BUCKET), prefix, publicBaseUrl());
  }

  private MediaUrl publicBaseUrl() {
    String text = needed(Key.R2_PUBLIC_BASE_URL);
    MediaUrl url;
    try {
      url = new MediaUrl(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException e) {
      throw values.bad(Key.R2_PUBLIC_BASE_URL, String.valueOf(e.getMessage()));
    }
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw values.bad(Key.R2_PUBLIC_BASE_URL, "must have neither a query nor a fragment");
    }
    if (!url.isHttps() && !allowHttp) {
      throw values.bad(
          Key.R2_PUBLIC_BASE_URL, "must be an https:// URL, unless assets.allow-http-urls is true");
    }
    return url;
  }
}
