package dev.assetlookup.json.internal;

import dev.assetlookup.core.content.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Bytes as text that clients send back unchanged. It contains a digest of the bytes and of what
 * they were made for, so that an altered one, or one of something else, is refused. It grants
 * nothing: it can only name a position in what is the caller's own.
 */
public final class SealedText {
  private static final int DIGEST_BYTES = 8;

  private SealedText() {}

  /**
   * Writes bytes with their digest.
   *
   * @param bytes what is to be read again
   * @param covered makes of the bytes what the digest is of
   * @return text in base64url
   */
  public static String write(byte[] bytes, UnaryOperator<byte[]> covered) {
    String digest = Sha256.of(covered.apply(bytes)).hex().substring(0, 2 * DIGEST_BYTES);
    byte[] whole = Arrays.copyOf(bytes, bytes.length + DIGEST_BYTES);
    System.arraycopy(HexFormat.of().parseHex(digest), 0, whole, bytes.length, DIGEST_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /**
   * Reads bytes.
   *
   * @param text any text
   * @param length how many bytes
   * @param covered as for {@link #write}
   * @return empty if {@link #write} did not make this text of so many bytes
   */
  public static Optional<ByteBuffer> read(String text, int length, UnaryOperator<byte[]> covered) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (whole.length != length + DIGEST_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = Arrays.copyOf(whole, length);
    return write(bytes, covered).equals(text)
        ? Optional.of(ByteBuffer.wrap(bytes))
        : Optional.empty();
  }
}
