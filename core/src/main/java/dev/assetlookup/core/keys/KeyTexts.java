package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKeyId;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes up ids and secrets. Thread-safe. */
record KeyTexts(SecureRandom random) {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECRET_BYTES = 32;

  ApiKeyId newId() {
    StringBuilder id = new StringBuilder(ApiKeyId.LENGTH);
    for (int i = 0; i < ApiKeyId.LENGTH; i++) {
      id.append(BASE32.charAt(random.nextInt(BASE32.length())));
    }
    return new ApiKeyId(id.toString());
  }

  String newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
