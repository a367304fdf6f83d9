package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.Sha256;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The digest of a key's secret as the table has it: 64 hexadecimal digits, or, for a key with
 * bounds that earlier versions would ignore, a form that such a version takes for corrupt.
 */
final class StoredDigest {
  private static final String RESTRICTED = "v2:";

  private StoredDigest() {}

  static String text(ApiKey key) {
    Sha256 digest = key.status().secrets().current();
    return key.isRestricted() ? restricted(digest) : digest.hex();
  }

  static String restricted(Sha256 digest) {
    byte[] bytes = HexFormat.of().parseHex(digest.hex());
    return RESTRICTED + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Sha256 parse(String text) {
    if (!text.startsWith(RESTRICTED)) {
      return new Sha256(text);
    }
    byte[] bytes = Base64.getUrlDecoder().decode(text.substring(RESTRICTED.length()));
    return new Sha256(HexFormat.of().formatHex(bytes));
  }
}
