package dev.assetlookup.http;

import dev.assetlookup.core.limits.EndpointClass;
import dev.assetlookup.core.limits.Rate;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client of its limits: by {@code X-RateLimit-*}, of which {@code Remaining} and {@code
 * Reset} are about all buckets together, and by {@code RateLimit-Policy} and {@code RateLimit} of
 * draft-ietf-httpapi-ratelimit-headers, with an item for each bucket. What does not change is
 * written once.
 */
final class LimitHeaders {
  private static final HeaderName CLASS = HeaderNames.create("X-RateLimit-Endpoint-Class");
  private static final HeaderName LIMIT = HeaderNames.create("X-RateLimit-Limit");
  private static final HeaderName REMAINING = HeaderNames.create("X-RateLimit-Remaining");
  private static final HeaderName RESET = HeaderNames.create("X-RateLimit-Reset");
  private static final HeaderName POLICY = HeaderNames.create("RateLimit-Policy");
  private static final HeaderName STATE = HeaderNames.create("RateLimit");
  private static final String ORGANIZATION = "organization";

  private static final byte[] REMAINING_LINE = ascii(REMAINING.defaultCase() + ": ");
  private static final byte[] RESET_LINE = ascii("\r\n" + RESET.defaultCase() + ": ");
  private static final byte[] STATE_LINE = ascii("\r\n" + STATE.defaultCase() + ": ");
  private static final byte[] RESET_IN = ascii(";t=");
  private static final byte[] LINE_END = ascii("\r\n");
  // More than all that changes.
  private static final int CHANGING = 256;

  private final @Nullable Rate ofKey;
  private final @Nullable Rate ofOrganization;
  private final String name;
  private final List<Header> fixed = new ArrayList<>();
  private final byte[] fixedLines;
  private final byte[] stateOfKey;
  private final byte[] stateOfOrganization;

  /**
   * Writes what does not change.
   *
   * @param endpointClass what is asked
   * @param ofKey the rate of the key's bucket, null if there is none
   * @param ofOrganization likewise
   */
  LimitHeaders(EndpointClass endpointClass, @Nullable Rate ofKey, @Nullable Rate ofOrganization) {
    this.ofKey = ofKey;
    this.ofOrganization = ofOrganization;
    this.name = endpointClass.wireName();
    fixed.add(HeaderValues.createCached(CLASS, name));
    Rate limit = ofKey == null ? ofOrganization : ofKey;
    if (limit != null) {
      fixed.add(HeaderValues.createCached(LIMIT, Integer.toString(limit.permits())));
      fixed.add(HeaderValues.createCached(POLICY, policies()));
    }
    StringBuilder lines = new StringBuilder();
    fixed.forEach(h -> lines.append(h.name()).append(": ").append(h.get()).append("\r\n"));
    this.fixedLines = ascii(lines.toString());
    this.stateOfKey = ascii("\"" + name + "\";r=");
    this.stateOfOrganization = ascii((ofKey == null ? "" : ", ") + "\"" + ORGANIZATION + "\";r=");
  }

  private String policies() {
    List<String> policies = new ArrayList<>();
    if (ofKey != null) {
      policies.add(policy(name, ofKey));
    }
    if (ofOrganization != null) {
      policies.add(policy(ORGANIZATION, ofOrganization));
    }
    return String.join(", ", policies);
  }

  private static String policy(String name, Rate rate) {
    return "\"" + name + "\";q=" + rate.permits() + ";w=" + Rate.SECONDS;
  }

  int leftOfKey(long taken) {
    return ofKey == null ? Integer.MAX_VALUE : ofKey.left(taken);
  }

  int leftOfOrganization(long taken) {
    return ofOrganization == null ? Integer.MAX_VALUE : ofOrganization.left(taken);
  }

  long fullOfKey(long taken) {
    return ofKey == null ? 0 : ofKey.untilFull(taken);
  }

  long fullOfOrganization(long taken) {
    return ofOrganization == null ? 0 : ofOrganization.untilFull(taken);
  }

  /** More than {@link #write} writes. */
  int length() {
    return fixedLines.length + CHANGING;
  }

  /** Writes whole lines. */
  void write(Permit permit, ByteBuffer out) {
    out.put(fixedLines);
    if (ofKey == null && ofOrganization == null) {
      return;
    }
    number(permit.left(), out.put(REMAINING_LINE));
    number(permit.reset(), out.put(RESET_LINE));
    writeState(permit, out.put(STATE_LINE));
    out.put(LINE_END);
  }

  /** The same for an answer of Helidon's. */
  void set(Permit permit, ServerResponseHeaders headers) {
    fixed.forEach(headers::set);
    if (ofKey == null && ofOrganization == null) {
      return;
    }
    headers.set(HeaderValues.create(REMAINING, Integer.toString(permit.left())));
    headers.set(HeaderValues.create(RESET, Long.toString(permit.reset())));
    ByteBuffer state = ByteBuffer.allocate(CHANGING);
    writeState(permit, state);
    headers.set(
        HeaderValues.create(
            STATE, new String(state.array(), 0, state.position(), StandardCharsets.ISO_8859_1)));
  }

  private void writeState(Permit permit, ByteBuffer out) {
    if (ofKey != null) {
      out.put(stateOfKey);
      number(ofKey.left(permit.ofKey()), out);
      number(Permit.seconds(ofKey.untilFull(permit.ofKey())), out.put(RESET_IN));
    }
    if (ofOrganization != null) {
      out.put(stateOfOrganization);
      number(ofOrganization.left(permit.ofOrganization()), out);
      number(Permit.seconds(ofOrganization.untilFull(permit.ofOrganization())), out.put(RESET_IN));
    }
  }

  private static void number(long value, ByteBuffer out) {
    int end = out.position() + 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      end++;
    }
    out.position(end);
    long rest = value;
    do {
      end--;
      out.put(end, (byte) ('0' + rest % 10));
      rest /= 10;
    } while (rest > 0);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
