package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import java.util.Optional;

/** A key as a client sent it, taken apart: {@code lp_<env>_<keyid>_<secret>}. */
record PresentedKey(ApiKey.Environment environment, ApiKeyId id, String secret) {
  static final int SECRET_LENGTH = 43;
  private static final String PREFIX = "lp_";
  private static final int ENVIRONMENT_END = PREFIX.length() + 4;
  private static final int ID_START = ENVIRONMENT_END + 1;
  private static final int ID_END = ID_START + ApiKeyId.LENGTH;
  private static final int LENGTH = ID_END + 1 + SECRET_LENGTH;

  /** Every part has a fixed width, so that {@code _} and {@code -} in the secret do no harm. */
  static Optional<PresentedKey> parse(String text) {
    if (text.length() != LENGTH
        || !text.startsWith(PREFIX)
        || text.charAt(ENVIRONMENT_END) != '_'
        || text.charAt(ID_END) != '_'
        || !isBase64Url(text, ID_END + 1)) {
      return Optional.empty();
    }
    String id = text.substring(ID_START, ID_END);
    if (!ApiKeyId.isLegal(id)) {
      return Optional.empty();
    }
    for (ApiKey.Environment environment : ApiKey.Environment.values()) {
      if (text.startsWith(environment.segment(), PREFIX.length())) {
        return Optional.of(
            new PresentedKey(environment, new ApiKeyId(id), text.substring(ID_END + 1)));
      }
    }
    return Optional.empty();
  }

  String text() {
    return PREFIX + environment.segment() + "_" + id + "_" + secret;
  }

  private static boolean isBase64Url(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean legal =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
      if (!legal) {
        return false;
      }
    }
    return true;
  }

  /** Keeps the secret out of logs and debuggers. */
  @Override
  public String toString() {
    return PREFIX + environment.segment() + "_" + id + "_...";
  }
}
