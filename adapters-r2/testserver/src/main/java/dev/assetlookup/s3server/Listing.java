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
  // What a continuation token begins with: the kind of the last entry of its page.
  private static final char KEY = 'k';
  private static final char PREFIX = 'p';
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final String bucket;
  private final String prefix;
  private final String delimiter;
  private final int maxKeys;
  private final String startAfter;
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
    startAfter = orEmpty(request.parameter("start-after"));
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
    Map.Entry<String, S3Object> next = first(objects);
    String last = "";
    while (maxKeys > 0 && next != null && next.getKey().startsWith(prefix)) {
      if (contents.size() + commonPrefixes.size() == maxKeys) {
        nextToken = encode(last);
        break;
      }
      String key = next.getKey();
      String commonPrefix = commonPrefix(key);
      if (commonPrefix == null) {
        contents.add(next.getValue());
        last = KEY + key;
        next = objects.higherEntry(key);
      } else {
        commonPrefixes.add(commonPrefix);
        last = PREFIX + commonPrefix;
        next = behind(objects, commonPrefix);
      }
    }
    return Xml.document("ListBucketResult", true, this::write);
  }

  private Map.@Nullable Entry<String, S3Object> first(NavigableMap<String, S3Object> objects)
      throws Refusal {
    String last = token == null ? KEY + startAfter : decode(token);
    String lastText = S3Request.normalize(last.substring(1));
    if (Bucket.byUtf8().compare(lastText, prefix) < 0) {
      return objects.ceilingEntry(prefix);
    }
    return last.charAt(0) == PREFIX ? behind(objects, lastText) : objects.higherEntry(lastText);
  }

  /** The first entry that follows every key that begins so. */
  private static Map.@Nullable Entry<String, S3Object> behind(
      NavigableMap<String, S3Object> objects, String commonPrefix) {
    Map.Entry<String, S3Object> next = objects.higherEntry(commonPrefix + LAST_CHARACTER);
    while (next != null && next.getKey().startsWith(commonPrefix)) {
      next = objects.higherEntry(next.getKey());
    }
    return next;
  }

  private @Nullable String commonPrefix(String key) {
    int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    return cut < 0 ? null : key.substring(0, cut + delimiter.length());
  }

  private void write(Xml xml) throws XMLStreamException {
    xml.element("Name", bucket);
    xml.element("Prefix", encoded(prefix));
    if (!delimiter.isEmpty()) {
      xml.element("Delimiter", encoded(delimiter));
    }
    if (!startAfter.isEmpty()) {
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
      if (!last.isEmpty() && (last.charAt(0) == KEY || last.charAt(0) == PREFIX)) {
        return last;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw Refusal.invalidArgument("The continuation token provided is incorrect");
  }
}
