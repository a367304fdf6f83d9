package dev.assetlookup.core.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(String hex) {
  private static final int LENGTH = 64;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code hex} is not of the form above
   */
  public Sha256 {
    Texts.require(isLegal(hex), "a SHA-256 in 64 lower-case hex digits", hex);
  }

  /**
   * The digest of some bytes.
   *
   * @param bytes what to digest
   * @return its SHA-256
   */
  public static Sha256 of(byte[] bytes) {
    return new Sha256(HexFormat.of().formatHex(newDigest().digest(bytes)));
  }

  /**
   * The digest of what was given to a {@linkplain #newDigest digest}, which is reset.
   *
   * @param digest a SHA-256 digest
   * @return its SHA-256
   */
  public static Sha256 of(MessageDigest digest) {
    return new Sha256(HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * A digest for what does not lie in one array.
   *
   * @return a new digest
   */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Compares with a digest, in a time that does not depend on where they differ.
   *
   * @param digest 32 bytes
   * @return whether it is this one
   */
  public boolean is(byte[] digest) {
    int difference = digest.length ^ (LENGTH / 2);
    for (int i = 0; i < LENGTH && i / 2 < digest.length; i += 2) {
      int value = Character.digit(hex.charAt(i), 16) << 4 | Character.digit(hex.charAt(i + 1), 16);
      difference |= value ^ (digest[i / 2] & 0xff);
    }
    return difference == 0;
  }

  private static boolean isLegal(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (!Ascii.isLowerHex(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return hex;
  }
}
