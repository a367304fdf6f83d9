package dev.assetlookup.http;

import io.helidon.common.socket.PeerInfo;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The headers of one request that matter to the lookup of an asset. */
final class LookupHeaders {
  private @Nullable String apiKey;
  private @Nullable String authorization;
  private @Nullable String organization;
  private @Nullable String ifNoneMatch;
  private @Nullable String forwardedFor;
  private @Nullable String forwarded;
  private boolean isUnusual;

  /** Takes a line in, if it is one of them. */
  void read(HeadLines line) {
    // By length first: most headers are none of these.
    int length = line.nameLength();
    if (length == 9 && line.isNamed("x-api-key")) {
      apiKey = single(apiKey, line.value());
    } else if (length == 9 && line.isNamed("forwarded")) {
      forwarded = joined(forwarded, line.value());
    } else if (length == 13 && line.isNamed("authorization")) {
      authorization = single(authorization, line.value());
    } else if (length == 13 && line.isNamed("if-none-match")) {
      ifNoneMatch = single(ifNoneMatch, line.value());
    } else if (length == 15 && line.isNamed("x-forwarded-for")) {
      forwardedFor = joined(forwardedFor, line.value());
    } else if (length == 21 && line.isNamed("x-layers-organization")) {
      organization = single(organization, line.value());
    }
  }

  private String single(@Nullable String before, String value) {
    isUnusual |= before != null || value.isEmpty();
    return value;
  }

  private static String joined(@Nullable String before, String value) {
    return before == null ? value : before + "," + value;
  }

  /** Whether one of them is blank or is there more than once, where that is unclear. */
  boolean isUnusual() {
    return isUnusual;
  }

  Credentials credentials(Supplier<PeerInfo> peer) {
    return Credentials.of(
        apiKey, authorization, organization, new Origin(peer, forwardedFor, forwarded));
  }

  /** Whether the client states that it has the current representation. */
  boolean isKnown(String tag) {
    return ifNoneMatch != null && EntityTag.isKnown(ifNoneMatch, tag);
  }
}
