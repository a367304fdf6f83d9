package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.PercentCoding;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/**
 * Where the media of containers lie and how they are reached: {@code
 * <prefix>content-container/<container uuid>/media/<file>} in a bucket, and the same behind a
 * public URL.
 *
 * @param bucket the public bucket
 * @param prefix what stands before {@code content-container/}: empty, or ending in a slash
 * @param publicBase the URL under which the bucket's keys are served, without a slash at its end
 */
public record MediaLocation(String bucket, String prefix, MediaUrl publicBase) {
  private static final int MAX_KEY_BYTES = 1_024;
  private static final String CONTAINERS = "content-container/";
  private static final String MEDIA = "/media/";
  // An id depends on the file name alone.
  private static final String ANYWHERE = "https://host/";
  private static final int UUID_LENGTH = 36;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the bucket is empty, the prefix neither empty nor ending in
   *     a slash, or the base has a query, a fragment or a slash at its end
   */
  public MediaLocation {
    if (bucket.isEmpty()) {
      throw new IllegalArgumentException("the media bucket has no name");
    }
    if (!prefix.isEmpty() && (!prefix.endsWith("/") || prefix.startsWith("/"))) {
      throw new IllegalArgumentException(
          "the prefix must be empty, or end with a slash and not begin with one");
    }
    String base = publicBase.value();
    if (base.endsWith("/") || base.indexOf('?') >= 0 || base.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "the public base URL must have no query and no slash at its end");
    }
  }

  /**
   * One file.
   *
   * @param container whose it is; the organization does not show in a key
   * @param name its name in the folder of the container
   */
  public record File(ContainerId container, String name) {
    /**
     * The id that {@link AssetIds#derive} gives for its URL.
     *
     * @return the id, or empty if no URL can be so long
     */
    public Optional<AssetId> assetId() {
      try {
        return Optional.of(
            AssetIds.derive(new MediaUrl(ANYWHERE + PercentCoding.encodePath(name))));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  /** The beginning of the keys of all containers. */
  String containers() {
    return prefix + CONTAINERS;
  }

  /** The beginning of the keys of one container's media. */
  String folder(ContainerId container) {
    return containers() + container.uuid() + MEDIA;
  }

  /**
   * A text that sorts behind all keys of a container, and before those of the next.
   *
   * @param container which container
   * @return where to continue a listing that is done with it
   */
  public String end(ContainerId container) {
    // The character after the slash.
    return containers() + container.uuid() + "0";
  }

  /**
   * The key of a file.
   *
   * @param file which file
   * @return its key
   * @throws IllegalArgumentException if no object can have its name: it is empty, {@code .} or
   *     {@code ..}, has a slash, control characters or half a surrogate pair, is not in NFC, or too
   *     long
   */
  public String key(File file) {
    String key = folder(file.container()) + file.name();
    if (!isFileName(file.name()) || key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("no object can have such a name");
    }
    return key;
  }

  /**
   * The file that a key names.
   *
   * @param key any key
   * @return the file, or empty if it is not one of a container's media
   */
  public Optional<File> file(String key) {
    int start = containers().length();
    int name = start + UUID_LENGTH + MEDIA.length();
    if (key.length() <= name || !key.startsWith(containers())) {
      return Optional.empty();
    }
    return ContainerId.parse(key.substring(start, start + UUID_LENGTH))
        .filter(container -> key.startsWith(folder(container)) && isFileName(key.substring(name)))
        .map(container -> new File(container, key.substring(name)));
  }

  /** As {@link #file}, but a key that names no file of a container is the caller's mistake. */
  File requireFile(String key) {
    return file(key)
        .orElseThrow(
            () -> new IllegalArgumentException("not the key of a file of a container: " + key));
  }

  /**
   * The public URL of a key, percent-encoded.
   *
   * @param key the key of an object
   * @return where it is served
   * @throws IllegalArgumentException if it would be longer than a URL may be
   */
  public MediaUrl url(String key) {
    return new MediaUrl(publicBase.value() + "/" + PercentCoding.encodePath(key));
  }

  /**
   * The key that a URL is served from, however host, port and escapes are spelled, and whatever the
   * query is.
   *
   * @param url any URL
   * @return the key, or empty if it is not under the public base
   */
  public Optional<String> key(MediaUrl url) {
    String base = publicBase.object();
    if (!url.object().startsWith(base.endsWith("/") ? base : base + "/")) {
      return Optional.empty();
    }
    // Decoded from the path as written: the form for comparisons is ambiguous about a "%" in a
    // name.
    String folder = PercentCoding.decode(publicBase.path()).orElse("") + "/";
    return PercentCoding.decode(url.path())
        .filter(path -> path.startsWith(folder))
        .map(path -> path.substring(folder.length()));
  }

  private static boolean isFileName(String name) {
    boolean plain =
        name.codePoints()
            .noneMatch(
                c ->
                    c == '/'
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE);
    return plain
        && !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && Normalizer.isNormalized(name, Normalizer.Form.NFC);
  }
}
