package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.content.MediaUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is set of {@code storage.r2}.
 *
 * @param connection how to reach the buckets
 * @param layout what keeps the descriptors, if the storage is R2
 * @param metadataBucket the private bucket, if one is set
 * @param media the public bucket, if one is set
 */
record R2Settings(
    R2Connection connection,
    Layout layout,
    Optional<String> metadataBucket,
    Optional<MediaSettings> media) {
  private static final Form<String> BUCKET =
      Form.matching(
          Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]"),
          "the name of a bucket (3 to 63 of A-Za-z0-9._-)");

  private static final Setting<URI> ENDPOINT =
      new Setting<>(
          "storage.r2.endpoint",
          "",
          R2Settings::endpoint,
          "`https://ACCOUNT.r2.cloudflarestorage.com`, or the URL of another server of the S3"
              + " protocol, perhaps with a path, without a bucket");
  private static final Setting<String> REGION =
      new Setting<>(
          "storage.r2.region",
          "auto",
          Form.matching(
              Pattern.compile("[a-z0-9-]{1,40}"), "a region such as auto or eu-central-1"),
          "`auto` for R2; the bucket's region for S3");
  private static final Setting<String> ACCESS_KEY_ID =
      Setting.secret("storage.r2.access-key-id", "the public part of the credentials");
  private static final Setting<String> SECRET_ACCESS_KEY =
      Setting.secret("storage.r2.secret-access-key", "the secret part of the credentials");
  private static final Setting<Layout> LAYOUT =
      new Setting<>(
          "storage.r2.layout",
          "manifest",
          Form.oneOf(Layout.class),
          "`manifest` or `objects`, see [Which layout](r2.md#which-layout)");
  private static final Setting<String> METADATA_BUCKET =
      new Setting<>(
          "storage.r2.metadata-bucket",
          "",
          BUCKET,
          "the private bucket of manifests and API keys; not the media bucket");
  private static final Setting<String> MEDIA_BUCKET =
      new Setting<>("storage.r2.media-bucket", "", BUCKET, "the public bucket of the media");
  private static final Setting<String> PREFIX =
      new Setting<>(
          "storage.r2.prefix",
          "public-media/",
          R2Settings::prefix,
          "what the keys of the media begin with: empty, or ending in a slash");
  private static final Setting<MediaUrl> PUBLIC_BASE_URL =
      new Setting<>(
          "storage.r2.public-base-url",
          "",
          R2Settings::publicBaseUrl,
          "the URL under which the keys of the media bucket are served; `https`, unless"
              + " `assets.allow-http-urls`");
  private static final Setting<Integer> CONNECTIONS =
      new Setting<>(
          "storage.r2.connections",
          "512",
          Form.number("a number", 1, 10_000),
          "most connections to the server at one time, 1 to 10000; more requests wait for one");
  private static final Setting<Duration> PATIENCE =
      new Setting<>(
          "storage.r2.patience",
          "PT10S",
          Form.duration(
              Duration.ofMillis(100),
              Duration.ofMinutes(5),
              "100 milliseconds to 5 minutes such as PT10S"),
          "how long a request is repeated that fails, and how long a write may take, `PT0.1S` to"
              + " `PT5M`");
  static final List<Setting<?>> ALL =
      List.of(
          ENDPOINT,
          REGION,
          ACCESS_KEY_ID,
          SECRET_ACCESS_KEY,
          LAYOUT,
          METADATA_BUCKET,
          MEDIA_BUCKET,
          PREFIX,
          PUBLIC_BASE_URL,
          CONNECTIONS,
          PATIENCE);

  private static final String BESIDE_OTHERS = "is needed beside the other settings of storage.r2";
  private static final String OF_STORAGE = "is needed, since storage.type is r2";

  /** What keeps the descriptors. */
  enum Layout {
    MANIFEST,
    OBJECTS
  }

  /**
   * Reads the buckets beside another storage.
   *
   * @return empty if nothing is set of them
   */
  static Optional<R2Settings> beside(Values values, boolean allowHttp) {
    Layout layout = values.get(LAYOUT);
    boolean set = ALL.stream().anyMatch(one -> !values.text(one).equals(one.fallback()));
    return set
        ? Optional.of(read(values, layout, false, false, BESIDE_OTHERS, allowHttp))
        : Optional.empty();
  }

  /** Reads the buckets that are the storage. */
  static R2Settings storage(Values values, boolean allowHttp) {
    Layout layout = values.get(LAYOUT);
    return read(
        values, layout, layout == Layout.MANIFEST, layout == Layout.OBJECTS, OF_STORAGE, allowHttp);
  }

  private static R2Settings read(
      Values values,
      Layout layout,
      boolean needsMetadata,
      boolean needsMedia,
      String why,
      boolean allowHttp) {
    R2Connection connection =
        new R2Connection(
            values.get(ENDPOINT, why),
            values.get(REGION, why),
            values.get(ACCESS_KEY_ID, why),
            values.get(SECRET_ACCESS_KEY, why),
            values.get(CONNECTIONS),
            values.get(PATIENCE));
    refuseBucketIn(connection.endpoint(), values);
    Optional<String> metadata =
        needsMetadata || values.isSet(METADATA_BUCKET)
            ? Optional.of(values.get(METADATA_BUCKET, why))
            : Optional.empty();
    Optional<MediaSettings> media =
        needsMedia || values.isSet(MEDIA_BUCKET) || values.isSet(PUBLIC_BASE_URL)
            ? Optional.of(media(values, connection, why, allowHttp))
            : Optional.empty();
    if (media.isPresent() && media.map(MediaSettings::bucket).equals(metadata)) {
      throw values.bad(
          METADATA_BUCKET,
          "must not be the media bucket, which everybody can read: manifests and API keys need"
              + " one of their own");
    }
    return new R2Settings(connection, layout, metadata, media);
  }

  /** The storage that these buckets are; both of its parts were needed to read it. */
  StorageSettings storage() {
    return layout == Layout.MANIFEST
        ? new R2ManifestSettings(connection, metadataBucket.orElseThrow())
        : new R2ObjectsSettings(media.orElseThrow(), metadataBucket);
  }

  private static MediaSettings media(
      Values values, R2Connection connection, String why, boolean allowHttp) {
    String bucket = values.get(MEDIA_BUCKET, why);
    String prefix = values.get(PREFIX);
    MediaUrl url = values.get(PUBLIC_BASE_URL, why);
    if (!url.isHttps() && !allowHttp) {
      throw values.bad(
          PUBLIC_BASE_URL, "must be an https:// URL, unless assets.allow-http-urls is true");
    }
    return new MediaSettings(connection, bucket, prefix, url);
  }

  private static URI endpoint(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below, like a URL of another form.
    }
    throw notAnEndpoint();
  }

  /** Does not repeat the URL, which may carry credentials. */
  private static IllegalArgumentException notAnEndpoint() {
    return new IllegalArgumentException(
        "must be a URL such as https://ACCOUNT.r2.cloudflarestorage.com, without a bucket, a query"
            + " or credentials");
  }

  /** Dashboards show such URLs; with it manifests and keys would land in that bucket. */
  private static void refuseBucketIn(URI endpoint, Values values) {
    String path = endpoint.getPath().replaceAll("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (!last.isEmpty()
        && (endpoint.getHost().endsWith(".r2.cloudflarestorage.com")
            || last.equals(values.text(METADATA_BUCKET))
            || last.equals(values.text(MEDIA_BUCKET)))) {
      throw values.bad(ENDPOINT, String.valueOf(notAnEndpoint().getMessage()));
    }
  }

  private static String prefix(String text) {
    if (!text.isEmpty() && (!text.endsWith("/") || text.startsWith("/"))) {
      throw new IllegalArgumentException(
          "must be empty, or end with a slash and not begin with one, not \"" + text + "\"");
    }
    return text;
  }

  private static MediaUrl publicBaseUrl(String text) {
    MediaUrl url = new MediaUrl(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw new IllegalArgumentException("must have neither a query nor a fragment");
    }
    return url;
  }
}
