package dev.assetlookup.s3server;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request in the terms of S3, path style.
 *
 * @param path the decoded path
 * @param key as the client spelled it
 * @param query the decoded parameters in their order
 */
record S3Request(
    HttpRequest http,
    String path,
    String bucket,
    String key,
    List<Map.Entry<String, String>> query) {

  /** Names of operations by method, level and the parameter that chooses among them. */
  private static final Map<String, String> SUBRESOURCES =
      Map.ofEntries(
          Map.entry("POST bucket delete", "DeleteObjects"),
          Map.entry("GET bucket location", "GetBucketLocation"),
          Map.entry("GET bucket versions", "ListObjectVersions"),
          Map.entry("GET bucket versioning", "GetBucketVersioning"),
          Map.entry("GET bucket uploads", "ListMultipartUploads"),
          Map.entry("GET bucket acl", "GetBucketAcl"),
          Map.entry("POST object uploads", "CreateMultipartUpload"),
          Map.entry("PUT object partNumber", "UploadPart"),
          Map.entry("POST object uploadId", "CompleteMultipartUpload"),
          Map.entry("DELETE object uploadId", "AbortMultipartUpload"),
          Map.entry("GET object uploadId", "ListParts"),
          Map.entry("GET object attributes", "GetObjectAttributes"),
          Map.entry("GET object tagging", "GetObjectTagging"),
          Map.entry("PUT object tagging", "PutObjectTagging"),
          Map.entry("GET object acl", "GetObjectAcl"),
          Map.entry("PUT object acl", "PutObjectAcl"));

  private static final Map<String, String> PLAIN =
      Map.of(
          "GET service", "ListBuckets",
          "GET bucket", "ListObjects",
          "HEAD bucket", "HeadBucket",
          "PUT bucket", "CreateBucket",
          "DELETE bucket", "DeleteBucket",
          "GET object", "GetObject",
          "HEAD object", "HeadObject",
          "PUT object", "PutObject",
          "DELETE object", "DeleteObject");

  /**
   * Reads a request.
   *
   * @param root what every path begins with: empty, or such as {@code /s3}
   */
  static S3Request of(HttpRequest http, String root) throws Refusal {
    String target = http.target();
    int question = target.indexOf('?');
    String rawPath = question < 0 ? target : target.substring(0, question);
    if (!rawPath.startsWith("/")) {
      throw new Refusal(400, "InvalidURI", "Couldn't parse the specified URI.");
    }
    String path = PercentEncoding.decode(rawPath);
    int start = root.length() + 1;
    if (!path.startsWith(root + "/")) {
      throw new Refusal(404, "NotFound", "Nothing is served but under " + root + ".");
    }
    int slash = path.indexOf('/', start);
    String bucket = slash < 0 ? path.substring(start) : path.substring(start, slash);
    String key = slash < 0 ? "" : path.substring(slash + 1);
    return new S3Request(
        http, path, bucket, key, query(question < 0 ? "" : target.substring(question + 1)));
  }

  private static List<Map.Entry<String, String>> query(String raw) throws Refusal {
    List<Map.Entry<String, String>> query = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.add(Map.entry(PercentEncoding.decode(name), PercentEncoding.decode(value)));
      }
    }
    return List.copyOf(query);
  }

  String operation() {
    String where =
        http.method() + (bucket.isEmpty() ? " service" : key.isEmpty() ? " bucket" : " object");
    for (Map.Entry<String, String> parameter : query) {
      String name = SUBRESOURCES.get(where + ' ' + parameter.getKey());
      if (name != null) {
        return name;
      }
    }
    if (where.equals("GET bucket") && "2".equals(parameter("list-type"))) {
      return "ListObjectsV2";
    }
    if (where.equals("PUT object") && http.header("x-amz-copy-source") != null) {
      return "CopyObject";
    }
    return PLAIN.getOrDefault(where, where);
  }

  boolean writes() {
    return http.method().equals("PUT")
        || http.method().equals("DELETE")
        || http.method().equals("POST");
  }

  /** The key as objects are found by it. */
  String normalizedKey() {
    return normalize(key);
  }

  static String normalize(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  @Nullable String parameter(String name) {
    for (Map.Entry<String, String> parameter : query) {
      if (parameter.getKey().equals(name)) {
        return parameter.getValue();
      }
    }
    return null;
  }

  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    query.forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue()));
    return parameters;
  }
}
