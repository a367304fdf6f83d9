package dev.assetlookup.r2.document;

import dev.assetlookup.core.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The form of a document in its object: {@code {"version":2,"checksumSha256":"<64 digits>",...}},
 * in exactly these bytes, with its other members behind them. The checksum is that of all bytes
 * behind its digits, so the document needs nothing beside its bytes, and can be checked while it is
 * read as a stream.
 */
public final class DocumentForm {
  static final int VERSION = 2;

  /** The members that the form has for itself. */
  public static final String CHECKSUM = "checksumSha256";

  private static final byte[] BEFORE =
      ("{\"version\":" + VERSION + ",\"" + CHECKSUM + "\":\"").getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BEHIND = {'"', ','};
  private static final int DIGITS = 64;
  // Where the bytes begin that the checksum covers.
  private static final int START = BEFORE.length + DIGITS;

  private DocumentForm() {}

  /** Puts the form's own members before those of a JSON object that has one or more. */
  public static byte[] seal(byte[] object) {
    byte[] sealed = new byte[START + BEHIND.length + object.length - 1];
    System.arraycopy(BEFORE, 0, sealed, 0, BEFORE.length);
    System.arraycopy(BEHIND, 0, sealed, START, BEHIND.length);
    System.arraycopy(object, 1, sealed, START + BEHIND.length, object.length - 1);
    System.arraycopy(checksum(sealed), 0, sealed, BEFORE.length, DIGITS);
    return sealed;
  }

  /** Whether bytes begin as this form does. */
  static boolean isSealed(byte[] bytes) {
    return bytes.length > START && Arrays.equals(bytes, 0, BEFORE.length, BEFORE, 0, BEFORE.length);
  }

  /** Whether sealed bytes are as they were when they were sealed. */
  static boolean isWhole(byte[] sealed) {
    return Arrays.equals(sealed, BEFORE.length, START, checksum(sealed), 0, DIGITS);
  }

  private static byte[] checksum(byte[] sealed) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(sealed, START, sealed.length - START);
    return Sha256.of(digest).hex().getBytes(StandardCharsets.US_ASCII);
  }
}
