package dev.assetlookup.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The JSON around what is told of an error. Two errors of one kind differ only in the request id.
 */
final class ErrorEnvelope {
  private final byte[] beforeId;
  private final byte[] afterId;

  private ErrorEnvelope(byte[] beforeId, byte[] afterId) {
    this.beforeId = beforeId;
    this.afterId = afterId;
  }

  static ErrorEnvelope of(String code, String message) {
    String before =
        "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"requestId\":\"";
    return new ErrorEnvelope(ascii(before), ascii("\"}}"));
  }

  /** The same with details, which are JSON. */
  ErrorEnvelope with(byte[] details) {
    return new ErrorEnvelope(beforeId, joined(ascii("\",\"details\":"), details, ascii("}}")));
  }

  byte[] bytes(String requestId) {
    return joined(beforeId, ascii(requestId), afterId);
  }

  private static byte[] joined(byte[] before, byte[] middle, byte[] after) {
    byte[] whole = Arrays.copyOf(before, before.length + middle.length + after.length);
    System.arraycopy(middle, 0, whole, before.length, middle.length);
    System.arraycopy(after, 0, whole, before.length + middle.length, after.length);
    return whole;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
