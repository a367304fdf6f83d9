package dev.assetlookup.s3server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The AWS Signature Version 4 of one request, in its {@code Authorization} header. */
record SignatureV4(
    String accessKeyId, String date, String region, List<String> signedHeaders, String signature) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=([^/,]+)/(\\d{8})/([^/,]*)/s3/aws4_request, *"
              + "SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SPACES = Pattern.compile(" +");
  private static final Duration MAX_SKEW = Duration.ofMinutes(15);
  private static final Set<String> REGIONS = Set.of("auto", "", "us-east-1");

  static SignatureV4 of(HttpRequest request) throws Refusal {
    String authorization = request.header("Authorization");
    if (authorization == null) {
      throw Refusal.invalidArgument("Authorization");
    }
    Matcher matcher = AUTHORIZATION.matcher(authorization);
    if (!matcher.matches()) {
      throw new Refusal(400, "AuthorizationHeaderMalformed", "Not a signature of version 4 for s3");
    }
    return new SignatureV4(
        matcher.group(1),
        matcher.group(2),
        matcher.group(3),
        Arrays.asList(matcher.group(4).split(";", -1)),
        matcher.group(5));
  }

  /**
   * Checks all but what the key may do.
   *
   * @param credential the one of {@link #accessKeyId}, or null if there is none
   */
  void verify(S3Request request, @Nullable Credential credential, Instant now) throws Refusal {
    if (credential == null) {
      throw new Refusal(401, "Unauthorized", "Unauthorized");
    }
    if (!REGIONS.contains(region)) {
      throw new Refusal(
          400, "InvalidRegionName", "The region name '" + region + "' is not valid: use auto");
    }
    HttpRequest http = request.http();
    String time = verifyTime(http, now);
    verifySignedHeaders(http);
    String payload = verifyPayload(http);
    String canonical = canonicalRequest(request, payload);
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + time
            + '\n'
            + date
            + '/'
            + region
            + "/s3/aws4_request\n"
            + Digests.hex(Digests.sha256(canonical.getBytes(StandardCharsets.ISO_8859_1)));
    byte[] expected =
        Digests.hmacSha256(
            credential.signingKey(date, region), toSign.getBytes(StandardCharsets.ISO_8859_1));
    if (!MessageDigest.isEqual(ascii(Digests.hex(expected)), ascii(signature))) {
      throw new Refusal(
          403,
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided.");
    }
  }

  private String verifyTime(HttpRequest http, Instant now) throws Refusal {
    String time = http.header("x-amz-date");
    Instant signedAt;
    try {
      signedAt = AMZ_DATE.parse(time == null ? "" : time, Instant::from);
    } catch (DateTimeException e) {
      throw new Refusal(403, "AccessDenied", "x-amz-date is missing or not a date");
    }
    if (time == null || !time.startsWith(date)) {
      throw new Refusal(400, "AuthorizationHeaderMalformed", "x-amz-date is of another day");
    }
    if (Duration.between(signedAt, now).abs().compareTo(MAX_SKEW) > 0) {
      throw new Refusal(
          403,
          "RequestTimeTooSkewed",
          "The difference between the request time and the current time is too large.");
    }
    return time;
  }

  private void verifySignedHeaders(HttpRequest http) throws Refusal {
    boolean complete =
        signedHeaders.contains("host")
            && http.headers().stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("x-amz-"))
                .allMatch(signedHeaders::contains);
    if (!complete) {
      throw new Refusal(
          403, "AccessDenied", "There were headers present in the request which were not signed");
    }
  }

  private static String verifyPayload(HttpRequest http) throws Refusal {
    String payload = http.header("x-amz-content-sha256");
    if (payload == null) {
      throw new Refusal(400, "InvalidRequest", "Missing x-amz-content-sha256");
    }
    if (payload.equals("UNSIGNED-PAYLOAD")) {
      return payload;
    }
    if (!HASH.matcher(payload).matches()) {
      throw Refusal.invalidArgument("x-amz-content-sha256");
    }
    if (!Digests.hex(Digests.sha256(http.body())).equals(payload)) {
      throw new Refusal(
          400,
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
    return payload;
  }

  private String canonicalRequest(S3Request request, String payload) {
    StringBuilder canonical = new StringBuilder(1024);
    canonical.append(request.http().method()).append('\n');
    canonical.append(PercentEncoding.encodePath(request.path())).append('\n');
    canonical.append(canonicalQuery(request)).append('\n');
    for (String name : signedHeaders) {
      canonical.append(name).append(':').append(values(request.http(), name)).append('\n');
    }
    canonical.append('\n').append(String.join(";", signedHeaders)).append('\n').append(payload);
    return canonical.toString();
  }

  private static String canonicalQuery(S3Request request) {
    return request.query().stream()
        .map(
            parameter ->
                Map.entry(
                    PercentEncoding.encode(parameter.getKey()),
                    PercentEncoding.encode(parameter.getValue())))
        .sorted(
            Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
        .map(parameter -> parameter.getKey() + '=' + parameter.getValue())
        .collect(Collectors.joining("&"));
  }

  private static String values(HttpRequest http, String name) {
    return http.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(header -> SPACES.matcher(header.value()).replaceAll(" "))
        .collect(Collectors.joining(","));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
