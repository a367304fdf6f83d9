package dev.assetlookup.s3server;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** One page of ListObjectsV2. */
final class Listing {
  private static final Set<String> PARAMETERS =
      Set.of(
          "list-type",
          "prefix",
          "delimiter",
          "max-keys",
          "start-after",
          "continuation-token",
          "encoding-type",
          "x-id");
  private static final int MAX_KEYS = 1000;
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final String bucket;
  private final String prefix;
  private final String delimiter;
  private final int maxKeys;
  private final @Nullable String startAfter;
  private final @Nullable String token;
  private final boolean urlEncoded;

  private final List<S3Object> contents = new ArrayList<>();
  private final List<String> commonPrefixes = new ArrayList<>();
  private @Nullable String nextToken;

  Listing(S3Request request) throws Refusal {
    for (Map.Entry<String, String> parameter : request.query()) {
      if (!PARAMETERS.contains(parameter.getKey())) {
        throw Refusal.notImplemented("ListObjectsV2 with " + parameter.getKey());
      }
    }
    bucket = request.bucket();
    prefix = S3Request.normalize(orEmpty(request.parameter("prefix")));
    delimiter = orEmpty(request.parameter("delimiter"));
    maxKeys = maxKeys(request.parameter("max-keys"));
    startAfter = request.parameter("start-after");
    token = request.parameter("continuation-token");
    String encoding = request.parameter("encoding-type");
    if (encoding != null && !encoding.equals("url")) {
      throw Refusal.invalidArgument("Invalid Encoding Method specified in Request");
    }
    urlEncoded = encoding != null;
  }

  private static String orEmpty(@Nullable String parameter) {
    return parameter == null ? "" : parameter;
  }

  private static int maxKeys(@Nullable String parameter) throws Refusal {
    try {
      int maxKeys = parameter == null ? MAX_KEYS : Integer.parseInt(parameter);
      if (maxKeys >= 0) {
        return Math.min(maxKeys, MAX_KEYS);
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw Refusal.invalidArgument("max-keys");
  }

  byte[] page(NavigableMap<String, S3Object> objects) throws Refusal {
    collect(from(objects));
    return Xml.document("ListBucketResult", true, this::write);
  }

  /** The objects that may be on this page and after it. */
  private NavigableMap<String, S3Object> from(NavigableMap<String, S3Object> objects)
      throws Refusal {
    NavigableMap<String, S3Object> from = objects.tailMap(prefix, true);
    if (token != null) {
      String last = decode(token);
      return last.startsWith("p")
          ? behind(from, last.substring(1))
          : after(from, last.substring(1));
    }
    return startAfter == null ? from : after(from, S3Request.normalize(startAfter));
  }

  private static NavigableMap<String, S3Object> after(
      NavigableMap<String, S3Object> objects, String key) {
    return key.isEmpty() || isBefore(key, objects) ? objects : objects.tailMap(key, false);
  }

  private static boolean isBefore(String key, NavigableMap<String, S3Object> objects) {
    return objects.isEmpty() || Bucket.byUtf8().compare(key, objects.firstKey()) < 0;
  }

  /** What follows every key that begins so. */
  private static NavigableMap<String, S3Object> behind(
      NavigableMap<String, S3Object> objects, String commonPrefix) {
    NavigableMap<String, S3Object> rest = after(objects, commonPrefix + LAST_CHARACTER);
    while (!rest.isEmpty() && rest.firstKey().startsWith(commonPrefix)) {
      rest = rest.tailMap(rest.firstKey(), false);
    }
    return rest;
  }

  private void collect(NavigableMap<String, S3Object> from) {
    NavigableMap<String, S3Object> rest = from;
    String last = "";
    while (maxKeys > 0) {
      String commonPrefix = null;
      for (Map.Entry<String, S3Object> entry : rest.entrySet()) {
        String key = entry.getKey();
        if (!key.startsWith(prefix)) {
          return;
        }
        if (contents.size() + commonPrefixes.size() == maxKeys) {
          nextToken = encode(last);
          return;
        }
        int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        if (cut >= 0) {
          commonPrefix = key.substring(0, cut + delimiter.length());
          break;
        }
        contents.add(entry.getValue());
        last = 'k' + key;
      }
      if (commonPrefix == null) {
        return;
      }
      commonPrefixes.add(commonPrefix);
      last = 'p' + commonPrefix;
      rest = behind(rest, commonPrefix);
    }
  }

  private void write(Xml xml) throws XMLStreamException {
    xml.element("Name", bucket);
    xml.element("Prefix", encoded(prefix));
    if (!delimiter.isEmpty()) {
      xml.element("Delimiter", encoded(delimiter));
    }
    if (startAfter != null) {
      xml.element("StartAfter", encoded(startAfter));
    }
    if (token != null) {
      xml.element("ContinuationToken", token);
    }
    if (nextToken != null) {
      xml.element("NextContinuationToken", nextToken);
    }
    if (urlEncoded) {
      xml.element("EncodingType", "url");
    }
    xml.element("KeyCount", Integer.toString(contents.size() + commonPrefixes.size()));
    xml.element("MaxKeys", Integer.toString(maxKeys));
    xml.element("IsTruncated", Boolean.toString(nextToken != null));
    for (S3Object object : contents) {
      xml.element("Contents", content -> write(content, object));
    }
    for (String commonPrefix : commonPrefixes) {
      xml.element("CommonPrefixes", content -> content.element("Prefix", encoded(commonPrefix)));
    }
  }

  private void write(Xml xml, S3Object object) throws XMLStreamException {
    xml.element("Key", encoded(object.key()));
    xml.element("LastModified", TIME.format(object.lastModified()));
    xml.element("ETag", object.etag());
    xml.element("Size", Integer.toString(object.body().length));
    xml.element("StorageClass", "STANDARD");
  }

  private String encoded(String text) {
    return urlEncoded ? PercentEncoding.encodePath(text) : text;
  }

  private static String encode(String last) {
    return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) throws Refusal {
    try {
      String last = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (last.startsWith("k") || last.startsWith("p")) {
        return last;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw Refusal.invalidArgument("The continuation token provided is incorrect");
  }
}
