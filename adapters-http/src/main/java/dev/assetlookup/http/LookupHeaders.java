package dev.assetlookup.http;

import org.jspecify.annotations.Nullable;

/** The headers of one request that matter to the lookup of an asset. */
final class LookupHeaders {
  private @Nullable String apiKey;
  private @Nullable String authorization;
  private @Nullable String organization;
  private @Nullable String ifNoneMatch;
  private boolean isUnusual;

  /** Takes a line in, if it is one of them. */
  void read(HeadLines line) {
    // By length first: most headers are none of these.
    int length = line.nameLength();
    if (length == 9 && line.isNamed("x-api-key")) {
      apiKey = single(apiKey, line.value());
    } else if (length == 13 && line.isNamed("authorization")) {
      authorization = single(authorization, line.value());
    } else if (length == 13 && line.isNamed("if-none-match")) {
      ifNoneMatch = single(ifNoneMatch, line.value());
    } else if (length == 21 && line.isNamed("x-layers-organization")) {
      organization = single(organization, line.value());
    }
  }

  private String single(@Nullable String before, String value) {
    isUnusual |= before != null || value.isEmpty();
    return value;
  }

  /** Whether one of them is blank or is there more than once. */
  boolean isUnusual() {
    return isUnusual;
  }

  Credentials credentials() {
    return Credentials.of(apiKey, authorization, organization);
  }

  /** Whether the client states that it has the current representation. */
  boolean isKnown(String tag) {
    return ifNoneMatch != null && EntityTag.isKnown(ifNoneMatch, tag);
  }
}
